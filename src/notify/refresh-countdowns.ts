import * as z from 'zod';
import { HOUR_MS, MINUTE_MS } from '../clocks/local-day.ts';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { selectRows } from '../store/rows.ts';
import { nearerDueAt } from '../tickets/due-dates.ts';
import { requestRedraws } from './request-cards.ts';

const payload = z.object({});
const everyMs = 5 * MINUTE_MS;
/** Deadlines further off stand on the card as an hour of the day, which does not age. */
const aheadMs = 24 * HOUR_MS;
/** After that nobody needs to be told by how much. */
const behindMs = 2 * HOUR_MS;
/** Cards a round at most, the nearest deadlines first: a messenger's lane is there for what is new. */
const mostCards = 60;

/** Sets the rounds going in which the time left on cards is told anew. */
export async function startCountdowns(desk: Desk): Promise<void> {
  const dueAt = desk.clock.now() + everyMs;
  await desk.db.writeRows((tx) =>
    desk.queue.enqueue(tx, [{ kind: 'refresh-countdowns', key: 'refresh-countdowns', payload: {}, dueAt }]),
  );
}

/**
 * Redraws the cards whose time runs out, though nothing else happened to them: the nearer the deadline the more often, once in
 * a sixth of the time that is left.
 */
export function refreshCountdowns(desk: Desk): JobDefinition<z.infer<typeof payload>> {
  /** When each card was last asked for, by ticket. Forgotten at the end of the process: then all are drawn once. */
  let askedAt = new Map<string, number>();
  return {
    kind: 'refresh-countdowns',
    payload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const now = desk.clock.now();
      const running = await readRunning(desk, now);
      const stale = running.filter(({ id, dueAt }) => {
        const asked = askedAt.get(id);
        return asked === undefined || now - asked >= Math.max(everyMs, Math.abs(dueAt - now) / 6);
      });
      const ids = stale.slice(0, mostCards).map(({ id }) => id);
      // What found no room stays stale and has its turn in the next round.
      askedAt = new Map(running.flatMap(({ id }) => (askedAt.has(id) ? [[id, askedAt.get(id)!]] : [])));
      for (const id of ids) askedAt.set(id, now);
      if (ids.length > 0) await desk.db.writeRows((tx) => requestRedraws(desk, tx, ids));
      return { again: new Map([[job!.id, everyMs]]) };
    },
  };
}

/** Tickets whose clock runs, by their nearer deadline. */
function readRunning(desk: Desk, now: number): Promise<{ id: string; dueAt: number }[]> {
  return selectRows(
    desk.db.read,
    `SELECT "id", ${nearerDueAt} AS "dueAt" FROM "Ticket"
     WHERE "state" <> 'closed' AND "unansweredSince" IS NOT NULL AND ${nearerDueAt} BETWEEN instant(?) AND instant(?)
     ORDER BY "dueAt" LIMIT ${mostCards * 5}`,
    now - behindMs,
    now + aheadMs,
  );
}
