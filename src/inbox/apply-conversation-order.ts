import type { Desk } from '../desk.ts';
import type { ConversationOrder } from '../ports/marketplace-event.ts';
import { fileBuyer, fileConversation } from './apply-buyer-message.ts';
import type { Happening } from './batch.ts';
import type { Ledger } from './ledger.ts';
import { notUnderstood } from './not-understood.ts';

/** Platforms push out of order: what was said this long before the newest words still belongs to them. */
const lateMs = 60_000;

/** Notes which order a conversation is about. Nobody is rung for it; a card that stands already shows it. @returns the open ticket's number */
export function applyConversationOrder(
  desk: Desk,
  ledger: Ledger,
  { store, source }: Happening,
  event: ConversationOrder,
): number | null {
  const { thread, orderId, buyer, sentAt } = event;
  const known = ledger.conversationOf(desk, store.id, thread);
  if (!known) {
    if (!buyer) return null;
    const spoken = { store, source, event: { ...event, buyer }, understanding: notUnderstood };
    fileConversation(desk, ledger, spoken, fileBuyer(desk, ledger, spoken));
    return null;
  }
  // What is read again later must not bring an earlier order back.
  const outdated = known.orderId !== null && sentAt < (known.lastBuyerAt ?? 0) - lateMs;
  if (outdated || known.orderId === orderId) return null;
  known.orderId = orderId;
  ledger.conversations.touch(known);
  const ticket = ledger.tickets.get(known.id);
  if (!ticket || ticket.state === 'closed') return null;
  ticket.version += 1;
  ledger.tickets.touch(ticket);
  return ticket.number;
}
