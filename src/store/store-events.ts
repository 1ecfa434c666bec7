import type Sqlite from 'better-sqlite3';
import { newId } from './ids.ts';
import type { Seal } from './seal.ts';

/**
 * Events as they came, in columns: these cross between threads, where a list of texts costs a fraction of a list of objects.
 * The bodies lie one behind the other in `bodies`.
 */
export interface EventBatch {
  /** Instant. */
  receivedAt: number;
  storeIds: string[];
  sources: string[];
  externalIds: string[];
  /** Bytes of each body. */
  lengths: number[];
  bodies: Uint8Array<ArrayBuffer>;
}

/** What became of each event of a batch. */
export interface StoredBatch {
  /** The rows that stand for them: of a duplicate, the first one's. */
  ids: string[];
  /** Which of them were there before, by their place in the batch. */
  duplicates: number[];
}

/** @returns a function that writes batches in one commit, each body sealed, and says what became of each event */
export function createEventStore(db: Sqlite.Database, seal: Seal): (batches: EventBatch[]) => StoredBatch[] {
  const insert = db.prepare(
    `INSERT INTO "InboxEvent" ("id", "storeId", "source", "externalId", "receivedAt", "bodySealed", "status")
     VALUES (?, ?, ?, ?, ?, ?, 'pending') ON CONFLICT DO NOTHING`,
  );
  const findFirst = db
    .prepare<[string, string, string], string>(
      `SELECT "id" FROM "InboxEvent" WHERE "storeId" = ? AND "source" = ? AND "externalId" = ?`,
    )
    .pluck();

  function store({ receivedAt, storeIds, sources, externalIds, lengths, bodies }: EventBatch): StoredBatch {
    const duplicates: number[] = [];
    let end = 0;
    const ids = externalIds.map((externalId, at) => {
      const body = bodies.subarray(end, (end += lengths[at]!));
      const id = newId();
      const { changes } = insert.run(id, storeIds[at], sources[at], externalId, receivedAt, seal.sealBytes(body));
      if (changes === 1) return id;
      duplicates.push(at);
      return findFirst.get(storeIds[at]!, sources[at]!, externalId)!;
    });
    return { ids, duplicates };
  }
  const storeAll = db.transaction((batches: EventBatch[]) => batches.map(store));
  return (batches) => storeAll.immediate(batches);
}
