import type { Desk } from '../desk.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { refusal } from './find-ticket.ts';
import { heldBy } from './ownership.ts';
import { recordChange } from './record-change.ts';
import type { Ticket } from './ticket-state.ts';

/** Gives a ticket back to everybody. @throws GengfuError ticket_taken | wrong_state | ticket_closed | role_required */
export async function unclaimTicket(desk: Desk, request: { ticket: number; by: Actor }): Promise<Ticket> {
  const { ticket: number, by } = request;
  requireRole(by, 'agent');
  return desk.db.write(async (tx) => {
    const [released] = await tx.ticket.updateManyAndReturn({
      where: { number, state: 'claimed', NOT: { ownerId: null }, ...heldBy(by) },
      data: { ownerId: null, claimedAt: null, state: 'new', version: { increment: 1 } },
    });
    if (!released) throw await refusal(tx, number, 'unclaim');
    await recordChange(desk, tx, released, { kind: 'unclaimed', personId: by.id });
    return released;
  });
}
