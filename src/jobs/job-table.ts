import type { Reader, Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { changeRows, selectRows } from '../store/sqlite-rows.ts';
import type { JobFailure, JobRequest, JobRow } from './job.ts';

const insert = `
  INSERT INTO "Job" ("id", "kind", "key", "payload", "dueAt", "createdAt")
  SELECT value ->> '$.id', value ->> '$.kind', value ->> '$.key', value ->> '$.payload', value ->> '$.dueAt', value ->> '$.createdAt'
  FROM json_each(?) WHERE true
  ON CONFLICT ("key") DO UPDATE SET
    "dueAt" = excluded."dueAt", "payload" = excluded."payload", "revision" = "revision" + 1, "attempts" = 0, "deadAt" = NULL`;

export async function insertJobs(tx: Write, requests: readonly JobRequest[], now: number): Promise<void> {
  if (requests.length === 0) return;
  const rows = requests.map((request) => ({
    id: newId(),
    kind: request.kind,
    key: request.key ?? null,
    payload: JSON.stringify(request.payload),
    dueAt: request.dueAt,
    createdAt: now,
  }));
  await changeRows(tx, insert, JSON.stringify(rows));
}

export async function deleteJobsByKey(tx: Write, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await changeRows(tx, 'DELETE FROM "Job" WHERE "key" IN (SELECT value FROM json_each(?))', JSON.stringify(keys));
}

const free = `"deadAt" IS NULL AND "takenAt" IS NULL`;

/** When each kind has its next job that nobody has taken; kinds without any are left out. Instants. */
export async function nextDue(read: Reader, kinds: readonly string[]): Promise<Map<string, number>> {
  const rows = await selectRows<{ kind: string; at: number | null }>(
    read,
    // One index look-up per kind, however many timers lie in the table.
    `SELECT wanted.value AS kind, (SELECT "dueAt" FROM "Job" WHERE "kind" = wanted.value AND ${free} ORDER BY "dueAt" LIMIT 1) AS at
     FROM json_each(?) AS wanted`,
    JSON.stringify(kinds),
  );
  return new Map(rows.flatMap(({ kind, at }) => (at === null ? [] : [[kind, at] as const])));
}

/** Takes due jobs of one kind, oldest first; whoever's update hits the row has it. */
export async function takeDue(tx: Write, kind: string, limit: number, now: number): Promise<JobRow[]> {
  return selectRows<JobRow>(
    tx,
    `UPDATE "Job" SET "takenAt" = ?, "attempts" = "attempts" + 1
     WHERE "id" IN (SELECT "id" FROM "Job" WHERE "kind" = ? AND ${free} AND "dueAt" <= ? ORDER BY "dueAt" LIMIT ?)
     RETURNING "id", "kind", "payload", "attempts", "revision"`,
    now,
    kind,
    now,
    limit,
  );
}

/** Frees jobs; without ids whatever a killed worker had taken, for the start of the only one. */
export async function freeTaken(tx: Write, ids?: readonly string[]): Promise<void> {
  if (ids) await changeRows(tx, 'UPDATE "Job" SET "takenAt" = NULL WHERE "id" IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
  else await changeRows(tx, 'UPDATE "Job" SET "takenAt" = NULL WHERE "takenAt" IS NOT NULL');
}

/** Strikes finished jobs; one that was asked for again while it ran becomes free instead. */
export async function finishJobs(tx: Write, jobs: readonly JobRow[]): Promise<void> {
  if (jobs.length === 0) return;
  const ids = JSON.stringify(jobs.map(({ id }) => id));
  const struck = await changeRows(
    tx,
    `DELETE FROM "Job" WHERE "id" IN (SELECT value FROM json_each(?)) AND "id" || "revision" IN (SELECT value FROM json_each(?))`,
    ids,
    JSON.stringify(jobs.map(({ id, revision }) => `${id}${revision}`)),
  );
  if (struck < jobs.length) {
    await changeRows(tx, `UPDATE "Job" SET "takenAt" = NULL, "attempts" = 0 WHERE "id" IN (SELECT value FROM json_each(?))`, ids);
  }
}

export interface FailedJob {
  job: JobRow;
  failure: JobFailure;
  /** null: becomes a dead letter. */
  retryAt: number | null;
}

export async function failJobs(tx: Write, failed: readonly FailedJob[], now: number): Promise<void> {
  for (const { job, failure, retryAt } of failed) {
    // An error text may quote a buyer; the table keeps its name and first line only.
    const lastError = `${failure.error.name}: ${failure.error.message.split('\n')[0]!.slice(0, 200)}`;
    await tx.job.updateMany({
      where: { id: job.id },
      data: { takenAt: null, lastError, ...(retryAt === null ? { deadAt: new Date(now) } : { dueAt: new Date(retryAt) }) },
    });
  }
}
