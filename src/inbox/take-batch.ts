import type { Desk } from '../desk.ts';
import type { PostgresOnly } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import type { PendingEvent } from './batch.ts';

type Work = (events: PendingEvent[]) => Promise<void>;

/**
 * Hands the next pending events to `work`. Where several processes share the inbox they are those of one store, and nobody
 * else is at that store meanwhile: its messages stay in their order.
 * @returns whether there were any
 */
export async function takeBatch(desk: Desk, size: number, work: Work): Promise<boolean> {
  const { postgres } = desk.db;
  if (postgres) return takeStore(desk, postgres, size, work);
  const events = await readPending(desk, { size });
  if (events.length > 0) await handOver(desk, events, work);
  return events.length > 0;
}

async function takeStore(desk: Desk, { tryHold }: PostgresOnly, size: number, work: Work): Promise<boolean> {
  for (const taken: string[] = []; ;) {
    const [next] = await selectRows<{ storeId: string }>(
      desk.db.read,
      `SELECT "storeId" FROM "InboxEvent" WHERE "status" = 'pending' AND "storeId" NOT IN (SELECT value FROM json_each(?))
       ORDER BY "id" LIMIT 1`,
      JSON.stringify(taken),
    );
    if (!next) return false;
    const { storeId } = next;
    const release = await tryHold(`inbox ${storeId}`);
    if (release) {
      try {
        const events = await readPending(desk, { size, storeId });
        if (events.length > 0) await handOver(desk, events, work);
        return true;
      } finally {
        await release();
      }
    }
    taken.push(storeId);
  }
}

async function handOver(desk: Desk, events: PendingEvent[], work: Work): Promise<void> {
  // A store that another process has just added.
  if (events.some(({ storeId }) => !desk.stores.get(storeId))) await desk.stores.refresh();
  await work(events);
}

async function readPending(desk: Desk, { size, storeId }: { size: number; storeId?: string }): Promise<PendingEvent[]> {
  const rows = await selectRows<Omit<PendingEvent, 'body'> & { bodySealed: Uint8Array }>(
    desk.db.read,
    `SELECT "id", "storeId", "source", "externalId", "receivedAt", "bodySealed" FROM "InboxEvent"
     WHERE "status" = 'pending' ${storeId === undefined ? '' : 'AND "storeId" = ?'} ORDER BY "id" LIMIT ${size}`,
    ...(storeId === undefined ? [] : [storeId]),
  );
  return rows.map(({ bodySealed, ...row }) => ({ ...row, body: desk.db.seal.openBytes(bodySealed) }));
}
