import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Database, RowWrite } from '../store/database.ts';
import { failJobs, finishJobs, postponeJobs } from './job-table.ts';
import type { FailedJob } from './job-table.ts';
import type { JobDefinition, JobFailure, JobOutcome, JobRow } from './job.ts';

const firstRetryMs = 500;
const longestRetryMs = 5 * 60_000;

export interface JobRunnerParts {
  db: Database;
  clock: Clock;
  log: Logger;
  onDead: (jobs: FailedJob[]) => Promise<void>;
  /** First in the transaction that settles jobs: false where they are no longer ours to settle. */
  stillOurs?: (tx: RowWrite, jobs: readonly JobRow[]) => Promise<boolean>;
}

/**
 * @returns a function that hands jobs of one kind to their handler and writes what came of it: struck, again later, tried
 * anew, or given up @throws where that could not be written: the rows are as they were
 */
export function createJobRunner({ db, clock, log, onDead, stillOurs }: JobRunnerParts) {
  async function settle(definition: JobDefinition, jobs: JobRow[], outcome: JobOutcome): Promise<void> {
    const failed = jobs.flatMap((job): FailedJob[] => {
      const failure = outcome.failed?.get(job.id);
      return failure ? [{ job, failure, retryAt: retryAt(definition, job, failure) }] : [];
    });
    const strike = async (tx: RowWrite): Promise<void> => {
      await outcome.settleRows?.(tx);
      await finishJobs(
        tx,
        jobs.filter((job) => !outcome.failed?.has(job.id) && !outcome.again?.has(job.id)),
      );
      await postponeJobs(
        tx,
        jobs.flatMap((job) => {
          const inMs = outcome.failed?.has(job.id) ? undefined : outcome.again?.get(job.id);
          return inMs === undefined ? [] : [{ job, dueAt: clock.now() + inMs }];
        }),
      );
      await failJobs(tx, failed, clock.now());
    };
    const { settle } = outcome;
    const settled = settle
      ? await db.write(async (tx) => {
          if (stillOurs && !(await stillOurs(tx, jobs))) return false;
          await settle(tx);
          await strike(tx);
          return true;
        })
      : await db.writeRows(async (tx) => {
          if (stillOurs && !(await stillOurs(tx, jobs))) return false;
          await strike(tx);
          return true;
        });
    if (!settled) {
      log.warn({ kind: definition.kind, jobs: jobs.length }, 'jobs took so long that others took them up');
      return;
    }
    for (const { job, failure } of failed)
      log.warn({ job: job.id, kind: job.kind, attempts: job.attempts + 1, fault: failure.error.name }, 'job failed');
    const dead = failed.filter((failure) => failure.retryAt === null);
    if (dead.length > 0) await onDead(dead);
  }

  function retryAt(definition: JobDefinition, job: JobRow, failure: JobFailure): number | null {
    if (failure.final || (!failure.waits && job.attempts + 1 >= definition.maxAttempts)) return null;
    const backoff = Math.min(longestRetryMs, firstRetryMs * 2 ** job.attempts) * (0.5 + Math.random());
    return clock.now() + Math.round(Math.max(failure.retryAfterMs ?? 0, backoff));
  }

  return async (definition: JobDefinition, jobs: JobRow[]): Promise<void> =>
    settle(definition, jobs, await attempt(definition, jobs));
}

async function attempt(definition: JobDefinition, jobs: JobRow[]): Promise<JobOutcome> {
  try {
    return await definition.handle(
      jobs.map(({ id, attempts, createdAt, payload }) => ({
        id,
        attempts: attempts + 1,
        askedAt: createdAt,
        payload: definition.payload.parse(JSON.parse(payload)),
      })),
    );
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    return { failed: new Map(jobs.map((job) => [job.id, { error: cause }])) };
  }
}
