import type { Reader, RowWrite } from '../store/database.ts';
import { changeRows, selectRows } from '../store/rows.ts';
import type { JobRow } from './job.ts';

/**
 * Which process is at which job, said in the row itself and by the database's own clock: whatever a courier delivers twice,
 * late or to several, one process has the job. PostgreSQL only.
 */
const holdMs = 20_000;
/** How often a holder must say that it is still at it. */
export const keepEveryMs = 5_000;

const until = `instant(ms(wall()) + ${holdMs})`;
const free = `("heldUntil" IS NULL OR "heldUntil" < wall())`;
const among = `"id" IN (SELECT value FROM json_each(?))`;

/**
 * Takes these jobs, and others of their kind up to `most` in all, as far as they are due and nobody is at them: what became due
 * together is one set, whoever was told of it. @returns those that were got
 */
export function holdJobs(
  tx: RowWrite,
  hold: { kind: string; ids: readonly string[]; most: number; holder: string; now: number },
): Promise<JobRow[]> {
  return selectRows<JobRow>(
    tx,
    `UPDATE "Job" SET "heldBy" = ?, "heldUntil" = ${until}
     WHERE (${among} OR "id" IN (
         SELECT "id" FROM "Job" WHERE "kind" = ? AND "deadAt" IS NULL AND "dueAt" <= instant(?) AND ${free} ORDER BY "dueAt" LIMIT ?))
       AND "deadAt" IS NULL AND "dueAt" <= instant(?) AND ${free}
     RETURNING "id", "kind", "payload", "attempts", "revision", "createdAt"`,
    hold.holder,
    JSON.stringify(hold.ids),
    hold.kind,
    hold.now,
    hold.most - hold.ids.length,
    hold.now,
  );
}

export const keepJobs = (tx: RowWrite, hold: { ids: readonly string[]; holder: string }): Promise<number> =>
  changeRows(
    tx,
    `UPDATE "Job" SET "heldUntil" = ${until} WHERE ${among} AND "heldBy" = ?`,
    JSON.stringify(hold.ids),
    hold.holder,
  );

/** Lets go of jobs. @returns false where somebody else has taken one up meanwhile; a job that was cancelled is nobody's */
export async function letGo(tx: RowWrite, hold: { ids: readonly string[]; holder: string }): Promise<boolean> {
  const ids = JSON.stringify(hold.ids);
  const [taken] = await selectRows(
    tx,
    `SELECT 1 FROM "Job" WHERE ${among} AND "heldBy" IS DISTINCT FROM ? LIMIT 1`,
    ids,
    hold.holder,
  );
  if (taken) return false;
  await changeRows(tx, `UPDATE "Job" SET "heldBy" = NULL, "heldUntil" = NULL WHERE ${among}`, ids);
  return true;
}

/** Due jobs that nobody is at, oldest first. */
export const findFree = (read: Reader, search: { kinds: readonly string[]; now: number; limit: number }) =>
  selectRows<{ id: string; kind: string }>(
    read,
    `SELECT "id", "kind" FROM "Job" WHERE "kind" IN (SELECT value FROM json_each(?)) AND "deadAt" IS NULL AND "dueAt" <= instant(?) AND ${free}
     ORDER BY "dueAt" LIMIT ?`,
    JSON.stringify(search.kinds),
    search.now,
    search.limit,
  );

/** When the next job of these kinds comes due, whoever may be at others. Instant; null while none lies ahead. */
export async function nextAhead(read: Reader, kinds: readonly string[], now: number): Promise<number | null> {
  const rows = await selectRows<{ at: number | null }>(
    read,
    `SELECT (SELECT "dueAt" FROM "Job" WHERE "kind" = wanted.value AND "deadAt" IS NULL AND "dueAt" > instant(?)
       ORDER BY "dueAt" LIMIT 1) AS at FROM json_each(?) AS wanted`,
    now,
    JSON.stringify(kinds),
  );
  return rows.reduce<number | null>((first, { at }) => (at !== null && (first === null || at < first) ? at : first), null);
}
