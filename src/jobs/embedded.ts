import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { deleteJobsByKey, failJobs, finishJobs, freeTaken, insertJobs, nextDue, takeDue } from './job-table.ts';
import type { FailedJob } from './job-table.ts';
import type { JobDefinition, JobOutcome, JobRow } from './job.ts';
import type { JobQueue } from './job-queue.ts';

const firstRetryMs = 500;
const longestRetryMs = 5 * 60_000;
/** Node's timers wrap at 2^31 ms. */
const longestSleepMs = 2 ** 31 - 1;

/** Drains the job table inside this process: woken by commits and by the next due time, never by polling. */
export function createEmbeddedQueue(options: {
  db: Database;
  clock: Clock;
  log: Logger;
  onDead: (jobs: FailedJob[]) => Promise<void>;
}): JobQueue {
  const { db, clock, log } = options;
  const definitions = new Map<string, JobDefinition>();
  const running = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  let sleeper: NodeJS.Timeout | undefined;
  let pumping: Promise<void> | undefined;
  let again = false;
  let stopped = true;
  const unsubscribe = clock.onJump(wake);

  function wake(): void {
    if (stopped) return;
    again = true;
    pumping ??= pump().finally(() => {
      pumping = undefined;
      if (again) wake();
    });
  }

  async function pump(): Promise<void> {
    while (again && !stopped) {
      again = false;
      clearTimeout(sleeper);
      try {
        const open = [...definitions.values()].filter((definition) => roomOf(definition) > 0);
        const due = await nextDue(db.read, open.map(({ kind }) => kind));
        const now = clock.now();
        const ready = open.filter(({ kind }) => (due.get(kind) ?? Infinity) <= now);
        if (ready.length === 0) {
          // Kinds without room wake us when they have some.
          sleepUntil(Math.min(...due.values()));
          continue;
        }
        const taken = await db.write(async (tx) => {
          const jobs: JobRow[][] = [];
          for (const definition of ready) jobs.push(await takeDue(tx, definition.kind, roomOf(definition), now));
          return jobs;
        });
        for (const [index, jobs] of taken.entries()) {
          const definition = ready[index]!;
          for (let start = 0; start < jobs.length; start += definition.batch) track(run(definition, jobs.slice(start, start + definition.batch)));
        }
        again = true;
      } catch (error) {
        log.error({ err: error }, 'the job table cannot be read');
        sleeper = setTimeout(wake, firstRetryMs);
      }
    }
  }

  /** Jobs of a kind that may still be begun. */
  function roomOf({ kind, batch, concurrency }: JobDefinition): number {
    return batch * (concurrency - (running.get(kind) ?? 0));
  }

  function sleepUntil(at: number): void {
    if (at === Infinity) return;
    sleeper = setTimeout(wake, Math.min(Math.max(0, at - clock.now()), longestSleepMs));
    sleeper.unref();
  }

  function track(work: Promise<void>): void {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  async function run(definition: JobDefinition, jobs: JobRow[]): Promise<void> {
    running.set(definition.kind, (running.get(definition.kind) ?? 0) + 1);
    try {
      const outcome = await attempt(definition, jobs);
      const failed = jobs.flatMap((job): FailedJob[] => {
        const failure = outcome.failed?.get(job.id);
        return failure ? [{ job, failure, retryAt: retryAt(definition, job, failure) }] : [];
      });
      const dead = failed.filter((failure) => failure.retryAt === null);
      await db.write(async (tx) => {
        await outcome.settle?.(tx);
        await finishJobs(tx, jobs.filter((job) => !outcome.failed?.has(job.id)));
        await failJobs(tx, failed, clock.now());
      });
      for (const { job, failure } of failed) log.warn({ job: job.id, kind: job.kind, attempts: job.attempts, err: failure.error.name }, 'job failed');
      if (dead.length > 0) await options.onDead(dead);
    } catch (error) {
      log.error({ err: error, kind: definition.kind }, 'jobs could not be settled');
      setTimeout(() => void giveBack(jobs), firstRetryMs).unref();
    } finally {
      running.set(definition.kind, running.get(definition.kind)! - 1);
      wake();
    }
  }

  /** The disk would not take the result (full, locked): the jobs are free again as soon as it does. */
  async function giveBack(jobs: JobRow[]): Promise<void> {
    try {
      await db.write((tx) => freeTaken(tx, jobs.map(({ id }) => id)));
      wake();
    } catch {
      if (!stopped) setTimeout(() => void giveBack(jobs), longestRetryMs / 10).unref();
    }
  }

  function retryAt(definition: JobDefinition, job: JobRow, failure: { retryAfterMs?: number; final?: true }): number | null {
    if (failure.final || job.attempts >= definition.maxAttempts) return null;
    const backoff = Math.min(longestRetryMs, firstRetryMs * 2 ** (job.attempts - 1)) * (0.5 + Math.random());
    return clock.now() + Math.max(failure.retryAfterMs ?? 0, backoff);
  }

  return {
    async enqueue(tx, requests) {
      if (requests.length === 0) return;
      await insertJobs(tx, requests, clock.now());
      db.afterCommit(tx, wake);
    },
    cancel: deleteJobsByKey,
    async start(list) {
      for (const definition of list) definitions.set(definition.kind, definition);
      await db.write((tx) => freeTaken(tx));
      stopped = false;
      wake();
    },
    async stop() {
      stopped = true;
      unsubscribe();
      clearTimeout(sleeper);
      await pumping;
      await Promise.all(underWay);
    },
    async idle() {
      for (;;) {
        await pumping;
        await Promise.all(underWay);
        if (pumping || underWay.size > 0) continue;
        const next = Math.min(...(await nextDue(db.read, [...definitions.keys()])).values());
        if (next > clock.now()) return;
        wake();
      }
    },
  };
}

async function attempt(definition: JobDefinition, jobs: JobRow[]): Promise<JobOutcome> {
  try {
    return await definition.handle(
      jobs.map((job) => ({ id: job.id, attempts: job.attempts, payload: definition.payload.parse(JSON.parse(job.payload)) })),
    );
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    return { failed: new Map(jobs.map((job) => [job.id, { error: cause }])) };
  }
}
