import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { requestCards } from '../notify/request-cards.ts';
import { readMatterConversations } from '../matters/read-matter-conversations.ts';
import { updateRows } from '../store/rows.ts';
import { insertTicketEvents } from '../tickets/ticket-event.ts';
import { timed } from '../tickets/ticket-steps.ts';
import { scheduleTimers } from '../tickets/ticket-timer.ts';

export const recomputePayload = z.object({ cause: z.string(), change: z.string() });

const pageSize = 500;

/** After a change of hours, holidays or policies every running clock is set anew; each move is recorded with its cause (D4). */
export function recomputeDeadlines(desk: Desk): JobDefinition<z.infer<typeof recomputePayload>> {
  return {
    kind: 'recompute-deadlines',
    payload: recomputePayload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const { cause, change } = job!.payload;
      // The job may be quicker than whoever changed the setting.
      await desk.settings.reload();
      await desk.hours.reload();
      for (let after = 0; ;) {
        const moved = await desk.db.write(async (tx) => {
          const tickets = await tx.ticket.findMany({
            where: { unansweredSince: { not: null }, number: { gt: after } },
            orderBy: { number: 'asc' },
            take: pageSize,
          });
          const matters = await readMatterConversations(
            tx,
            tickets.map(({ conversationId }) => conversationId),
          );
          const changed = tickets.flatMap((ticket) => {
            const store = desk.stores.get(ticket.storeId);
            if (!store) return [];
            const due = desk.hours.due(store, ticket.unansweredSince!.getTime());
            const next = matters.has(ticket.conversationId) ? { ...due, policyDueAt: null } : due;
            const before = timed(ticket);
            if (next.policyDueAt === before.policyDueAt && next.teamDueAt === before.teamDueAt) return [];
            return [{ ...ticket, ...before, ...next, version: ticket.version + 1, was: before }];
          });
          await updateRows(
            tx,
            'Ticket',
            changed.map(({ id, policyDueAt, teamDueAt, version }) => ({ id, policyDueAt, teamDueAt, version })),
          );
          await insertTicketEvents(
            tx,
            changed.map(({ id, version, was, policyDueAt, teamDueAt }) => ({
              ticketId: id,
              at: desk.clock.now(),
              version,
              kind: 'deadline_moved',
              onceKey: `moved:${change}`,
              data: { cause, policyDueAt: [was.policyDueAt, policyDueAt], teamDueAt: [was.teamDueAt, teamDueAt] },
            })),
          );
          await scheduleTimers(desk, tx, changed);
          await requestCards(
            desk,
            tx,
            changed.map(({ id }) => id),
          );
          return { last: tickets.at(-1)?.number, full: tickets.length === pageSize };
        });
        if (!moved.full || moved.last === undefined) return {};
        after = moved.last;
      }
    },
  };
}
