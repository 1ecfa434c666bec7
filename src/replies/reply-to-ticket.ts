import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import type { SaidFile } from '../ports/messenger.ts';
import { newId } from '../store/ids.ts';
import { checkReply } from './check-reply.ts';
import { refuseUnanswerable } from './refuse-unanswerable.ts';
import { refusal } from '../tickets/find-ticket.ts';
import { heldByOrFree } from '../tickets/ownership.ts';
import { recordChange } from '../tickets/record-change.ts';
import { fileReplyFiles, takeFiles } from './take-files.ts';
import { refuseIfBuyerWroteSince } from '../tickets/seen-version.ts';
import { openStates } from '../tickets/ticket-state.ts';

export interface ReplyRequest {
  ticket: number;
  by: Actor;
  text: string;
  /** Version of the card the agent looked at; absent for typed commands. */
  seenVersion?: number;
  /** Sent as written, without translation. */
  asIs?: true;
  /** The push that asked for it: the same tap or message, delivered again, sends nothing twice. */
  requestKey: string;
  /** Go along with the text, or stand alone. */
  files?: readonly SaidFile[];
}

/** Longest reply taken; platforms cut further by their own limits. */
export const maxReplyLength = 10_000;

/**
 * Queues an answer to the buyer; an unclaimed ticket becomes the writer's. Translation and sending follow as a job.
 * @throws GengfuError stale_reply (with the newer text) | ticket_taken | ticket_closed | answer_elsewhere | invalid_input |
 * role_required | those of takeFiles
 */
export async function replyToTicket(desk: Desk, request: ReplyRequest): Promise<{ replyId: string }> {
  const { ticket: number, by, requestKey } = request;
  requireRole(by, 'agent');
  const text = request.text.trim();
  await refuseUnanswerable(desk, number);
  const given = request.files ?? [];
  if ((!text && given.length === 0) || text.length > maxReplyLength)
    throw new GengfuError('invalid_input', { field: 'text', most: maxReplyLength });
  await checkWords(desk, request, text);
  const files = await takeFiles(desk, { ticket: number, files: given });
  return desk.db.write(async (tx) => {
    const known = await tx.reply.findUnique({ where: { requestKey }, select: { id: true } });
    if (known) return { replyId: known.id };
    await refuseIfBuyerWroteSince(desk, tx, number, request.seenVersion);
    const now = new Date(desk.clock.now());
    const [ticket] = await tx.ticket.updateManyAndReturn({
      where: { number, state: { in: openStates }, ...heldByOrFree(by) },
      data: { state: 'claimed', snoozedUntil: null, version: { increment: 1 } },
    });
    if (!ticket) throw await refusal(tx, number, 'reply');
    if (!ticket.ownerId) await tx.ticket.update({ where: { id: ticket.id }, data: { ownerId: by.id, claimedAt: now } });
    const replyId = newId();
    await tx.reply.create({
      data: {
        id: replyId,
        ticketId: ticket.id,
        conversationId: ticket.conversationId,
        storeId: ticket.storeId,
        personId: by.id,
        requestKey,
        asIs: request.asIs ?? false,
        textSealed: desk.db.seal.seal(text),
        state: 'queued',
        createdAt: now,
      },
    });
    await fileReplyFiles(desk, tx, { replyId, ticket, files });
    await desk.queue.enqueue(tx, [{ kind: 'send-reply', key: `reply:${replyId}`, payload: { replyId }, dueAt: now.getTime() }]);
    await recordChange(desk, tx, ticket, { kind: 'reply_queued', personId: by.id, data: { replyId, files: files.length } });
    return { replyId };
  });
}

/** Tickets and taps that are unknown, or known already, are told apart afterwards. */
async function checkWords(desk: Desk, { ticket, by, requestKey }: ReplyRequest, text: string): Promise<void> {
  const [found, taken] = await Promise.all([
    desk.db.read.ticket.findUnique({ where: { number: ticket }, select: { storeId: true } }),
    desk.db.read.reply.findUnique({ where: { requestKey }, select: { id: true } }),
  ]);
  const store = found && desk.stores.get(found.storeId);
  if (store && !taken) await checkReply(desk, { text, store, ticket, personId: by.id });
}
