import type { Desk } from '../desk.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { requestAdvice } from '../rules/advise-job.ts';
import { refusal } from './find-ticket.ts';
import { refuseIfBuyerWroteSince } from './seen-version.ts';
import { heldByOrFree } from './ownership.ts';
import { recordChange } from './record-change.ts';
import { openStates } from './ticket-state.ts';
import type { Ticket } from './ticket-state.ts';

export const resolutions = ['answered', 'refunded', 'resent', 'returned', 'compensated', 'no_reply_needed', 'other'] as const;
export type Resolution = (typeof resolutions)[number];

export interface CloseRequest {
  ticket: number;
  by: Actor;
  resolution: Resolution | 'false_alarm';
  topic?: string;
  /** Version of the card that was looked at: closing over words nobody has read is refused. */
  seenVersion?: number;
}

/** Ends a ticket. @throws GengfuError stale_reply | ticket_taken | ticket_closed | role_required */
export async function closeTicket(desk: Desk, request: CloseRequest): Promise<Ticket> {
  const { ticket: number, by, resolution, topic } = request;
  requireRole(by, 'agent');
  return desk.db.write(async (tx) => {
    await refuseIfBuyerWroteSince(desk, tx, number, request.seenVersion);
    const [closed] = await tx.ticket.updateManyAndReturn({
      where: { number, state: { in: openStates }, ...heldByOrFree(by) },
      data: {
        state: 'closed',
        resolution,
        ...(topic ? { topic } : {}),
        closedAt: new Date(desk.clock.now()),
        unansweredSince: null,
        policyDueAt: null,
        teamDueAt: null,
        snoozedUntil: null,
        version: { increment: 1 },
      },
    });
    if (!closed) throw await refusal(tx, number, 'close');
    const kind = resolution === 'false_alarm' ? 'false_alarm' : 'closed';
    if (kind === 'false_alarm') await requestAdvice(desk, tx);
    await recordChange(desk, tx, closed, { kind, personId: by.id, data: { resolution, topic } });
    return closed;
  });
}
