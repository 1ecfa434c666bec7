import type { Desk } from '../desk.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { dueDates } from './due-dates.ts';
import { findTicket, refusal } from './find-ticket.ts';
import { recordChange } from './record-change.ts';
import type { Ticket } from './ticket-state.ts';

/** Takes a closed ticket up again, in the name of whoever does it. @throws GengfuError wrong_state | role_required */
export async function reopenTicket(desk: Desk, request: { ticket: number; by: Actor }): Promise<Ticket> {
  const { ticket: number, by } = request;
  requireRole(by, 'agent');
  return desk.db.write(async (tx) => {
    const closed = await findTicket(tx, number);
    // What nobody has answered waits again, since when it did before.
    const unansweredSince = closed.lastRepliedAt && closed.lastRepliedAt >= closed.lastBuyerAt ? null : closed.lastBuyerAt;
    const [reopened] = await tx.ticket.updateManyAndReturn({
      where: { number, state: 'closed', mergedIntoId: null },
      data: {
        state: 'claimed',
        ownerId: by.id,
        claimedAt: new Date(desk.clock.now()),
        closedAt: null,
        resolution: null,
        unansweredSince,
        ...dueDates(desk, closed.storeId, unansweredSince),
        version: { increment: 1 },
      },
    });
    if (!reopened) throw await refusal(tx, number, 'reopen');
    await recordChange(desk, tx, reopened, { kind: 'reopened', personId: by.id });
    return reopened;
  });
}
