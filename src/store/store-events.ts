import type Sqlite from 'better-sqlite3';
import { newId } from './ids.ts';
import type { Seal } from './seal.ts';

/** Events as they came; their bodies lie one behind the other in `bodies`. */
export interface EventBatch {
  /** Instant. */
  receivedAt: number;
  events: { storeId: string; source: string; externalId: string; length: number }[];
  bodies: Uint8Array<ArrayBuffer>;
}

/** The row that stands for an event: of a duplicate, the first one's. */
export interface StoredEvent {
  id: string;
  duplicate: boolean;
}

/** @returns a function that writes batches in one commit, each body sealed, and says what became of each event */
export function createEventStore(db: Sqlite.Database, seal: Seal): (batches: EventBatch[]) => StoredEvent[][] {
  const insert = db.prepare(
    `INSERT INTO "InboxEvent" ("id", "storeId", "source", "externalId", "receivedAt", "bodySealed", "status")
     VALUES (?, ?, ?, ?, ?, ?, 'pending') ON CONFLICT DO NOTHING`,
  );
  const findFirst = db
    .prepare<[string, string, string], string>(
      `SELECT "id" FROM "InboxEvent" WHERE "storeId" = ? AND "source" = ? AND "externalId" = ?`,
    )
    .pluck();

  function store({ receivedAt, events, bodies }: EventBatch): StoredEvent[] {
    let at = 0;
    return events.map(({ storeId, source, externalId, length }) => {
      const body = bodies.subarray(at, (at += length));
      const id = newId();
      const { changes } = insert.run(id, storeId, source, externalId, receivedAt, seal.sealBytes(body));
      return changes === 1 ? { id, duplicate: false } : { id: findFirst.get(storeId, source, externalId)!, duplicate: true };
    });
  }
  const storeAll = db.transaction((batches: EventBatch[]) => batches.map(store));
  return (batches) => storeAll.immediate(batches);
}
