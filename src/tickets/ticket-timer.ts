import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobRequest } from '../jobs/job.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { planSteps } from './plan-steps.ts';
import type { FactsSubject } from './ticket-facts.ts';
import type { TimedTicket } from './ticket-steps.ts';

export const timerPayload = z.object({ ticketId: z.string() });

const timerKey = (ticketId: string): string => `timer:${ticketId}`;

/**
 * One timer row per ticket, at its next step: cost follows what is due, not what is open. A step whose time has passed
 * without it (the ticket was put aside, or the mail came late) is next at once. A ticket with nothing left gives its timer back.
 */
export async function scheduleTimers(desk: Desk, tx: RowWrite, tickets: readonly (TimedTicket & FactsSubject)[]): Promise<void> {
  const now = desk.clock.now();
  const planned = [...(await planSteps(desk, tx, tickets))].map(([id, { steps }]) => ({ id, steps }));
  const fired = await readFired(
    tx,
    planned.filter(({ steps }) => steps.some(({ at }) => at <= now)).map(({ id }) => id),
  );
  const requests: JobRequest[] = [];
  const idle: string[] = [];
  for (const { id, steps } of planned) {
    const next = steps.find(({ at, key }) => at > now || !fired.has(`${id} ${key}`));
    if (next) requests.push({ kind: 'ticket-timer', key: timerKey(id), payload: { ticketId: id }, dueAt: next.at });
    else idle.push(timerKey(id));
  }
  await desk.queue.enqueue(tx, requests);
  await desk.queue.cancel(tx, idle);
}

/** Steps that were carried out, as `ticket key`. */
async function readFired(tx: RowWrite, ticketIds: string[]): Promise<Set<string>> {
  if (ticketIds.length === 0) return new Set();
  const rows = await selectRows<{ ticketId: string; onceKey: string }>(
    tx,
    'SELECT "ticketId", "onceKey" FROM "TicketEvent" WHERE "ticketId" IN (SELECT value FROM json_each(?)) AND "onceKey" IS NOT NULL',
    JSON.stringify(ticketIds),
  );
  return new Set(rows.map(({ ticketId, onceKey }) => `${ticketId} ${onceKey}`));
}
