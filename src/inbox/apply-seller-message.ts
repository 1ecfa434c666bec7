import type { Desk } from '../desk.ts';
import type { SellerMessage } from '../ports/marketplace-event.ts';
import { newId } from '../store/ids.ts';
import type { Happening } from './batch.ts';
import { threadIndex } from './conversation-hints.ts';
import { buyerIndex } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import type { ConversationRow } from './ledger-rows.ts';
import { isPictureUnderWay, replyNamed, replyUnderWay } from './reply-under-way.ts';

/** An answer given outside Gengfu, in the marketplace's own page: filed, and the clocks stop (A5). */
export function applySellerMessage(
  desk: Desk,
  ledger: Ledger,
  { store, source, receivedAt }: Happening,
  event: SellerMessage,
): number | null {
  if (ledger.messages.get(`${store.id} ${event.externalId}`)) return null;
  const replied = event.inReplyTo?.some((id) => ledger.replies.get(`${store.id} ${id}`));
  // The platform's copy of what we sent ourselves; its delivery report says the rest.
  if (replied) return null;
  const named = replyNamed(ledger, store.id, event.inReplyTo);
  if (named) {
    // Its sending, or the next attempt at it, records the rest.
    named.row.externalId ??= named.id;
    ledger.sending.touch(named.row);
    return null;
  }
  const conversation = findConversation(desk, ledger, store.id, event);
  if (!conversation) return null;
  const ours = replyUnderWay(desk, ledger, conversation, event.text);
  if (ours) {
    ours.externalId = event.externalId;
    ledger.sending.touch(ours);
    return null;
  }
  if (event.wordless && isPictureUnderWay(ledger, conversation)) return null;
  const ticket = ledger.tickets.get(conversation.id);
  ledger.messages.add({
    id: newId(),
    conversationId: conversation.id,
    ticketId: ticket?.id ?? null,
    storeId: store.id,
    author: 'seller',
    externalId: event.externalId,
    source,
    sentAt: event.sentAt,
    receivedAt,
    subjectSealed: null,
    textSealed: desk.db.seal.seal(event.text),
    language: null,
    dissatisfaction: null,
    dissatisfied: null,
    topic: null,
    entities: null,
    flags: null,
    translationState: null,
  });
  conversation.lastSellerAt = Math.max(conversation.lastSellerAt ?? 0, event.sentAt);
  ledger.conversations.touch(conversation);
  if (!ticket || ticket.state === 'closed' || ticket.lastBuyerAt > event.sentAt) return ticket?.number ?? null;
  ticket.version += 1;
  ticket.state = 'waiting';
  ticket.snoozedUntil = null;
  ticket.unansweredSince = null;
  ticket.policyDueAt = null;
  ticket.teamDueAt = null;
  ticket.ringingSince = null;
  ticket.ringingLevel = null;
  ticket.lastRepliedAt = event.sentAt;
  ticket.firstRepliedAt ??= event.sentAt;
  ledger.tickets.touch(ticket);
  ledger.events.push({ ticketId: ticket.id, at: event.sentAt, version: ticket.version, kind: 'answered_elsewhere' });
  return ticket.number;
}

function findConversation(desk: Desk, ledger: Ledger, storeId: string, event: SellerMessage): ConversationRow | undefined {
  if (event.thread) {
    const known = ledger.conversations.get(threadIndex(desk.db, storeId, event.thread));
    if (known) return known;
  }
  if (!event.buyerId) return undefined;
  const buyer = ledger.buyers.get(buyerIndex(desk, storeId, event.buyerId));
  const theirs = ledger.conversations
    .all()
    .filter((row) => row.buyerId === buyer?.id && (!event.orderId || row.orderId === event.orderId));
  return theirs.sort((a, b) => (b.lastBuyerAt ?? 0) - (a.lastBuyerAt ?? 0))[0];
}
