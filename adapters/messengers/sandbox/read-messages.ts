import type { Card } from '../../../cards/card.ts';
import type { Database, RowWrite } from '../../../src/store/database.ts';
import { selectRows } from '../../../src/store/rows.ts';
import type { ChatRange, SandboxMessage } from '../../../src/web/sandbox-chat.ts';

/** Rows of the sandbox chat, opened. */
export async function readMessages(
  db: Pick<Database, 'read' | 'seal'>,
  query: Parameters<Database['read']['sandboxMessage']['findMany']>[0],
): Promise<SandboxMessage[]> {
  const rows = await db.read.sandboxMessage.findMany(query);
  return rows.map(({ textSealed, cardSealed, at, ...row }) => {
    const card = cardSealed ? (JSON.parse(db.seal.open(cardSealed)) as Card) : null;
    return {
      ...row,
      kind: row.kind as SandboxMessage['kind'],
      text: card ? card.title : db.seal.open(textSealed),
      card,
      at: at.toISOString(),
    };
  });
}

export type StandingMessage = Omit<SandboxMessage, 'text' | 'card'>;

/** What stands under these ids, without its words: enough to tell whether it may be redrawn. By id. */
export async function readStanding(tx: RowWrite, ids: readonly string[]): Promise<Map<string, StandingMessage>> {
  const rows = await selectRows<Omit<StandingMessage, 'at'> & { at: number }>(
    tx,
    `SELECT "seq", "place", "id", "chat", "kind", "person", "version", "ticket", "at" FROM "SandboxMessage" WHERE "id" IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ at, ...row }) => [row.id, { ...row, at: new Date(at).toISOString() }]));
}

/** The number of the newest change. */
export async function lastSeq(tx: RowWrite): Promise<number> {
  const [row] = await selectRows<{ last: number | null }>(tx, 'SELECT max("seq") AS last FROM "SandboxMessage"');
  return row?.last ?? 0;
}

const pageSize = 40;
const mostAtOnce = 400;

/** Messages of a chat in the order they stand there. */
export async function readRange(db: Pick<Database, 'read' | 'seal'>, chat: string, range: ChatRange): Promise<SandboxMessage[]> {
  const found = await readMessages(db, queryOf(chat, range));
  // Newest first was asked for, so that the page is cut at its old end.
  return 'before' in range ? found.reverse() : found;
}

function queryOf(chat: string, range: ChatRange): Parameters<typeof readMessages>[1] {
  if ('after' in range) return { where: { chat, seq: { gt: range.after } }, orderBy: { seq: 'asc' }, take: mostAtOnce };
  if ('id' in range) return { where: { chat, id: range.id } };
  if ('before' in range) return { where: { chat, place: { lt: range.before } }, orderBy: { place: 'desc' }, take: pageSize };
  return { where: { chat, kind: 'card', place: { gte: range.cardsFrom } }, orderBy: { place: 'desc' }, take: mostAtOnce };
}
