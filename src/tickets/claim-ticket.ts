import type { Desk } from '../desk.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import type { Write } from '../store/database.ts';
import { findTicket, refusal } from './find-ticket.ts';
import { recordChange } from './record-change.ts';
import type { Ticket } from './ticket-state.ts';

/**
 * Takes an unclaimed ticket. Of any number who tap at once exactly one gets it: the row that the update hits decides.
 * Claiming what is already one's own changes nothing.
 * @throws GengfuError ticket_taken (with `by` and `at`) | ticket_closed | unknown_ticket | role_required
 */
export async function claimTicket(desk: Desk, request: { ticket: number; by: Actor }): Promise<Ticket> {
  const { ticket: number, by } = request;
  requireRole(by, 'agent');
  return desk.db.write(async (tx) => {
    const [claimed] = await claimFree(desk, tx, { tickets: [number], by });
    if (!claimed) {
      const ticket = await findTicket(tx, number);
      if (ticket.ownerId === by.id && ticket.state !== 'closed') return ticket;
      throw await refusal(tx, number, 'claim');
    }
    return claimed;
  });
}

/** Takes those of the tickets that nobody has, and passes over the others. @returns those taken */
export async function claimFree(
  desk: Desk,
  tx: Write,
  { tickets, by }: { tickets: readonly number[]; by: Actor },
): Promise<Ticket[]> {
  const claimed = await tx.ticket.updateManyAndReturn({
    where: { number: { in: [...tickets] }, ownerId: null, state: { in: ['new', 'waiting', 'snoozed'] } },
    data: {
      ownerId: by.id,
      claimedAt: new Date(desk.clock.now()),
      state: 'claimed',
      snoozedUntil: null,
      version: { increment: 1 },
    },
  });
  for (const ticket of claimed) await recordChange(desk, tx, ticket, { kind: 'claimed', personId: by.id });
  return claimed;
}
