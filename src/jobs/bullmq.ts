import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { createPump } from '../pump.ts';
import { newId } from '../store/ids.ts';
import { createJobGatherer } from './gather-jobs.ts';
import { findFree, letGo, nextAhead } from './held-jobs.ts';
import { deleteJobsByKey, insertJobs } from './job-table.ts';
import type { JobDefinition } from './job.ts';
import type { JobQueue } from './job-queue.ts';
import { createJobRunner } from './run-jobs.ts';
import type { JobRunnerParts } from './run-jobs.ts';

/** Rows handed over at once. */
const pageRows = 1_000;
/** Other processes' timers and what the courier lost are found this soon. */
const lookEveryMs = 2_000;
/** Should nobody be at a row this long after it was handed over, it is taken up without the courier. */
const handedForMs = 5_000;
/** Jobs that one process may be holding in its hands; how many of a kind run at once says its definition. */
const deliveries = 400;

/**
 * Shares the jobs among processes. The rows of the table are the jobs; Redis only carries their ids to whoever has a hand
 * free and never sees more than an id and a kind. What it loses is handed over again, what it doubles is one process's
 * (held-jobs.ts), and while it is away each process takes from the table what it can do itself.
 * @param options.role `worker` does jobs, `web` only hands them over
 */
export function createBullQueue(
  options: Omit<JobRunnerParts, 'stillOurs'> & { redisUrl: string; name?: string; role: 'web' | 'worker' },
): JobQueue {
  const { db, clock, log, redisUrl, name = 'gengfu', role } = options;
  const holder = newId();
  const patience = { maxRetriesPerRequest: null, retryStrategy: (times: number) => Math.min(2_000, times * 100) };
  // What hangs is as good as away: the jobs go without it.
  const client = new Redis(redisUrl, { ...patience, enableOfflineQueue: false, lazyConnect: true, commandTimeout: 2_000 });
  const queue = new Queue(name, { connection: client, defaultJobOptions: { removeOnComplete: true, removeOnFail: true } });
  let kinds: string[] = [];
  let worker: Worker | undefined;
  const pump = createPump(turn);
  let sleeper: NodeJS.Timeout | undefined;
  /** Ids with Redis, and until when they are left to it. */
  const handed = new Map<string, number>();
  const gatherer = createJobGatherer({
    db,
    clock,
    log,
    holder,
    run: createJobRunner({ ...options, stillOurs: (tx, jobs) => letGo(tx, { ids: jobs.map(({ id }) => id), holder }) }),
    onSettled(ids) {
      // What is asked for again is ours: Redis still takes it for being done.
      for (const id of ids) handed.set(id, 0);
      pump.wake();
    },
  });
  const unsubscribe = clock.onJump(pump.wake);
  const looker = setInterval(pump.wake, lookEveryMs);
  looker.unref();
  let away = false;
  for (const emitter of [client, queue])
    emitter.on('error', (error: Error) => {
      if (!away) log.warn({ err: error }, 'Redis is away; jobs are taken from the table');
      away = true;
    });
  client.on('ready', () => {
    away = false;
    // What it held may be gone.
    handed.clear();
    pump.wake();
  });

  async function turn(): Promise<void> {
    clearTimeout(sleeper);
    try {
      const now = clock.now();
      await handOver(await findFree(db.read, { kinds, now, limit: pageRows }));
      const at = await nextAhead(db.read, kinds, now);
      if (at !== null && at - now < lookEveryMs) {
        sleeper = setTimeout(pump.wake, Math.max(0, at - clock.now()));
        sleeper.unref();
      }
    } catch (error) {
      log.error({ err: error }, 'the job table cannot be read');
    }
  }

  async function handOver(free: readonly { id: string; kind: string }[]): Promise<void> {
    const at = performance.now();
    const fresh = free.filter(({ id }) => !handed.has(id));
    const late = free.filter(({ id }) => (handed.get(id) ?? at) < at);
    for (const [id, until] of handed) if (until < at) handed.delete(id);
    takeHere(late);
    if (fresh.length === 0) return;
    for (const { id } of fresh) handed.set(id, at + handedForMs);
    try {
      if (client.status !== 'ready') throw new Error('Redis is away');
      await queue.addBulk(fresh.map(({ id, kind }) => ({ name: kind, data: {}, opts: { jobId: id } })));
    } catch {
      for (const { id } of fresh) handed.delete(id);
      takeHere(fresh);
    }
  }

  function takeHere(jobs: readonly { id: string; kind: string }[]): void {
    if (role === 'worker') for (const { id, kind } of jobs) void gatherer.take(kind, id);
  }

  return {
    async enqueue(tx, requests) {
      if (requests.length === 0) return;
      await insertJobs(tx, requests, clock.now());
      db.afterCommit(tx, pump.wake);
    },
    cancel: deleteJobsByKey,
    wake: pump.wake,
    async start(definitions: JobDefinition[]) {
      kinds = definitions.map(({ kind }) => kind);
      client.connect().catch(() => {});
      if (role === 'worker') {
        gatherer.start(definitions);
        worker = new Worker(
          name,
          async ({ name: kind, id }) => {
            await gatherer.take(kind, id!);
          },
          { connection: { url: redisUrl, ...patience }, concurrency: deliveries },
        );
        worker.on('error', () => {});
      }
      pump.start();
    },
    async stop() {
      unsubscribe();
      clearInterval(looker);
      await pump.stop();
      clearTimeout(sleeper);
      await gatherer.stop();
      // Waits for nobody: what it had delivered is in the table.
      await worker?.close(true).catch(() => {});
      await queue.close().catch(() => {});
      client.disconnect();
    },
    async idle() {
      for (;;) {
        await pump.running();
        const due = await findFree(db.read, { kinds, now: clock.now(), limit: 1 });
        if (!pump.running() && gatherer.isIdle() && due.length === 0) return;
        pump.wake();
        await sleep(10);
      }
    },
  };
}
