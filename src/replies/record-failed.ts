import type { Desk } from '../desk.ts';
import { tellOwner } from '../notify/tell-owner.ts';
import type { Reply } from '../store/client/client.ts';
import type { Write } from '../store/database.ts';
import { recordChange } from '../tickets/record-change.ts';
import { countReply } from './count-reply.ts';

/** A reply did not leave: the clocks run on, and whoever wrote it gets the words back. */
export async function recordFailed(
  desk: Desk,
  tx: Write,
  reply: Reply,
  text: 'tell.reply_failed' | 'tell.reply_untranslated' | 'tell.reply_unknown',
  reason: string,
): Promise<void> {
  const failed = await tx.reply.updateMany({
    where: { id: reply.id, state: { in: ['queued', 'sending'] } },
    data: { state: 'failed', error: reason },
  });
  if (failed.count === 0) return;
  countReply(desk, tx, reply, 'failed');
  const ticket = await tx.ticket.update({ where: { id: reply.ticketId }, data: { version: { increment: 1 } } });
  await recordChange(desk, tx, ticket, { kind: 'reply_failed', personId: reply.personId, data: { replyId: reply.id, reason } });
  await tellOwner(desk, tx, ticket, {
    text,
    key: `failed-${reply.id}`,
    values: { reason, text: desk.db.seal.open(reply.textSealed) },
  });
}
