import type { Level, TicketState } from '../../cards/card.ts';
import type { EventView, MessageView, TicketView } from '../../cards/ticket-view.ts';
import type { Desk } from '../desk.ts';
import { selectRows } from '../store/sqlite-rows.ts';
import type { Prisma, Ticket } from '../store/client/client.ts';

/** Newest messages shown of one ticket; the conversation itself is kept whole. */
const messagesShown = 20;
const eventsShown = 20;

/** Everything the cards of these tickets show, with one query per table however many tickets there are. */
export async function readTicketViews(desk: Desk, where: Prisma.TicketWhereInput): Promise<TicketView[]> {
  const { read } = desk.db;
  const tickets = await read.ticket.findMany({ where });
  if (tickets.length === 0) return [];
  const ids = tickets.map(({ id }) => id);
  const [buyers, conversations, messages, events] = await Promise.all([
    read.buyer.findMany({ where: { id: { in: unique(tickets.map(({ buyerId }) => buyerId)) } }, select: { id: true, nameSealed: true } }),
    read.conversation.findMany({ where: { id: { in: unique(tickets.map(({ conversationId }) => conversationId)) } }, select: { id: true, orderId: true } }),
    newest<MessageRow>(desk, 'Message', 'sentAt', ids, messagesShown),
    newest<EventRow>(desk, 'TicketEvent', 'at', ids, eventsShown),
  ]);
  const personIds = unique([...tickets.map(({ ownerId }) => ownerId), ...events.map(({ personId }) => personId)].filter((id) => id !== null));
  const people = personIds.length > 0 ? await read.person.findMany({ where: { id: { in: personIds } } }) : [];
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const buyerNames = new Map(buyers.map(({ id, nameSealed }) => [id, nameSealed]));
  const orders = new Map(conversations.map(({ id, orderId }) => [id, orderId]));
  const messagesOf = Map.groupBy(messages, ({ ticketId }) => ticketId);
  const eventsOf = Map.groupBy(events, ({ ticketId }) => ticketId);
  return tickets.map((ticket) =>
    viewOf(desk, ticket, {
      buyerName: desk.db.seal.open(buyerNames.get(ticket.buyerId)!),
      orderId: orders.get(ticket.conversationId) ?? null,
      messages: messagesOf.get(ticket.id) ?? [],
      events: eventsOf.get(ticket.id) ?? [],
      names,
    }),
  );
}

interface MessageRow {
  id: string;
  ticketId: string;
  author: string;
  sentAt: number;
  textSealed: string;
  language: string | null;
  translationSealed: string | null;
  translationState: string | null;
  translator: string | null;
  flags: string | null;
  entities: string | null;
}

interface EventRow {
  ticketId: string;
  personId: string | null;
  kind: string;
  at: number;
  data: string;
}

async function newest<T>(desk: Desk, table: string, time: string, ticketIds: string[], most: number): Promise<T[]> {
  return selectRows<T>(
    desk.db.read,
    `SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY "ticketId" ORDER BY "${time}" DESC, "id" DESC) AS place FROM "${table}"
       WHERE "ticketId" IN (SELECT value FROM json_each(?)))
     WHERE place <= ${most} ORDER BY "${time}", "id"`,
    JSON.stringify(ticketIds),
  );
}

function viewOf(
  desk: Desk,
  ticket: Ticket,
  parts: { buyerName: string; orderId: string | null; messages: MessageRow[]; events: EventRow[]; names: ReadonlyMap<string, string> },
): TicketView {
  const store = desk.stores.get(ticket.storeId);
  const items = parts.messages.flatMap(({ entities }) => (entities ? ((JSON.parse(entities) as { items?: TicketView['items'] }).items ?? []) : []));
  return {
    id: ticket.id,
    number: ticket.number,
    version: ticket.version,
    level: ticket.level as Level,
    state: ticket.state as TicketState,
    store: { id: ticket.storeId, name: store?.name ?? ticket.storeId, platform: store?.platform ?? 'other', site: store?.site ?? '' },
    buyer: { name: parts.buyerName, contacts: parts.messages.filter(({ author }) => author === 'buyer').length },
    orderId: parts.orderId,
    items: items.slice(-3),
    owner: ticket.ownerId ? { id: ticket.ownerId, name: parts.names.get(ticket.ownerId) ?? ticket.ownerId } : null,
    claimedAt: ticket.claimedAt?.getTime() ?? null,
    topic: ticket.topic,
    language: ticket.language,
    policyDueAt: ticket.policyDueAt?.getTime() ?? null,
    teamDueAt: ticket.teamDueAt?.getTime() ?? null,
    snoozedUntil: ticket.snoozedUntil?.getTime() ?? null,
    resolution: ticket.resolution,
    reasons: JSON.parse(ticket.reasons) as TicketView['reasons'],
    messages: parts.messages.map((row) => messageView(desk, row)),
    events: parts.events.map((row) => eventView(desk, row, parts.names)),
    openedAt: ticket.openedAt.getTime(),
    firstRepliedAt: ticket.firstRepliedAt?.getTime() ?? null,
  };
}

function messageView(desk: Desk, row: MessageRow): MessageView {
  return {
    id: row.id,
    author: row.author as MessageView['author'],
    at: row.sentAt,
    text: desk.db.seal.open(row.textSealed),
    language: row.language,
    translation: row.translationSealed ? desk.db.seal.open(row.translationSealed) : null,
    translationState: row.translationState as MessageView['translationState'],
    translator: row.translator,
    flags: row.flags ? (JSON.parse(row.flags) as MessageView['flags']) : {},
  };
}

function eventView(desk: Desk, row: EventRow, names: ReadonlyMap<string, string>): EventView {
  const data = JSON.parse(row.data) as Record<string, unknown>;
  if (typeof data.sealed === 'string') data.text = desk.db.seal.open(data.sealed);
  return { kind: row.kind, at: row.at, who: row.personId ? (names.get(row.personId) ?? null) : null, data };
}

const unique = (ids: string[]): string[] => [...new Set(ids)];
