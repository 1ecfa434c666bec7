import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import type { Write } from '../store/database.ts';
import { timed } from './ticket-steps.ts';
import { scheduleTimers } from './ticket-timer.ts';

const payload = z.object({});
const pageSize = 500;

/** Who is called when has changed (roster, escalation, rules about waiting): every open ticket's next step is found anew. Part of the change. */
export async function replanTimers(desk: Desk, tx: Write): Promise<void> {
  await desk.queue.enqueue(tx, [{ kind: 'replan-timers', key: 'replan-timers', payload: {}, dueAt: desk.clock.now() }]);
}

export function replanTimersJob(desk: Desk): JobDefinition<z.infer<typeof payload>> {
  return {
    kind: 'replan-timers',
    payload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle() {
      // The job may be quicker than whoever changed the roster or a rule.
      await desk.roster.reload();
      await desk.rules.reload();
      for (let after = 0; ;) {
        const last = await desk.db.write(async (tx) => {
          const tickets = await tx.ticket.findMany({
            where: { unansweredSince: { not: null }, number: { gt: after } },
            orderBy: { number: 'asc' },
            take: pageSize,
          });
          await scheduleTimers(
            desk,
            tx,
            tickets.map((ticket) => ({ ...ticket, ...timed(ticket) })),
          );
          return tickets.length === pageSize ? tickets.at(-1)?.number : undefined;
        });
        if (last === undefined) return {};
        after = last;
      }
    },
  };
}
