import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import type { Row } from '../store/rows.ts';
import type { BuyerRow, ConversationRow, MessageRow, ReplyRow, SendingRow, TicketRow } from './ledger-rows.ts';

/** A buyer who writes again within this time after a ticket was closed takes up that ticket, not a new one. */
export const reopenWindowMs = 72 * 3_600_000;

const oneOf = (column: string): string => `"${column}" IN (SELECT value FROM json_each(?))`;

export const loadBuyers = (tx: RowWrite, indexes: ReadonlySet<string>): Promise<BuyerRow[]> =>
  select(
    tx,
    `SELECT "id", "storeId", "externalIndex", "nameSealed", "language", "lastSeenAt" FROM "Buyer" WHERE ${oneOf('externalIndex')}`,
    indexes,
  );

export const loadMessages = (tx: RowWrite, externalIds: ReadonlySet<string>): Promise<MessageRow[]> =>
  select(tx, `SELECT "id", "storeId", "conversationId", "externalId" FROM "Message" WHERE ${oneOf('externalId')}`, externalIds);

export const loadReplies = (tx: RowWrite, externalIds: ReadonlySet<string>): Promise<ReplyRow[]> =>
  select(
    tx,
    `SELECT "id", "storeId", "ticketId", "conversationId", "state", "externalId", "error", "createdAt", "settledAt" FROM "Reply" WHERE ${oneOf('externalId')}`,
    externalIds,
  );

/** The newest reply of each of these conversations, for reports that name no reply. */
export const loadNewestReplies = (tx: RowWrite, conversationIds: ReadonlySet<string>): Promise<ReplyRow[]> =>
  select(
    tx,
    `SELECT * FROM (
       SELECT "id", "storeId", "ticketId", "conversationId", "state", "externalId", "error", "createdAt", "settledAt",
         row_number() OVER (PARTITION BY "conversationId" ORDER BY "createdAt" DESC) AS place
       FROM "Reply" WHERE ${oneOf('conversationId')} AND "externalId" IS NOT NULL) AS placed WHERE place = 1`,
    conversationIds,
  );

export const loadSendingReplies = (tx: RowWrite, conversationIds: ReadonlySet<string>): Promise<SendingRow[]> =>
  select(
    tx,
    `SELECT "id", "storeId", "ticketId", "conversationId", "state", "externalId", "error", "createdAt", "settledAt", "sentTextSealed",
       (SELECT COUNT(*) FROM "Attachment" WHERE "Attachment"."replyId" = "Reply"."id") AS "files"
     FROM "Reply" WHERE ${oneOf('conversationId')} AND "state" = 'sending'`,
    conversationIds,
  );

export async function loadConversations(
  tx: RowWrite,
  threads: ReadonlySet<string>,
  ids: ReadonlySet<string>,
  buyerIds: ReadonlySet<string>,
): Promise<ConversationRow[]> {
  const columns = `"id", "storeId", "buyerId", "threadIndex", "source", "orderId", "language", "replySealed", "lastBuyerAt", "lastSellerAt"`;
  const by = (column: string, keys: ReadonlySet<string>) =>
    select<ConversationRow>(tx, `SELECT ${columns} FROM "Conversation" WHERE ${oneOf(column)}`, keys);
  return [...(await by('threadIndex', threads)), ...(await by('id', ids)), ...(await by('buyerId', buyerIds))];
}

/** Per conversation its open ticket, else the one closed last since `closedAfter`. */
export async function loadTickets(tx: RowWrite, conversationIds: readonly string[], closedAfter: number): Promise<TicketRow[]> {
  if (conversationIds.length === 0) return [];
  // Later rows win in the ledger: open ones come last.
  return selectRows<TicketRow>(
    tx,
    `SELECT * FROM "Ticket" WHERE ${oneOf('conversationId')}
       AND ("state" <> 'closed' OR ("closedAt" > instant(?) AND "mergedIntoId" IS NULL)) ORDER BY "state" <> 'closed', "closedAt"`,
    JSON.stringify(conversationIds),
    closedAfter,
  );
}

export async function nextTicketNumber(tx: RowWrite): Promise<number> {
  const [row] = await selectRows<{ last: number | null }>(tx, 'SELECT max("number") AS last FROM "Ticket"');
  return (row?.last ?? firstTicketNumber - 1) + 1;
}

/** Four digits from the start: people say #1042, not #7. */
const firstTicketNumber = 1001;

async function select<T extends Row>(tx: RowWrite, sql: string, keys: ReadonlySet<string>): Promise<T[]> {
  if (keys.size === 0) return [];
  return selectRows<T>(tx, sql, JSON.stringify([...keys]));
}
