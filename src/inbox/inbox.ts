import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { createGroupCommit } from '../store/group-commit.ts';
import { newId } from '../store/ids.ts';
import { insertRows } from '../store/sqlite-rows.ts';

export interface IncomingEvent {
  storeId: string;
  /** generic | mail | sandbox | a platform's own push */
  source: string;
  /** The sender's id of this event: a second one changes nothing. */
  externalId: string;
  /** As it came, byte for byte. */
  body: Uint8Array;
}

export interface Inbox {
  /** Resolves when the event is on disk. */
  store(event: IncomingEvent): Promise<{ id: string; duplicate: boolean }>;
}

/** The durable front door. `onStored` is told after each commit that brought something new. */
export function createInbox(options: { db: Database; clock: Clock; onStored: () => void }): Inbox {
  const { db, clock } = options;

  const commit = createGroupCommit<IncomingEvent, { id: string; duplicate: boolean }>(async (events) => {
    const now = clock.now();
    const rows = events.map((event) => ({
      id: newId(),
      storeId: event.storeId,
      source: event.source,
      externalId: event.externalId,
      receivedAt: now,
      bodySealed: db.seal.seal(event.body),
      status: 'pending',
    }));
    const stored = await db.write(async (tx) => {
      const inserted = await insertRows(tx, 'InboxEvent', rows);
      if (inserted === rows.length) return null;
      const found = await tx.$queryRawUnsafe<{ id: string }[]>(
        'SELECT "id" FROM "InboxEvent" WHERE "id" IN (SELECT value FROM json_each(?))',
        JSON.stringify(rows.map(({ id }) => id)),
      );
      return new Set(found.map(({ id }) => id));
    });
    if (!stored || stored.size > 0) options.onStored();
    return rows.map(({ id }) => ({ id, duplicate: stored ? !stored.has(id) : false }));
  });

  return { store: commit };
}
