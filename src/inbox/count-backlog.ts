import type { Reader } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';

/** Events that wait, and events that were put aside. The words stand in the statement: only then do the partial indexes answer it. */
export async function countBacklog(read: Reader): Promise<{ pending: number; parked: number }> {
  const [row] = await selectRows<{ pending: number; parked: number }>(
    read,
    `SELECT (SELECT count(*) FROM "InboxEvent" WHERE "status" = 'pending') AS pending,
       (SELECT count(*) FROM "InboxEvent" WHERE "status" = 'parked') AS parked`,
  );
  return row!;
}
