import type { Card } from '../../../cards/card.ts';
import type { Database, RowWrite } from '../../../src/store/database.ts';
import { selectRows } from '../../../src/store/sqlite-rows.ts';
import type { SandboxMessage } from './chat-log.ts';

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
