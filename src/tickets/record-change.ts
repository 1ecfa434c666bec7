import type { Desk } from '../desk.ts';
import type { Write } from '../store/database.ts';
import { ringing } from '../escalation/ringing.ts';
import { requestCards } from '../notify/request-cards.ts';
import { updateRows } from '../store/rows.ts';
import { insertTicketEvents } from './ticket-event.ts';
import type { NewTicketEvent } from './ticket-event.ts';
import { scheduleTimers } from './ticket-timer.ts';
import { timed } from './ticket-steps.ts';
import type { Ticket } from './ticket-state.ts';

/** What every change of a ticket brings with it: a line of history, whether it rings, its next timer, and fresh cards. */
export async function recordChange(
  desk: Desk,
  tx: Write,
  ticket: Ticket,
  change: Pick<NewTicketEvent, 'kind' | 'personId' | 'data' | 'onceKey'>,
): Promise<void> {
  await insertTicketEvents(tx, [{ ...change, ticketId: ticket.id, at: desk.clock.now(), version: ticket.version }]);
  const before = timed(ticket);
  const rings = ringing({ ...ticket, ...before }, desk.clock.now());
  if (rings.ringingSince !== before.ringingSince || rings.ringingLevel !== before.ringingLevel)
    await updateRows(tx, 'Ticket', [{ id: ticket.id, ...rings }]);
  await scheduleTimers(desk, tx, [{ ...ticket, ...before, ...rings }]);
  await requestCards(desk, tx, [ticket.id]);
}
