import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { findTicket, refusal } from './find-ticket.ts';
import { recordChange } from './record-change.ts';
import { higherLevel, openStates, stateInHand } from './ticket-state.ts';
import type { Ticket } from './ticket-state.ts';
import type { Level } from '../../cards/card.ts';

/**
 * Folds one ticket into another of the same buyer: its messages move over, it closes, and what is due earlier counts.
 * @throws GengfuError merge_differs (same ticket, other buyer) | ticket_closed | role_required
 */
export async function mergeTickets(desk: Desk, request: { ticket: number; into: number; by: Actor }): Promise<Ticket> {
  const { ticket: number, into, by } = request;
  requireRole(by, 'agent');
  return desk.db.write(async (tx) => {
    const from = await findTicket(tx, number);
    const target = await findTicket(tx, into);
    // One reply goes to one buyer: another's words must not disappear under it.
    if (from.id === target.id || from.buyerId !== target.buyerId)
      throw new GengfuError('merge_differs', { ticket: number, into });
    const [absorbed] = await tx.ticket.updateManyAndReturn({
      where: { id: from.id, state: { in: openStates } },
      data: {
        state: 'closed',
        resolution: 'merged',
        mergedIntoId: target.id,
        closedAt: new Date(desk.clock.now()),
        unansweredSince: null,
        policyDueAt: null,
        teamDueAt: null,
        snoozedUntil: null,
        version: { increment: 1 },
      },
    });
    if (!absorbed) throw await refusal(tx, number, 'merge');
    await tx.message.updateMany({ where: { ticketId: from.id }, data: { ticketId: target.id } });
    const [merged] = await tx.ticket.updateManyAndReturn({
      where: { id: target.id, state: { in: openStates } },
      data: {
        level: higherLevel(from.level as Level, target.level as Level),
        unansweredSince: earlier(from.unansweredSince, target.unansweredSince),
        lastBuyerAt: from.lastBuyerAt > target.lastBuyerAt ? from.lastBuyerAt : target.lastBuyerAt,
        // A ticket that waited for its buyer is in the team's hands again when an unanswered one joins it.
        ...(target.state === 'waiting' && from.unansweredSince ? { state: stateInHand(target.ownerId) } : {}),
        policyDueAt: earlier(from.policyDueAt, target.policyDueAt),
        teamDueAt: earlier(from.teamDueAt, target.teamDueAt),
        version: { increment: 1 },
      },
    });
    if (!merged) throw await refusal(tx, into, 'merge');
    await recordChange(desk, tx, absorbed, { kind: 'merged', personId: by.id, data: { into } });
    await recordChange(desk, tx, merged, { kind: 'absorbed', personId: by.id, data: { from: number } });
    return merged;
  });
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}
