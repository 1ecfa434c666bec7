import type { Clock } from '../clock.ts';
import type { Database, RowWrite } from '../store/database.ts';
import { createGroupCommit } from '../store/group-commit.ts';
import { newId } from '../store/ids.ts';
import { insertRows, selectRows } from '../store/sqlite-rows.ts';

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
  /** Resolves when the event is on disk, with the id of the row that stands for it: of a duplicate, the first one's. */
  store(event: IncomingEvent): Promise<{ id: string; duplicate: boolean }>;
}

/** The durable front door. `onStored` is told after each commit that brought something new. */
export function createInbox(options: { db: Database; clock: Clock; onStored: () => void }): Inbox {
  const { db, clock } = options;

  const commit = createGroupCommit<IncomingEvent, { id: string; duplicate: boolean }>(db, async (tx, events) => {
    const now = clock.now();
    const rows = events.map((event) => ({
      id: newId(),
      storeId: event.storeId,
      source: event.source,
      externalId: event.externalId,
      receivedAt: now,
      bodySealed: db.seal.sealBytes(event.body),
      status: 'pending',
    }));
    const firsts = (await insertRows(tx, 'InboxEvent', rows)) === rows.length ? null : await findFirsts(tx, rows);
    if (!firsts || rows.some(({ id }) => firsts.get(id) === id)) db.afterCommit(tx, options.onStored);
    return rows.map(({ id }) => {
      const first = firsts?.get(id) ?? id;
      return { id: first, duplicate: first !== id };
    });
  });

  return { store: commit };
}

/** For each row the id under which its event stands: its own, or that of the one that was first. */
async function findFirsts(
  tx: RowWrite,
  rows: readonly { id: string; storeId: string; source: string; externalId: string }[],
): Promise<Map<string, string>> {
  const found = await selectRows<{ sent: string; id: string }>(
    tx,
    `SELECT sent.value ->> '$.id' AS sent, event."id" AS id FROM json_each(?) AS sent JOIN "InboxEvent" AS event
     ON event."storeId" = sent.value ->> '$.storeId' AND event."source" = sent.value ->> '$.source' AND event."externalId" = sent.value ->> '$.externalId'`,
    JSON.stringify(rows.map(({ id, storeId, source, externalId }) => ({ id, storeId, source, externalId }))),
  );
  return new Map(found.map(({ sent, id }) => [sent, id]));
}
