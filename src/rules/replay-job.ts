import * as z from 'zod';
import { replayCard, replayProgressCard, replayStoppedCard } from '../../cards/replay-card.ts';
import type { ReplayView } from '../../cards/replay-card.ts';
import type { CardAttachment } from '../../cards/card.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { JobDefinition } from '../jobs/job.ts';
import type { Chat } from '../notify/chat-directory.ts';
import { openPostedCard } from '../notify/posted-card.ts';
import { toJobFailure } from '../notify/to-job-failure.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Write } from '../store/database.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { Rule } from './compile-rules.ts';
import { looksAtMessages } from './is-time-bound.ts';
import { findRule, ruleNameIn, ruleOfRow } from './rule-name.ts';
import type { StoredReplay } from './replay-order.ts';
import { runReplay } from './run-replay.ts';

const dayMs = 86_400_000;
/** A card edited more often than this runs into the messengers' limits (facts/messengers §0.2). */
const tellEveryMs = 3_000;
/** Links to a picture are good for eight days at most. */
const pictureKeptMs = 9 * dayMs;

export const replayPayload = z.object({
  chatId: z.string(),
  /** Stored rules by id; null = all that are switched on. */
  ruleId: z.string().nullable(),
  from: z.number(),
  to: z.number(),
});
type Payload = z.infer<typeof replayPayload>;

const keyOf = (chatId: string): string => `replay:${chatId}`;

/**
 * Asks for a replay whose picture goes into a chat; one at a time there.
 * @param request.name null = all rules @throws GengfuError unknown_rule, replay_needs_messages, replay_running
 */
export async function requestReplay(
  desk: Desk,
  request: { name: string | null; chatId: string; span: number },
): Promise<{ name: string }> {
  const { name, chatId, span } = request;
  const now = desk.clock.now();
  return desk.db.write(async (tx) => {
    const rule = name === null ? null : await findRule(tx, name);
    if (name !== null && !rule) throw new GengfuError('unknown_rule', { rule: name });
    if (rule && !looksAtMessages(ruleOfRow(rule).definition)) throw new GengfuError('replay_needs_messages', { rule: rule.name });
    if (await tx.job.findFirst({ where: { key: keyOf(chatId), deadAt: null } })) throw new GengfuError('replay_running');
    const payload: Payload = { chatId, ruleId: rule?.id ?? null, from: now - span, to: now + 1 };
    await desk.queue.enqueue(tx, [{ kind: 'replay-rule', key: keyOf(chatId), payload, dueAt: now }]);
    return { name: nameFor(desk, rule) };
  });
}

/** Calls off the replay of a chat; the one under way notices within seconds. @throws GengfuError no_replay */
export async function callOffReplay(desk: Desk, chatId: string): Promise<void> {
  const { count } = await desk.db.write((tx) => tx.job.deleteMany({ where: { key: keyOf(chatId), deadAt: null } }));
  if (count === 0) throw new GengfuError('no_replay');
}

/** Replays on a thread of its own, tells how far it is on one card and shows the result there. */
export function replayRules(desk: Desk): JobDefinition<Payload> {
  return {
    kind: 'replay-rule',
    payload: replayPayload,
    maxAttempts: 5,
    batch: 1,
    // Each takes a core for up to a minute.
    concurrency: 1,
    async handle([job]) {
      const { id, payload } = job!;
      const chat = desk.chats.get(payload.chatId);
      const messenger = chat && desk.messengers.get(chat.messenger);
      const rules = await rulesOf(desk, payload.ruleId);
      if (!messenger || !rules) return {};
      try {
        return await replayInto(desk, { id, payload, chat, messenger, rules });
      } catch (error) {
        return { failed: new Map([[id, toJobFailure(error)]]) };
      }
    },
  };
}

async function replayInto(
  desk: Desk,
  task: { id: string; payload: Payload; chat: Chat; messenger: Messenger; rules: readonly Rule[] },
): Promise<{ settle?: (tx: Write) => Promise<void> }> {
  const { id, payload, chat, messenger, rules } = task;
  const texts = textsOf(desk);
  const { from, to } = payload;
  const view: ReplayView = {
    name: nameFor(desk, payload.ruleId === null ? null : rules[0]!),
    days: Math.max(1, Math.round((to - from) / dayMs)),
    progress: null,
    result: null,
    now: desk.clock.now(),
  };
  const posted = await openPostedCard({ messenger, chat: chat.externalId, key: `replay-${id}` }, replayProgressCard(view, texts));
  const callingOff = new AbortController();
  let told = Promise.resolve();
  let toldAt = performance.now();
  let looking = false;
  /** Whoever calls it off strikes the job. */
  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    if (!(await desk.db.read.job.findUnique({ where: { id }, select: { id: true } }))) callingOff.abort();
    looking = false;
  }
  function tell(progress: ReplayView['progress']): void {
    if (performance.now() - toldAt < tellEveryMs) return;
    toldAt = performance.now();
    // A progress that cannot be shown must not stop the work.
    told = told.then(() => posted.redraw(replayProgressCard({ ...view, progress }, texts)).catch(() => {}));
  }
  let replayed: StoredReplay;
  try {
    replayed = await runReplay(
      desk,
      {
        tried: rules,
        from,
        to,
        picture: {
          title: texts('card.replay', { name: view.name, days: view.days }),
          onlyThis: texts(payload.ruleId === null ? 'card.replay_rings' : 'card.replay_only'),
          othersToo: texts('card.replay_too'),
        },
      },
      {
        signal: callingOff.signal,
        onProgress(progress) {
          tell(progress);
          look().catch((error: unknown) => desk.log.warn({ err: error }, 'cannot see whether a replay is still wanted'));
        },
      },
    );
    await told;
  } catch (error) {
    await told;
    if (!(error instanceof GengfuError && error.code === 'replay_called_off')) throw error;
    await posted.replace(replayStoppedCard(view, texts));
    return {};
  }
  const result = { ...replayed, byRule: inWords(desk, replayed.byRule), overlaps: inWords(desk, replayed.overlaps) };
  const contentKey = await desk.files.vault.keep(replayed.picture!);
  const picture = await pictureFor(desk, messenger, replayed.picture!, contentKey);
  await posted.replace(replayCard({ ...view, result }, texts, picture));
  if (messenger.can.pictures === 'message')
    await messenger.postPicture?.({
      chat: chat.externalId,
      name: 'replay.png',
      type: 'image/png',
      bytes: replayed.picture!,
      caption: texts('card.replay', { name: view.name, days: view.days }),
      key: `rp-${id}`,
    });
  return {
    settle: (tx) =>
      desk.queue.enqueue(tx, [
        { kind: 'forget-files', payload: { keys: [contentKey] }, dueAt: desk.clock.now() + pictureKeptMs },
      ]),
  };
}

/** The chart as cards show it; a messenger that will not have it leaves the card without. */
async function pictureFor(
  desk: Desk,
  messenger: Messenger,
  bytes: Uint8Array,
  contentKey: string,
): Promise<CardAttachment | undefined> {
  if (messenger.can.pictures === 'message') return undefined;
  const now = desk.clock.now();
  const keys: Record<string, string> = {};
  if (messenger.can.pictures === 'in_card')
    keys[messenger.name] = (await messenger.upload({ name: 'replay.png', type: 'image/png', bytes })).key;
  const path = desk.files.links.path(contentKey, 'chart', now);
  return {
    name: 'replay.png',
    kind: 'picture',
    state: 'stored',
    path,
    link: desk.files.links.url(contentKey, 'chart', now),
    thumbnail: { path, keys },
  };
}

/** @returns null when the rule is gone meanwhile */
async function rulesOf(desk: Desk, ruleId: string | null): Promise<readonly Rule[] | null> {
  if (ruleId === null) return desk.rules.rules();
  const row = await desk.db.read.rule.findUnique({ where: { id: ruleId } });
  return row && [ruleOfRow(row)];
}

function nameFor(desk: Desk, rule: { name: string } | null): string {
  const texts = textsOf(desk);
  return rule ? ruleNameIn(rule.name, texts.language) : texts('card.replay_all');
}

const inWords = (desk: Desk, counts: StoredReplay['byRule']): StoredReplay['byRule'] =>
  counts.map(({ rule, hits }) => ({ rule: ruleNameIn(rule, textsOf(desk).language), hits }));
