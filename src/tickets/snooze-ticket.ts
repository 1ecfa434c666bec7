import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { refusal } from './find-ticket.ts';
import { heldByOrFree } from './ownership.ts';
import { recordChange } from './record-change.ts';
import type { Ticket } from './ticket-state.ts';

/**
 * Puts a ticket aside until an instant. The platform's clock does not stop for it, so the card keeps showing the deadline.
 * @throws GengfuError bad_time (in the past) | ticket_taken | ticket_closed | role_required
 */
export async function snoozeTicket(desk: Desk, request: { ticket: number; by: Actor; until: number }): Promise<Ticket> {
  const { ticket: number, by, until } = request;
  requireRole(by, 'agent');
  if (until <= desk.clock.now()) throw new GengfuError('bad_time', { ticket: number });
  return desk.db.write(async (tx) => {
    const [snoozed] = await tx.ticket.updateManyAndReturn({
      where: { number, state: { in: ['new', 'claimed', 'waiting', 'snoozed'] }, ...heldByOrFree(by) },
      data: { state: 'snoozed', snoozedUntil: new Date(until), version: { increment: 1 } },
    });
    if (!snoozed) throw await refusal(tx, number, 'snooze');
    await recordChange(desk, tx, snoozed, { kind: 'snoozed', personId: by.id, data: { until } });
    return snoozed;
  });
}
