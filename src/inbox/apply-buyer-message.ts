import { attachmentRow } from '../attachments/attachment-row.ts';
import type { Desk } from '../desk.ts';
import { ringing } from '../escalation/ringing.ts';
import { newId } from '../store/ids.ts';
import type { MessageFacts } from '../rules/facts.ts';
import { stateInHand } from '../tickets/ticket-state.ts';
import type { BuyerMessage } from '../ports/marketplace-event.ts';
import { rings } from '../rules/trial.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { BuyerHappening, Happening } from './batch.ts';
import { threadIndex } from './conversation-hints.ts';
import { buyerIndex } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import type { BuyerRow, ConversationRow, TicketRow } from './ledger-rows.ts';

/** Files a buyer's words and sees to it that a ticket stands for them. @returns the ticket's number, null for a duplicate */
export function applyBuyerMessage(desk: Desk, ledger: Ledger, happening: BuyerHappening): number | null {
  const { store, event, understanding } = happening;
  const { seal } = desk.db;
  if (ledger.messages.get(`${store.id} ${event.externalId}`)) return learnName(desk, ledger, happening);
  const buyer = fileBuyer(desk, ledger, happening);
  const conversation = fileConversation(desk, ledger, happening, buyer);
  const ticket = openTicket(desk, ledger, happening, conversation);
  const messageId = newId();
  const state = event.wordless ? null : translationState(desk, understanding.language);
  ledger.messages.add({
    id: messageId,
    conversationId: conversation.id,
    ticketId: ticket.id,
    storeId: store.id,
    author: 'buyer',
    externalId: event.externalId,
    source: happening.source,
    sentAt: event.sentAt,
    receivedAt: happening.receivedAt,
    subjectSealed: event.subject ? seal.seal(event.subject) : null,
    textSealed: seal.seal(event.text),
    language: understanding.language,
    dissatisfaction: understanding.dissatisfaction,
    dissatisfied: understanding.dissatisfied ? 1 : 0,
    topic: understanding.topic,
    entities: JSON.stringify({ ...understanding.entities, items: event.items ?? [] }),
    flags: event.flags ? JSON.stringify(event.flags) : null,
    translationState: state,
  });
  if (state === 'pending') ledger.toTranslate.add(messageId);
  fileAttachments(desk, ledger, happening, conversation, messageId);
  ledger.events.push({
    ticketId: ticket.id,
    at: event.sentAt,
    version: ticket.version,
    kind: 'buyer_wrote',
    data: happening.matches ? { messageId, by: 'rules' } : { messageId },
  });
  if (!event.wordless) ring(desk, ledger, happening, ticket, messageId);
  const due = desk.hours.due(store, ticket.unansweredSince);
  // Platforms set no time for what no buyer waits for.
  Object.assign(ticket, happening.matches ? { ...due, policyDueAt: null } : due, ringing(ticket, desk.clock.now()));
  return ticket.number;
}

function fileAttachments(
  desk: Desk,
  ledger: Ledger,
  { store, event, eventId }: BuyerHappening,
  conversation: ConversationRow,
  messageId: string,
): void {
  const { id: conversationId, orderId } = conversation;
  const place = { storeId: store.id, conversationId, orderId: event.orderId ?? orderId, messageId, eventId, at: event.sentAt };
  for (const [position, attachment] of (event.attachments ?? []).entries())
    ledger.attachments.push(attachmentRow(desk.db.seal, attachment, { ...place, position }));
}

/**
 * Some platforms push an id alone and tell the name only when the same message is read: then the buyer gets it, and the
 * card that stands already shows it.
 */
function learnName(desk: Desk, ledger: Ledger, { store, event: { buyer, thread } }: BuyerHappening): null {
  const known = ledger.buyers.get(buyerIndex(desk, store.id, buyer.id));
  if (!known || buyer.name === buyer.id || desk.db.seal.open(known.nameSealed) !== buyer.id) return null;
  known.nameSealed = desk.db.seal.seal(buyer.name);
  ledger.buyers.touch(known);
  const conversation = ledger.conversationOf(desk, store.id, thread);
  const ticket = conversation && ledger.tickets.get(conversation.id);
  if (!ticket || ticket.state === 'closed') return null;
  ticket.version += 1;
  ledger.tickets.touch(ticket);
  return null;
}

/** What files a buyer and a conversation: a message, or only word of what the conversation is about. */
type Spoken = Pick<Happening, 'store' | 'source'> & {
  event: Pick<BuyerMessage, 'buyer' | 'thread' | 'inReplyTo' | 'orderId' | 'sentAt' | 'replyAddress'>;
  understanding: Pick<Understanding, 'language'>;
};

/** The buyer's row, made if this is the first that is heard of them. */
export function fileBuyer(desk: Desk, ledger: Ledger, happening: Spoken): BuyerRow {
  const { store, event, understanding } = happening;
  const externalIndex = buyerIndex(desk, store.id, event.buyer.id);
  const known = ledger.buyers.get(externalIndex);
  if (known) {
    known.lastSeenAt = Math.max(Number(known.lastSeenAt), event.sentAt);
    known.language = understanding.language ?? known.language;
    return ledger.buyers.touch(known);
  }
  return ledger.buyers.add({
    id: newId(),
    storeId: store.id,
    externalIndex,
    nameSealed: desk.db.seal.seal(event.buyer.name),
    language: understanding.language,
    firstSeenAt: event.sentAt,
    lastSeenAt: event.sentAt,
  });
}

/** The conversation that a message belongs to, made if it is new, with what the message says of it. */
export function fileConversation(desk: Desk, ledger: Ledger, happening: Spoken, buyer: BuyerRow): ConversationRow {
  const { store, event, source, understanding } = happening;
  const index = threadIndex(desk.db, store.id, event.thread);
  // An answer to our own words belongs where those stand, whatever the platform made of the thread.
  const answered = (event.inReplyTo ?? [])
    .map((id) => `${store.id} ${id}`)
    .map((key) => ledger.replies.get(key) ?? ledger.messages.get(key));
  const answeredId = answered.find((row) => row !== undefined)?.conversationId;
  const known = (answeredId ? ledger.conversations.byId(answeredId) : undefined) ?? ledger.conversations.get(index);
  const replySealed = desk.db.seal.seal(JSON.stringify(event.replyAddress));
  if (known) {
    known.language = understanding.language ?? known.language;
    known.orderId = event.orderId ?? known.orderId;
    known.lastBuyerAt = Math.max(known.lastBuyerAt ?? 0, event.sentAt);
    known.replySealed = replySealed;
    return ledger.conversations.touch(known);
  }
  return ledger.conversations.add({
    id: newId(),
    storeId: store.id,
    buyerId: buyer.id,
    threadIndex: index,
    source,
    orderId: event.orderId ?? null,
    language: understanding.language,
    replySealed,
    lastBuyerAt: event.sentAt,
    lastSellerAt: null,
  });
}

/** The open ticket of the conversation, the one closed lately, or a new one; in hand and waiting for the team. */
function openTicket(desk: Desk, ledger: Ledger, happening: BuyerHappening, conversation: ConversationRow): TicketRow {
  const { store, event, understanding } = happening;
  const known = ledger.tickets.get(conversation.id);
  if (known) {
    const wasClosed = known.state === 'closed';
    known.version += 1;
    known.state = stateInHand(known.ownerId);
    known.snoozedUntil = null;
    known.unansweredSince ??= event.sentAt;
    known.lastBuyerAt = Math.max(known.lastBuyerAt, event.sentAt);
    known.language = understanding.language ?? known.language;
    known.topic ??= understanding.topic;
    if (wasClosed) {
      known.closedAt = null;
      known.resolution = null;
      ledger.events.push({ ticketId: known.id, at: desk.clock.now(), version: known.version, kind: 'reopened' });
    }
    return ledger.tickets.touch(known);
  }
  const ticket = ledger.tickets.add({
    id: newId(),
    number: ledger.takeNumber(),
    storeId: store.id,
    conversationId: conversation.id,
    buyerId: conversation.buyerId,
    level: 'normal',
    state: 'new',
    version: 1,
    ownerId: null,
    openedAt: event.sentAt,
    unansweredSince: event.sentAt,
    lastBuyerAt: event.sentAt,
    policyDueAt: null,
    teamDueAt: null,
    snoozedUntil: null,
    claimedAt: null,
    ringingSince: null,
    ringingLevel: null,
    closedAt: null,
    resolution: null,
    topic: understanding.topic,
    language: understanding.language,
    reasons: '[]',
    heldUntil: null,
    heldFor: null,
  });
  ledger.events.push({ ticketId: ticket.id, at: ticket.openedAt, version: 1, kind: 'opened' });
  return ticket;
}

/** Lets the rules look at the message; whether what holds rings is decided for the batch. */
function ring(desk: Desk, ledger: Ledger, happening: BuyerHappening, ticket: TicketRow, messageId: string): void {
  const { store, event, about } = happening;
  const { storeId, id: ticketId, number: ticketNumber, buyerId } = ticket;
  const products = (event.items ?? []).flatMap(({ id }) => (id ? [id.toLowerCase()] : []));
  const whose = { storeId, ticketId, ticketNumber, buyerId, platform: store.platform };
  const subject = { ...whose, products, kind: about?.kind ?? 'message', matter: about?.key };
  const judged = happening.matches?.map(rings) ?? desk.rules.judge(factsOf(ledger, happening, ticket), ticket.id);
  for (const judgement of judged) ledger.candidates.push({ ...judgement, subject, messageId, at: event.sentAt, ticket });
}

function factsOf(ledger: Ledger, { store, event, understanding }: BuyerHappening, ticket: TicketRow): MessageFacts {
  return {
    text: event.text,
    platform: store.platform,
    store: store.id,
    storeName: store.name,
    country: store.site,
    language: understanding.language,
    topic: understanding.topic,
    dissatisfaction: understanding.dissatisfaction,
    dissatisfied: understanding.dissatisfied,
    buyerTags: [],
    ownerId: ticket.ownerId ?? undefined,
    unansweredSince: ticket.unansweredSince ?? undefined,
    orderTotal: event.orderId === undefined ? undefined : ledger.orderTotals.get(`${store.id} ${event.orderId}`),
    products: event.items?.flatMap(({ id, title }) => [id, title].filter((name) => name !== undefined)),
  };
}

/** Pending until the job has looked; in the team's own language there is nothing to wait for. */
function translationState(desk: Desk, language: string | null): string | null {
  if (language?.split('-')[0] === desk.settings.get('language')) return null;
  return desk.translation.available ? 'pending' : 'absent';
}
