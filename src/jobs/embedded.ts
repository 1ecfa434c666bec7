import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { deleteJobsByKey, failJobs, finishJobs, freeTaken, insertJobs, takeDue, nextDueAt } from './job-table.ts';
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
        const rooms = [...definitions.values()]
          .map((definition) => ({ kind: definition.kind, limit: definition.batch * (definition.concurrency - (running.get(definition.kind) ?? 0)) }))
          .filter(({ limit }) => limit > 0);
        const next = rooms.length > 0 ? await nextDueAt(db.read) : null;
        if (next === null) continue;
        if (next > clock.now()) {
          sleeper = setTimeout(wake, Math.min(next - clock.now(), longestSleepMs));
          sleeper.unref();
          continue;
        }
        const taken = await db.write((tx) => takeDue(tx, rooms, clock.now()));
        for (const [kind, jobs] of Map.groupBy(taken, (job) => job.kind)) {
          const definition = definitions.get(kind)!;
          for (let start = 0; start < jobs.length; start += definition.batch) track(run(definition, jobs.slice(start, start + definition.batch)));
        }
        // Nothing taken means every due kind is busy; whoever finishes wakes us.
        again ||= taken.length > 0;
      } catch (error) {
        log.error({ err: error }, 'the job table cannot be read');
        sleeper = setTimeout(wake, firstRetryMs);
      }
    }
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
      // The rows stay taken; the next start frees them.
      log.error({ err: error, kind: definition.kind }, 'jobs could not be settled');
    } finally {
      running.set(definition.kind, running.get(definition.kind)! - 1);
      wake();
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
      await db.write(freeTaken);
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
        const next = await nextDueAt(db.read);
        if (next === null || next > clock.now()) return;
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
