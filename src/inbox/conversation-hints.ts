import type { Database } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import type { Happening } from './batch.ts';

/** What understanding may know of a conversation before its new message. Slightly stale is good enough. */
export interface ConversationHint {
  language: string | null;
  unanswered: number;
  unansweredSince: number | null;
}

export const threadIndex = (db: Database, storeId: string, thread: string): string =>
  db.seal.blindIndex('thread', storeId, thread);

export async function readConversationHints(db: Database, written: Happening[]): Promise<Map<Happening, ConversationHint>> {
  const keyOf = new Map(
    written.flatMap((happening) =>
      'thread' in happening.event && happening.event.thread
        ? [[happening, threadIndex(db, happening.store.id, happening.event.thread)] as const]
        : [],
    ),
  );
  const rows = await selectRows<{ threadIndex: string; language: string | null; unanswered: number; since: number | null }>(
    db.read,
    `SELECT c."threadIndex", c."language", min(t."unansweredSince") AS since,
       (SELECT count(*) FROM "Message" m WHERE m."conversationId" = c."id" AND m."author" = 'buyer'
          AND (c."lastSellerAt" IS NULL OR m."sentAt" > c."lastSellerAt")) AS unanswered
     FROM "Conversation" c LEFT JOIN "Ticket" t ON t."conversationId" = c."id" AND t."state" <> 'closed'
     WHERE c."threadIndex" IN (SELECT value FROM json_each(?)) GROUP BY c."id"`,
    JSON.stringify([...keyOf.values()]),
  );
  const byThread = new Map(rows.map((row) => [row.threadIndex, row]));
  const hints = new Map<Happening, ConversationHint>();
  for (const [happening, key] of keyOf) {
    const row = byThread.get(key);
    if (row) hints.set(happening, { language: row.language, unanswered: row.unanswered, unansweredSince: row.since });
  }
  return hints;
}
