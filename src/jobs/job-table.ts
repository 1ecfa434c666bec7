import type { Reader, Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';
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
  await tx.$executeRawUnsafe(insert, JSON.stringify(rows));
}

export async function deleteJobsByKey(tx: Write, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.$executeRawUnsafe('DELETE FROM "Job" WHERE "key" IN (SELECT value FROM json_each(?))', JSON.stringify(keys));
}

/** Takes due jobs of the kinds that have room, oldest first; whoever's update hits the row has it. */
export async function takeDue(tx: Write, rooms: { kind: string; limit: number }[], now: number): Promise<JobRow[]> {
  return tx.$queryRawUnsafe<JobRow[]>(
    `UPDATE "Job" SET "takenAt" = ?, "attempts" = "attempts" + 1
     WHERE "id" IN (
       SELECT "id" FROM (
         SELECT "Job"."id", row_number() OVER (PARTITION BY "Job"."kind" ORDER BY "Job"."dueAt") AS place, room.value ->> '$.limit' AS room
         FROM json_each(?) AS room JOIN "Job" ON "Job"."kind" = room.value ->> '$.kind'
         WHERE "Job"."deadAt" IS NULL AND "Job"."dueAt" <= ? AND "Job"."takenAt" IS NULL)
       WHERE place <= room)
     RETURNING "id", "kind", "payload", "attempts", "revision"`,
    now,
    JSON.stringify(rooms),
    now,
  );
}

/** For the start of the only worker: whatever a killed one had taken is free again. */
export async function freeTaken(tx: Write): Promise<number> {
  return tx.$executeRawUnsafe('UPDATE "Job" SET "takenAt" = NULL WHERE "takenAt" IS NOT NULL');
}

/** Strikes finished jobs; one that was asked for again while it ran becomes free instead. */
export async function finishJobs(tx: Write, jobs: readonly JobRow[]): Promise<void> {
  if (jobs.length === 0) return;
  const rows = JSON.stringify(jobs.map(({ id, revision }) => ({ id, revision })));
  const sameRevision = `EXISTS (SELECT 1 FROM json_each(?) WHERE value ->> '$.id' = "Job"."id" AND value ->> '$.revision' = "Job"."revision")`;
  const ids = JSON.stringify(jobs.map(({ id }) => id));
  const struck = await tx.$executeRawUnsafe(
    `DELETE FROM "Job" WHERE "id" IN (SELECT value FROM json_each(?)) AND ${sameRevision}`,
    ids,
    rows,
  );
  if (struck < jobs.length) {
    await tx.$executeRawUnsafe(
      `UPDATE "Job" SET "takenAt" = NULL, "attempts" = 0 WHERE "id" IN (SELECT value FROM json_each(?))`,
      ids,
    );
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

/** Instant of the next thing to do, null when nothing waits. */
export async function nextDueAt(read: Reader): Promise<number | null> {
  const [row] = await read.$queryRawUnsafe<{ at: bigint | number | null }[]>(
    `SELECT min("dueAt") AS at FROM "Job" WHERE "deadAt" IS NULL AND "takenAt" IS NULL`,
  );
  return row?.at == null ? null : Number(row.at);
}
