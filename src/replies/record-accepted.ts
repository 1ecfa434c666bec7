import type { Desk } from '../desk.ts';
import { countReply } from './count-reply.ts';
import type { Reply } from '../store/client/client.ts';
import type { Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { insertRows } from '../store/rows.ts';
import { recordChange } from '../tickets/record-change.ts';
import { dueDates } from '../tickets/due-dates.ts';
import type { Ticket } from '../tickets/ticket-state.ts';

/**
 * The marketplace took a reply. The clocks stop, unless the buyer has written again since it was typed: then they run
 * from that newer message.
 */
export async function recordAccepted(
  desk: Desk,
  tx: Write,
  reply: Reply,
  sent: { externalId: string; text: string; translated: boolean | null },
): Promise<void> {
  const now = new Date(desk.clock.now());
  const accepted = await tx.reply.updateMany({
    where: { id: reply.id, state: { in: ['queued', 'sending'] } },
    data: { state: 'accepted', externalId: sent.externalId, acceptedAt: now, error: null },
  });
  if (accepted.count === 0) return;
  const messageId = newId();
  await insertRows(tx, 'Message', [
    {
      id: messageId,
      conversationId: reply.conversationId,
      ticketId: reply.ticketId,
      storeId: reply.storeId,
      author: 'seller',
      externalId: sent.externalId,
      sentAt: now.getTime(),
      receivedAt: now.getTime(),
      textSealed: desk.db.seal.seal(sent.text),
      translationSealed: sent.translated ? reply.textSealed : null,
      translationState: sent.translated ? 'done' : null,
    },
  ]);
  const { count: files } = await tx.attachment.updateMany({ where: { replyId: reply.id }, data: { messageId } });
  await tx.conversation.update({ where: { id: reply.conversationId }, data: { lastSellerAt: now } });
  const before = await tx.ticket.findUniqueOrThrow({ where: { id: reply.ticketId } });
  const first = before.firstRepliedAt === null;
  const ticket = await tx.ticket.update({
    where: { id: before.id },
    data: { ...(await answered(desk, tx, before, reply, now)), version: { increment: 1 } },
  });
  await recordChange(desk, tx, ticket, {
    kind: 'reply_accepted',
    personId: reply.personId,
    data: { replyId: reply.id, first, untranslated: sent.translated === false, files },
  });
  countReply(desk, tx, reply, 'accepted');
  desk.db.afterCommit(tx, () => void desk.race('reply-recorded'));
}

async function answered(desk: Desk, tx: Write, ticket: Ticket, reply: Reply, now: Date) {
  const replied = { lastRepliedAt: now, firstRepliedAt: ticket.firstRepliedAt ?? now };
  if (ticket.state === 'closed') return replied;
  // By arrival here, not by the platform's stamp: a message that came late was not read before it came.
  const unread = await tx.message.findFirst({
    where: { ticketId: ticket.id, author: 'buyer', receivedAt: { gt: reply.createdAt } },
    orderBy: { sentAt: 'asc' },
  });
  if (unread) return { ...replied, unansweredSince: unread.sentAt, ...dueDates(desk, ticket.storeId, unread.sentAt) };
  return { ...replied, state: 'waiting', unansweredSince: null, policyDueAt: null, teamDueAt: null, snoozedUntil: null };
}
