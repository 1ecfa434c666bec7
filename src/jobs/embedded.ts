import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { createPump } from '../pump.ts';
import type { Database } from '../store/database.ts';
import { deleteJobsByKey, findDue, insertJobs, nextDue } from './job-table.ts';
import type { FailedJob } from './job-table.ts';
import type { JobDefinition, JobRow } from './job.ts';
import type { JobQueue } from './job-queue.ts';
import { createJobRunner } from './run-jobs.ts';

const firstRetryMs = 500;
/** Node's timers wrap at 2^31 ms. */
const longestSleepMs = 2 ** 31 - 1;

/**
 * Drains the job table inside this process: woken by commits and by the next due time, never by polling. Which jobs are
 * under way is known in memory only; a killed process leaves its jobs as they were, and the next one begins them again.
 */
export function createEmbeddedQueue(options: {
  db: Database;
  clock: Clock;
  log: Logger;
  onDead: (jobs: FailedJob[]) => Promise<void>;
}): JobQueue {
  const { db, clock, log } = options;
  const runJobs = createJobRunner(options);
  const definitions = new Map<string, JobDefinition>();
  const batches = new Map<string, number>();
  const underWay = new Set<string>();
  const work = new Set<Promise<void>>();
  let sleeper: NodeJS.Timeout | undefined;
  const pump = createPump(turn);
  const unsubscribe = clock.onJump(pump.wake);

  async function turn(): Promise<void> {
    clearTimeout(sleeper);
    try {
      const open = [...definitions.values()].filter((definition) => roomOf(definition) > 0);
      const due = await nextDue(
        db.read,
        open.map(({ kind }) => kind),
        underWay,
      );
      const now = clock.now();
      for (const definition of open) if ((due.get(definition.kind) ?? Infinity) <= now) await begin(definition, now);
      // Kinds without room wake us when they have some.
      sleepUntil(Math.min(...[...due.values()].filter((at) => at > now)));
    } catch (error) {
      log.error({ err: error }, 'the job table cannot be read');
      sleeper = setTimeout(pump.wake, firstRetryMs);
    }
  }

  async function begin(definition: JobDefinition, now: number): Promise<void> {
    const { kind, batch } = definition;
    const jobs = await findDue(db.read, { kind, limit: roomOf(definition), now, underWay });
    for (let start = 0; start < jobs.length; start += batch) {
      const running = run(definition, jobs.slice(start, start + batch));
      work.add(running);
      void running.finally(() => work.delete(running));
    }
  }

  /** Jobs of a kind that may still be begun. */
  function roomOf({ kind, batch, concurrency }: JobDefinition): number {
    return batch * (concurrency - (batches.get(kind) ?? 0));
  }

  function sleepUntil(at: number): void {
    if (at === Infinity) return;
    sleeper = setTimeout(pump.wake, Math.max(0, Math.min(at - clock.now(), longestSleepMs)));
    sleeper.unref();
  }

  async function run(definition: JobDefinition, jobs: JobRow[]): Promise<void> {
    batches.set(definition.kind, (batches.get(definition.kind) ?? 0) + 1);
    for (const { id } of jobs) underWay.add(id);
    try {
      await runJobs(definition, jobs);
    } catch (error) {
      // The disk would not take the result (full, locked); the rows are as they were and begin again.
      log.error({ err: error, kind: definition.kind }, 'jobs could not be settled');
      await sleep(firstRetryMs);
    } finally {
      for (const { id } of jobs) underWay.delete(id);
      batches.set(definition.kind, batches.get(definition.kind)! - 1);
      pump.wake();
    }
  }

  return {
    async enqueue(tx, requests) {
      if (requests.length === 0) return;
      await insertJobs(tx, requests, clock.now());
      db.afterCommit(tx, pump.wake);
    },
    cancel: deleteJobsByKey,
    wake: pump.wake,
    async start(list) {
      for (const definition of list) definitions.set(definition.kind, definition);
      pump.start();
    },
    async stop() {
      unsubscribe();
      await pump.stop();
      clearTimeout(sleeper);
      await Promise.all(work);
    },
    async idle() {
      for (;;) {
        await pump.running();
        await Promise.all(work);
        if (pump.running() || work.size > 0) continue;
        const next = Math.min(...(await nextDue(db.read, [...definitions.keys()], underWay)).values());
        if (next > clock.now()) return;
        pump.wake();
      }
    },
  };
}
