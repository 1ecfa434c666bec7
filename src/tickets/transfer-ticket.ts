import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { mayWork, requireRole } from '../people/actor.ts';
import type { Actor, Role } from '../people/actor.ts';
import { refusal } from './find-ticket.ts';
import { heldByOrFree } from './ownership.ts';
import { recordChange } from './record-change.ts';
import { openStates } from './ticket-state.ts';
import type { Ticket } from './ticket-state.ts';

/**
 * Hands a ticket to a colleague who may work on it.
 * @param request.to person id
 * @throws GengfuError unknown_person | colleague_may_not | role_required | ticket_taken | ticket_closed
 */
export async function transferTicket(desk: Desk, request: { ticket: number; by: Actor; to: string }): Promise<Ticket> {
  const { ticket: number, by, to } = request;
  requireRole(by, 'agent');
  return desk.db.write(async (tx) => {
    const colleague = await tx.person.findUnique({ where: { id: to } });
    if (!colleague) throw new GengfuError('unknown_person', { person: to });
    if (!mayWork(colleague.role as Role))
      throw new GengfuError('colleague_may_not', { person: colleague.name, role: colleague.role });
    const [moved] = await tx.ticket.updateManyAndReturn({
      where: { number, state: { in: openStates }, ...heldByOrFree(by) },
      data: {
        ownerId: to,
        claimedAt: new Date(desk.clock.now()),
        state: 'claimed',
        snoozedUntil: null,
        version: { increment: 1 },
      },
    });
    if (!moved) throw await refusal(tx, number, 'transfer');
    await recordChange(desk, tx, moved, { kind: 'transferred', personId: by.id, data: { to, toName: colleague.name } });
    return moved;
  });
}
