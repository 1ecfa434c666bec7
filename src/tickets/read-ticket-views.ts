import type { Level, TicketState } from '../../cards/card.ts';
import type { AttachmentView, EventView, MessageView, TicketView } from '../../cards/ticket-view.ts';
import { readAttachmentViews } from '../attachments/read-attachment-views.ts';
import type { Desk } from '../desk.ts';
import { buyerIndex, platformBuyer } from '../inbox/ledger.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import { isAnswerable } from '../replies/is-answerable.ts';
import { selectRows } from '../store/rows.ts';
import type { Entities } from '../understanding/entities/find-entities.ts';

/** Newest messages shown of one ticket; the conversation itself is kept whole. */
const messagesShown = 20;
const eventsShown = 20;

/** A ticket as its card needs it, with the buyer's name and the order beside it. Instants in milliseconds. */
interface TicketRow {
  id: string;
  number: number;
  version: number;
  level: string;
  state: string;
  storeId: string;
  ownerId: string | null;
  claimedAt: number | null;
  topic: string | null;
  language: string | null;
  policyDueAt: number | null;
  teamDueAt: number | null;
  snoozedUntil: number | null;
  heldUntil: number | null;
  heldFor: string | null;
  resolution: string | null;
  reasons: string;
  openedAt: number;
  firstRepliedAt: number | null;
  nameSealed: string;
  externalIndex: string;
  orderId: string | null;
  replySealed: string;
}

/** Everything the cards of these tickets show, with one query per table however many tickets there are. */
export async function readTicketViews(
  desk: Desk,
  wanted: { ids: readonly string[] } | { numbers: readonly number[] },
): Promise<TicketView[]> {
  const { read } = desk.db;
  const [column, keys] = 'ids' in wanted ? ['id', wanted.ids] : ['number', wanted.numbers];
  const tickets = await selectRows<TicketRow>(
    read,
    `SELECT t.*, b."nameSealed", b."externalIndex", c."orderId", c."replySealed" FROM "Ticket" t JOIN "Buyer" b ON b."id" = t."buyerId" JOIN "Conversation" c ON c."id" = t."conversationId"
     WHERE t."${column}" IN (SELECT ${column === 'number' ? 'CAST(value AS INTEGER)' : 'value'} FROM json_each(?))`,
    JSON.stringify(keys),
  );
  const ids = tickets.map(({ id }) => id);
  const messages = await newest<MessageRow>(desk, 'Message', 'sentAt', ids, messagesShown);
  const silences = await selectRows<{ ticketId: string; until: number }>(
    read,
    `SELECT "subject" AS "ticketId", max("until") AS "until" FROM "Silence"
     WHERE "scope" = 'ticket' AND "until" > instant(?) AND "subject" IN (SELECT value FROM json_each(?)) GROUP BY "subject"`,
    desk.clock.now(),
    JSON.stringify(ids),
  );
  const silencedUntil = new Map(silences.map(({ ticketId, until }) => [ticketId, until]));
  const events = await newest<EventRow>(desk, 'TicketEvent', 'at', ids, eventsShown, `"kind" <> 'rule_watched'`);
  const personIds = new Set(
    [...tickets.map(({ ownerId }) => ownerId), ...events.map(({ personId }) => personId)].filter((id) => id !== null),
  );
  const people = await selectRows<{ id: string; name: string }>(
    read,
    'SELECT "id", "name" FROM "Person" WHERE "id" IN (SELECT value FROM json_each(?))',
    JSON.stringify([...personIds]),
  );
  const owners = tickets.flatMap(({ ownerId }) => ownerId ?? []);
  const accounts =
    owners.length === 0
      ? []
      : await selectRows<{ personId: string; messenger: string; externalId: string }>(
          read,
          'SELECT "personId", "messenger", "externalId" FROM "Account" WHERE "personId" IN (SELECT value FROM json_each(?))',
          JSON.stringify(owners),
        );
  const accountsOf = Map.groupBy(accounts, ({ personId }) => personId);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const attachments = await readAttachmentViews(
    desk,
    messages.map(({ id }) => id),
  );
  const messagesOf = Map.groupBy(messages, ({ ticketId }) => ticketId);
  const eventsOf = Map.groupBy(events, ({ ticketId }) => ticketId);
  return tickets.map((ticket) =>
    viewOf(desk, ticket, {
      messages: messagesOf.get(ticket.id) ?? [],
      events: eventsOf.get(ticket.id) ?? [],
      silencedUntil: silencedUntil.get(ticket.id) ?? null,
      names,
      accounts: Object.fromEntries(
        (accountsOf.get(ticket.ownerId ?? '') ?? []).map(({ messenger, externalId }) => [messenger, externalId]),
      ),
      attachments,
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
  version: number;
  data: string;
}

/** @param only SQL: which rows count, default all */
async function newest<T>(
  desk: Desk,
  table: string,
  time: string,
  ticketIds: string[],
  most: number,
  only = 'true',
): Promise<T[]> {
  return selectRows<T>(
    desk.db.read,
    `SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY "ticketId" ORDER BY "${time}" DESC, "id" DESC) AS place FROM "${table}"
       WHERE "ticketId" IN (SELECT value FROM json_each(?)) AND ${only}) AS placed
     WHERE place <= ${most} ORDER BY "${time}", "id"`,
    JSON.stringify(ticketIds),
  );
}

function viewOf(
  desk: Desk,
  ticket: TicketRow,
  parts: {
    messages: MessageRow[];
    events: EventRow[];
    silencedUntil: number | null;
    names: ReadonlyMap<string, string>;
    accounts: Readonly<Record<string, string>>;
    attachments: ReadonlyMap<string, AttachmentView[]>;
  },
): TicketView {
  const { storeId, ownerId, nameSealed, externalIndex, replySealed, level, state, reasons, ...rest } = ticket;
  const store = desk.stores.get(storeId);
  const entities = parts.messages.flatMap((message) =>
    message.entities ? [JSON.parse(message.entities) as Partial<Entities> & { items?: TicketView['items'] }] : [],
  );
  const items = entities.flatMap((found) => found.items ?? []);
  return {
    ...rest,
    silencedUntil: parts.silencedUntil,
    level: level as Level,
    state: state as TicketState,
    store: { id: storeId, name: store?.name ?? storeId, platform: store?.platform ?? 'other', site: store?.site ?? '' },
    buyer: {
      name: desk.db.seal.open(nameSealed),
      contacts: parts.messages.filter(({ author }) => author === 'buyer').length,
      ...(externalIndex === buyerIndex(desk, storeId, platformBuyer) && { isPlatform: true as const }),
    },
    answerable: isAnswerable(desk.db.seal, replySealed),
    items: items.slice(-3),
    mentioned: {
      orders: [...new Set(entities.flatMap(({ orders = [] }) => orders))],
      tracking: [...new Set(entities.flatMap(({ tracking = [] }) => tracking))],
    },
    owner: ownerId ? { id: ownerId, name: parts.names.get(ownerId) ?? ownerId, accounts: parts.accounts } : null,
    reasons: (JSON.parse(reasons) as TicketView['reasons']).map((reason) => ({
      ...reason,
      rule: ruleNameIn(reason.rule, desk.settings.get('language')),
    })),
    messages: parts.messages.map((row) => messageView(desk, row, parts.attachments.get(row.id) ?? [])),
    events: parts.events.map((row) => eventView(desk, row, parts.names)),
  };
}

function messageView(desk: Desk, row: MessageRow, attachments: AttachmentView[]): MessageView {
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
    attachments,
  };
}

function eventView(desk: Desk, row: EventRow, names: ReadonlyMap<string, string>): EventView {
  const data = JSON.parse(row.data) as Record<string, unknown>;
  if (typeof data.sealed === 'string') data.text = desk.db.seal.open(data.sealed);
  return { kind: row.kind, at: row.at, version: row.version, who: row.personId ? (names.get(row.personId) ?? null) : null, data };
}
