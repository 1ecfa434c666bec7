import type { Reader } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';

/** Open tickets: those that wait for us, the unclaimed among them, and those that wait for the buyer. */
export interface OpenCount {
  ours: number;
  unclaimed: number;
  theirs: number;
}

/** Costs as much as is open, however many are closed. @param where.ownerId only that person's */
export async function countOpen(read: Reader, { ownerId }: { ownerId?: string } = {}): Promise<OpenCount> {
  const rows = await selectRows<{ state: string; count: number }>(
    read,
    `SELECT "state", count(*) AS count FROM "Ticket" WHERE "state" <> 'closed' ${ownerId === undefined ? '' : 'AND "ownerId" = ?'} GROUP BY "state"`,
    ...(ownerId === undefined ? [] : [ownerId]),
  );
  const of = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0;
  const theirs = of('waiting');
  return { ours: rows.reduce((sum, { count }) => sum + count, 0) - theirs, unclaimed: of('new'), theirs };
}
