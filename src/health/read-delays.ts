import type { Reader } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';

/** Milliseconds that the oldest thing in each queue has waited; 0 = nothing waits. */
export interface Delays {
  /** Stored events that are not processed yet. */
  inbox: number;
  /** Jobs past their time. */
  jobs: number;
}

export async function readDelays(read: Reader, now: number): Promise<Delays> {
  const [inbox, jobs] = await Promise.all([
    // The word stands in the statement: only then does the partial index answer it.
    selectRows<{ at: number }>(
      read,
      `SELECT "receivedAt" AS at FROM "InboxEvent" WHERE "status" = 'pending' ORDER BY "id" LIMIT 1`,
    ),
    // Steps from kind to kind through the index: timers that lie ahead cost nothing.
    selectRows<{ at: number | null }>(
      read,
      `WITH RECURSIVE kinds(kind) AS (
         SELECT min("kind") FROM "Job"
         UNION ALL SELECT (SELECT min("kind") FROM "Job" WHERE "kind" > kinds.kind) FROM kinds WHERE kinds.kind IS NOT NULL)
       SELECT min((SELECT "dueAt" FROM "Job" j WHERE j."kind" = kinds.kind AND j."deadAt" IS NULL ORDER BY j."dueAt" LIMIT 1)) AS at
       FROM kinds WHERE kinds.kind IS NOT NULL`,
    ),
  ]);
  const waited = (at: number | null | undefined): number => (at === null || at === undefined ? 0 : Math.max(0, now - at));
  return { inbox: waited(inbox[0]?.at), jobs: waited(jobs[0]?.at) };
}
