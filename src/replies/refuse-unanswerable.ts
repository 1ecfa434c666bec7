import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { findTicket } from '../tickets/find-ticket.ts';
import { isAnswerable } from './is-answerable.ts';

/** Says at once where to answer, instead of queueing words that can never arrive. @throws GengfuError answer_elsewhere | unknown_ticket */
export async function refuseUnanswerable(desk: Desk, number: number): Promise<void> {
  const { conversationId, storeId } = await findTicket(desk.db.read, number);
  const { replySealed } = await desk.db.read.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  if (isAnswerable(desk.db.seal, replySealed)) return;
  throw new GengfuError('answer_elsewhere', { ticket: number, market: desk.stores.get(storeId)?.platform ?? '' });
}
