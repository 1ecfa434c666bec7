import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { compileRules } from './compile-rules.ts';
import type { Rule } from './compile-rules.ts';
import { replayRule } from './replay-rule.ts';
import type { PastMessage } from './replay-rule.ts';
import { ruleDefinition } from './rule-definition.ts';
import type { RuleDefinition } from './rule-definition.ts';
import { findRule } from './rule-name.ts';

/** Most messages looked at in one replay; older ones are left out. */
const mostMessages = 50_000;
const examplesShown = 3;

type Archive = Pick<Desk, 'db' | 'stores' | 'rules' | 'hours' | 'clock'>;

export interface StoredReplay {
  hits: number;
  /** Hits that no other rule in force would have made. */
  extra: number;
  /** The latest. */
  examples: { ticket: number; text: string }[];
}

/** Runs a rule, switched on or not, over the stored messages since an instant. @throws GengfuError unknown_rule */
export async function replayStoredRule(desk: Archive, request: { name: string; since: number }): Promise<StoredReplay> {
  const row = await findRule(desk.db.read, request.name);
  if (!row) throw new GengfuError('unknown_rule', { rule: request.name });
  const { id, name, version, definition } = row;
  return replay(desk, { id, name, version, definition: ruleDefinition.parse(JSON.parse(definition)) }, request.since);
}

/** The same for a rule that is not stored. */
export function replayDefinition(desk: Archive, request: { definition: RuleDefinition; since: number }): Promise<StoredReplay> {
  return replay(desk, { id: 'tried', name: 'tried', version: 1, definition: request.definition }, request.since);
}

async function replay(desk: Archive, tried: Rule, since: number): Promise<StoredReplay> {
  const others = compileRules(desk.rules.rules().filter(({ id }) => id !== tried.id));
  const past = await readPastMessages(desk, since);
  const now = desk.clock.now();
  const replayed = replayRule(compileRules([tried]), past, {
    others,
    calendar: desk.hours.calendar(),
    from: since,
    to: now + 1,
  });
  const examples = await Promise.all(
    replayed.hits.slice(-examplesShown).map(async ({ id }) => {
      const message = await desk.db.read.message.findUniqueOrThrow({ where: { id } });
      const ticket = message.ticketId ? await desk.db.read.ticket.findUnique({ where: { id: message.ticketId } }) : null;
      return { ticket: ticket?.number ?? 0, text: desk.db.seal.open(message.textSealed).slice(0, 60) };
    }),
  );
  return { hits: replayed.total, extra: replayed.notCovered, examples };
}

async function readPastMessages(desk: Archive, since: number): Promise<PastMessage[]> {
  const messages = await desk.db.read.message.findMany({
    where: { author: 'buyer', sentAt: { gte: new Date(since) } },
    orderBy: { sentAt: 'desc' },
    take: mostMessages,
  });
  const answers = await desk.db.read.conversation.findMany({
    where: { lastSellerAt: { not: null } },
    select: { id: true, lastSellerAt: true },
  });
  const answeredAt = new Map(answers.map(({ id, lastSellerAt }) => [id, lastSellerAt!.getTime()]));
  return messages.map((message) => {
    const store = desk.stores.get(message.storeId);
    const answer = answeredAt.get(message.conversationId);
    const at = message.sentAt.getTime();
    return {
      id: message.id,
      at,
      answeredAt: answer !== undefined && answer >= at ? answer : undefined,
      facts: {
        text: desk.db.seal.open(message.textSealed),
        platform: store?.platform ?? '',
        store: message.storeId,
        storeName: store?.name,
        country: store?.site ?? '',
        language: message.language,
        topic: message.topic,
        dissatisfaction: message.dissatisfaction ?? 0,
        dissatisfied: message.dissatisfied ?? false,
        buyerTags: [],
      },
    };
  });
}
