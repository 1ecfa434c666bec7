import type { Desk } from '../desk.ts';
import type { Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { insertRows } from '../store/rows.ts';
import { insertTicketEvents } from '../tickets/ticket-event.ts';
import type { Ticket } from '../tickets/ticket-state.ts';
import type { EscalationStep } from './escalation-steps.ts';
import { peopleMeant } from './people-meant.ts';

/**
 * Asks for the calls of a step, as part of the transaction that records the step; that nobody is there to be called is
 * history as well.
 */
export async function requestCalls(desk: Desk, tx: Write, ticket: Ticket, step: EscalationStep): Promise<void> {
  const now = desk.clock.now();
  const people = await peopleMeant(desk, tx, ticket, step.tell);
  if (people.length === 0)
    await insertTicketEvents(tx, [
      {
        ticketId: ticket.id,
        at: now,
        version: ticket.version,
        kind: 'nobody_called',
        data: { tell: step.tell },
        onceKey: `nobody:${step.key}`,
      },
    ]);
  for (const person of people) {
    for (const wanted of step.by) {
      const id = newId();
      const inserted = await insertRows(tx, 'Call', [
        {
          id,
          key: `${ticket.id}:${step.key}:${person.id}:${wanted}`,
          ticketId: ticket.id,
          personId: person.id,
          role: step.tell,
          route: person.route ?? null,
          load: person.load ?? null,
          wanted,
          state: 'due',
          askedAt: now,
        },
      ]);
      if (inserted === 0) continue;
      const payload = { callId: id, ticketId: ticket.id, track: step.track, since: step.since };
      await desk.queue.enqueue(tx, [{ kind: 'call', key: `call:${id}`, payload, dueAt: now }]);
    }
  }
}
