import path from 'node:path';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createClock } from '../../src/clock.ts';
import type { MovableClock } from '../../src/clock.ts';
import { createBullQueue } from '../../src/jobs/bullmq.ts';
import { createEmbeddedQueue } from '../../src/jobs/embedded.ts';
import type { JobQueue } from '../../src/jobs/job-queue.ts';
import type { JobDefinition, JobOutcome } from '../../src/jobs/job.ts';
import type { JobRunnerParts } from '../../src/jobs/run-jobs.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';
import { startPostgres } from '../servers/start-postgres.ts';
import type { Postgres } from '../servers/start-postgres.ts';
import { startRedis } from '../servers/start-redis.ts';
import type { RedisServer } from '../servers/start-redis.ts';
import { dataFolder } from '../timeline/data-folder.ts';

let postgres: Postgres;
let redis: RedisServer;
let url: string;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  url = await postgres.createDatabase();
});
afterAll(() => Promise.all([postgres.stop(), redis.stop()]));

const key = Buffer.alloc(32, 1);
const start = Date.parse('2026-11-24T02:00:00Z');

/** Every implementation of the port keeps the same promises. */
describe.each([
  {
    name: 'embedded, on SQLite',
    open: () => openDatabase({ file: path.join(dataFolder(), 'gengfu.db'), key }),
    queueOf: (parts: JobRunnerParts) => createEmbeddedQueue(parts),
  },
  {
    name: 'BullMQ, on PostgreSQL',
    open: () => openDatabase({ file: '', url, key }),
    queueOf: (parts: JobRunnerParts) => createBullQueue({ ...parts, redisUrl: redis.url, role: 'worker' }),
  },
])('$name', ({ open, queueOf }) => {
  let db: Database;
  let clock: MovableClock;
  let queue: JobQueue;
  let dead: string[];

  beforeEach(async () => {
    db = await open();
    await db.write((tx) => tx.job.deleteMany());
    clock = createClock({ base: () => start });
    dead = [];
    queue = queueOf({
      db,
      clock,
      log: pino({ level: 'silent' }),
      onDead: async (jobs) => void dead.push(...jobs.map(({ job }) => job.kind)),
    });
  });
  afterEach(async () => {
    await queue.stop();
    await db.close();
  });

  const kindOf = (
    handle: (names: string[]) => JobOutcome | Promise<JobOutcome>,
    more: Partial<JobDefinition> = {},
  ): JobDefinition => ({
    kind: 'k',
    payload: z.unknown(),
    maxAttempts: 3,
    batch: 10,
    concurrency: 2,
    handle: async (jobs) => handle(jobs.map(({ payload }) => String(payload))),
    ...more,
  });
  const ask = (name: string, more: { key?: string; dueAt?: number } = {}) =>
    db.write((tx) => queue.enqueue(tx, [{ kind: 'k', payload: name, dueAt: start, ...more }]));
  const left = (): Promise<number> => db.read.job.count();

  test('a job asked for in a change that is undone is never done', async () => {
    const done: string[] = [];
    await queue.start([kindOf((names) => (done.push(...names), {}))]);
    await expect(
      db.write(async (tx) => {
        await queue.enqueue(tx, [{ kind: 'k', payload: 'never', dueAt: start }]);
        throw new Error('on purpose');
      }),
    ).rejects.toThrow();
    await ask('once');
    await queue.idle();
    expect(done).toEqual(['once']);
    expect(await left()).toBe(0);
  });

  test('the same key is one job; asked for while it runs it runs once more', async () => {
    const done: string[] = [];
    const begun = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    await queue.start([
      kindOf(async (names) => {
        done.push(...names);
        begun.resolve();
        await go.promise;
        return {};
      }),
    ]);
    await ask('first', { key: 'a' });
    await begun.promise;
    await ask('second', { key: 'a' });
    await ask('third', { key: 'a' });
    go.resolve();
    await queue.idle();
    expect(done).toEqual(['first', 'third']);
    expect(await left()).toBe(0);
  });

  test('nothing is done before its time, a jump of the clock wakes the queue, and what is taken back is not done', async () => {
    const done: string[] = [];
    await queue.start([kindOf((names) => (done.push(...names), {}))]);
    await ask('later', { key: 'later', dueAt: start + 60_000 });
    await ask('never', { key: 'never', dueAt: start + 60_000 });
    await queue.idle();
    expect(done).toEqual([]);
    await db.write((tx) => queue.cancel(tx, ['never']));
    clock.advance(59_999);
    await queue.idle();
    expect(done).toEqual([]);
    clock.advance(1);
    await queue.idle();
    expect(done).toEqual(['later']);
  });

  test('what fails is tried again later, then given up and told; its neighbours are done', async () => {
    const tries: string[] = [];
    await queue.start([
      kindOf(() => ({}), {
        handle: async (jobs) => {
          tries.push(...jobs.map(({ payload }) => String(payload)));
          return {
            failed: new Map(jobs.filter(({ payload }) => payload === 'bad').map(({ id }) => [id, { error: new Error('no') }])),
          };
        },
      }),
    ]);
    await db.write((tx) =>
      queue.enqueue(
        tx,
        ['good', 'bad'].map((payload) => ({ kind: 'k', payload, dueAt: start })),
      ),
    );
    for (let round = 0; round < 5; round += 1) {
      await queue.idle();
      clock.advance(600_000);
    }
    await queue.idle();
    expect(tries.filter((name) => name === 'bad')).toHaveLength(3);
    expect(tries.filter((name) => name === 'good')).toHaveLength(1);
    expect(dead).toEqual(['k']);
    expect(await db.read.job.findMany()).toMatchObject([{ lastError: 'Error: no', deadAt: expect.any(Date) as Date }]);
  });

  test('a result that cannot be written is tried again, not lost', async () => {
    let tries = 0;
    await queue.start([
      kindOf(() => ({
        settle: async () => {
          tries += 1;
          if (tries === 1) throw new Error('disk full');
        },
      })),
    ]);
    await ask('a', { key: 'a' });
    await queue.idle();
    expect(tries).toBe(2);
    expect(await left()).toBe(0);
  });

  test('what was under way when the process died is done by the next one', async () => {
    await ask('left behind');
    const done: string[] = [];
    await queue.start([kindOf((names) => (done.push(...names), {}))]);
    await queue.idle();
    expect(done).toEqual(['left behind']);
  });

  test('a job that wants to look again does so when it said, or at once when it is asked for meanwhile', async () => {
    const seen: number[] = [];
    await queue.start([
      {
        ...kindOf(() => ({})),
        async handle(jobs) {
          seen.push(clock.now() - start);
          return seen.length < 3 ? { again: new Map(jobs.map(({ id }) => [id, 60_000])) } : {};
        },
      },
    ]);
    await ask('look', { key: 'one' });
    await queue.idle();
    clock.advance(59_000);
    await queue.idle();
    expect(seen).toEqual([0]);
    clock.advance(1_000);
    await queue.idle();
    await ask('look', { key: 'one' });
    await queue.idle();
    expect(seen).toEqual([0, 60_000, 60_000]);
    expect(await left()).toBe(0);
  });

  test('waiting for a turn is no attempt: however often, the job is not given up', async () => {
    let turns = 0;
    await queue.start([
      {
        ...kindOf(() => ({})),
        async handle(jobs) {
          turns += 1;
          if (turns > 10) return {};
          return {
            failed: new Map(jobs.map(({ id }) => [id, { error: new Error('not yet'), retryAfterMs: 1_000, waits: true }])),
          };
        },
      },
    ]);
    await ask('patient');
    for (let turn = 0; turn < 12; turn += 1) {
      await queue.idle();
      clock.advance(1_500);
    }
    await queue.idle();
    expect(turns).toBe(11);
    expect(dead).toEqual([]);
    expect(await left()).toBe(0);
  });
});
