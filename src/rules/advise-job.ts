import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import type { Rule as RuleRow } from '../store/client/client.ts';
import type { RowWrite, Write } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { adviseOn } from './advise.ts';
import type { PastAlert } from './advise.ts';
import { propose } from './proposals.ts';
import { ruleOfRow } from './rule-name.ts';
import type { Evidence } from './rule-kinds.ts';
import { requestProposalCard } from './show-proposal.ts';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** How far back alerts are looked at. */
export const adviceSpanMs = 30 * dayMs;
const dismissedEnough = 10;
/** Of what was closed, so much was a false alarm. */
const mostlyDismissed = 0.5;
const jobKey = 'advise-rules';

export const advisePayload = z.object({});

/** After a false alarm: perhaps its rule has had ten by now. A part of the caller's transaction. */
export const requestAdvice = (desk: Desk, tx: RowWrite): Promise<void> =>
  desk.queue.enqueue(tx, [{ kind: 'advise-rules', key: jobKey, payload: {}, dueAt: desk.clock.now() }]);

/** Sees to it that advice comes by itself once a week, however often the service starts. */
export async function scheduleAdvice(desk: Desk): Promise<void> {
  if (await desk.db.read.job.findUnique({ where: { key: jobKey }, select: { id: true } })) return;
  const dueAt = desk.clock.now() + weekMs;
  await desk.db.write((tx) => desk.queue.enqueue(tx, [{ kind: 'advise-rules', key: jobKey, payload: {}, dueAt }]));
}

/** Looks for rules that are mostly dismissed and proposes something smaller; again after a week. */
export function adviseRules(desk: Desk): JobDefinition<z.infer<typeof advisePayload>> {
  return {
    kind: 'advise-rules',
    payload: advisePayload,
    maxAttempts: 5,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const rows = await desk.db.read.rule.findMany({ where: { enabled: true, trial: null, shadow: false } });
      const dismissed = await mostlyDismissedRules(desk);
      for (const row of rows) if (dismissed.has(row.id)) await adviseOnRule(desk, row);
      return { again: new Map([[job!.id, weekMs]]) };
    },
  };
}

/** Figures of a rule's alerts in the last thirty days, by ticket. */
export interface Dismissals {
  ruleId: string;
  closed: number;
  dismissed: number;
}

export async function readDismissals(desk: Desk): Promise<Dismissals[]> {
  return selectRows<Dismissals>(
    desk.db.read,
    `SELECT a."ruleId", count(DISTINCT t."id") AS closed,
       count(DISTINCT CASE WHEN t."resolution" = 'false_alarm' THEN t."id" END) AS dismissed
     FROM "Alert" a JOIN "Ticket" t ON t."id" = a."ticketId"
     WHERE a."at" >= instant(?) AND a."state" = 'rang' AND t."state" = 'closed' GROUP BY a."ruleId"`,
    desk.clock.now() - adviceSpanMs,
  );
}

async function mostlyDismissedRules(desk: Desk): Promise<ReadonlySet<string>> {
  const figures = await readDismissals(desk);
  return new Set(
    figures
      .filter(({ closed, dismissed }) => dismissed >= dismissedEnough && dismissed / closed >= mostlyDismissed)
      .map(({ ruleId }) => ruleId),
  );
}

async function adviseOnRule(desk: Desk, row: RuleRow): Promise<void> {
  const definition = adviseOn(ruleOfRow(row).definition, await readAlerts(desk, row.id));
  if (!definition) return;
  await desk.db.write(async (tx) => {
    const last = await tx.proposal.findFirst({ where: { ruleId: row.id, kind: 'advice' }, orderBy: { number: 'desc' } });
    const lately = last && (last.settledAt ?? last.createdAt).getTime() > desk.clock.now() - weekMs;
    if (last?.state === 'never' || last?.state === 'open' || lately) return;
    await post(desk, tx, await propose(desk, tx, { kind: 'advice', ruleId: row.id, name: row.name, definition }));
  });
}

async function post(desk: Desk, tx: Write, number: number): Promise<void> {
  for (const { id } of await tx.chat.findMany({ where: { alerts: true }, select: { id: true } }))
    await requestProposalCard(desk, tx, { number, chatId: id, key: `advice:${id}` });
}

async function readAlerts(desk: Desk, ruleId: string): Promise<PastAlert[]> {
  const rows = await selectRows<{ whySealed: string; resolution: string }>(
    desk.db.read,
    `SELECT a."whySealed", t."resolution" FROM "Alert" a JOIN "Ticket" t ON t."id" = a."ticketId"
     WHERE a."ruleId" = ? AND a."at" >= instant(?) AND a."state" = 'rang' AND t."state" = 'closed'`,
    ruleId,
    desk.clock.now() - adviceSpanMs,
  );
  return rows.map(({ whySealed, resolution }) => {
    const why = JSON.parse(desk.db.seal.open(whySealed)) as Evidence[];
    return {
      found: why.flatMap((evidence) => (evidence.kind === 'keywords' ? evidence.found : [])),
      dismissed: resolution === 'false_alarm',
    };
  });
}
