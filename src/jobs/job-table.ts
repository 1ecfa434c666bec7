import type { Reader, RowWrite } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { changeRows, selectRows } from '../store/rows.ts';
import type { JobFailure, JobRequest, JobRow } from './job.ts';

const insert = `
  INSERT INTO "Job" ("id", "kind", "key", "payload", "dueAt", "createdAt") VALUES (?, ?, ?, ?, instant(?), instant(?))
  ON CONFLICT ("key") DO UPDATE SET
    "dueAt" = excluded."dueAt", "payload" = excluded."payload", "revision" = "Job"."revision" + 1, "attempts" = 0, "deadAt" = NULL`;

export async function insertJobs(tx: RowWrite, requests: readonly JobRequest[], now: number): Promise<void> {
  for (const { kind, key, payload, dueAt } of requests) {
    await changeRows(tx, insert, newId(), kind, key ?? null, JSON.stringify(payload), dueAt, now);
  }
}

export async function deleteJobsByKey(tx: RowWrite, keys: readonly string[]): Promise<void> {
  if (keys.length > 0)
    await changeRows(tx, 'DELETE FROM "Job" WHERE "key" IN (SELECT value FROM json_each(?))', JSON.stringify(keys));
}

/**
 * Jobs of a time that has not come were asked for while the clock was ahead: they would wait for it. Their wait begins now.
 * @returns how many there were
 */
export function pullBackJobs(tx: RowWrite, now: number): Promise<number> {
  return changeRows(
    tx,
    'UPDATE "Job" SET "dueAt" = instant(? + ms("dueAt") - ms("createdAt")), "createdAt" = instant(?) WHERE "createdAt" > instant(?)',
    now,
    now,
    now,
  );
}

/** When each kind has its next job besides those under way; kinds without any are left out. Instants. */
export async function nextDue(read: Reader, kinds: readonly string[], underWay: Iterable<string>): Promise<Map<string, number>> {
  const rows = await selectRows<{ kind: string; at: number | null }>(
    read,
    // One index look-up per kind, however many timers lie in the table.
    `SELECT wanted.value AS kind, (SELECT "dueAt" FROM "Job" WHERE "kind" = wanted.value AND "deadAt" IS NULL
       AND "id" NOT IN (SELECT value FROM json_each(?)) ORDER BY "dueAt" LIMIT 1) AS at
     FROM json_each(?) AS wanted`,
    JSON.stringify([...underWay]),
    JSON.stringify(kinds),
  );
  return new Map(rows.flatMap(({ kind, at }) => (at === null ? [] : [[kind, at] as const])));
}

/** Jobs that are due and jobs that were given up. Steps from kind to kind through the index: timers that lie ahead cost nothing. */
export async function countJobs(read: Reader, now: number): Promise<{ due: number; dead: number }> {
  const [counts] = await selectRows<{ due: number | null; dead: number | null }>(
    read,
    `WITH RECURSIVE kinds(kind) AS (
       SELECT min("kind") FROM "Job"
       UNION ALL SELECT (SELECT min("kind") FROM "Job" WHERE "kind" > kinds.kind) FROM kinds WHERE kinds.kind IS NOT NULL)
     SELECT sum((SELECT count(*) FROM "Job" j WHERE j."kind" = kinds.kind AND j."deadAt" IS NULL AND j."dueAt" <= instant(?))) AS due,
       sum((SELECT count(*) FROM "Job" j WHERE j."kind" = kinds.kind AND j."deadAt" IS NOT NULL)) AS dead
     FROM kinds WHERE kinds.kind IS NOT NULL`,
    now,
  );
  return { due: counts?.due ?? 0, dead: counts?.dead ?? 0 };
}

/** Due jobs of one kind besides those under way, oldest first. */
export function findDue(
  read: Reader,
  search: { kind: string; limit: number; now: number; underWay: Iterable<string> },
): Promise<JobRow[]> {
  return selectRows<JobRow>(
    read,
    `SELECT "id", "kind", "payload", "attempts", "revision", "createdAt" FROM "Job"
     WHERE "kind" = ? AND "deadAt" IS NULL AND "dueAt" <= instant(?) AND "id" NOT IN (SELECT value FROM json_each(?)) ORDER BY "dueAt" LIMIT ?`,
    search.kind,
    search.now,
    JSON.stringify([...search.underWay]),
    search.limit,
  );
}

/** Strikes finished jobs; one that was asked for again while it ran stays and runs once more. */
export async function finishJobs(tx: RowWrite, jobs: readonly JobRow[]): Promise<void> {
  for (const { id, revision } of jobs) await changeRows(tx, 'DELETE FROM "Job" WHERE "id" = ? AND "revision" = ?', id, revision);
}

/** Keeps jobs that want to look again; one that was asked for while it ran keeps that due time. */
export async function postponeJobs(tx: RowWrite, jobs: readonly { job: JobRow; dueAt: number }[]): Promise<void> {
  for (const { job, dueAt } of jobs)
    await changeRows(
      tx,
      'UPDATE "Job" SET "dueAt" = instant(?), "attempts" = 0 WHERE "id" = ? AND "revision" = ?',
      dueAt,
      job.id,
      job.revision,
    );
}

export interface FailedJob {
  job: JobRow;
  failure: JobFailure;
  /** null: becomes a dead letter. */
  retryAt: number | null;
}

export async function failJobs(tx: RowWrite, failed: readonly FailedJob[], now: number): Promise<void> {
  for (const { job, failure, retryAt } of failed) {
    // An error text may quote a buyer; the table keeps its name and first line only.
    const lastError = `${failure.error.name}: ${failure.error.message.split('\n')[0]!.slice(0, 200)}`;
    await changeRows(
      tx,
      'UPDATE "Job" SET "attempts" = "attempts" + ?, "lastError" = ?, "dueAt" = coalesce(instant(?), "dueAt"), "deadAt" = instant(?) WHERE "id" = ? AND "revision" = ?',
      failure.waits ? 0 : 1,
      lastError,
      retryAt,
      retryAt === null ? now : null,
      job.id,
      job.revision,
    );
  }
}
