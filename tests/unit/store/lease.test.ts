import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClock } from '../../../src/clock.ts';
import { openDatabase } from '../../../src/store/database.ts';
import type { Database } from '../../../src/store/database.ts';
import { createLease } from '../../../src/store/lease.ts';
import { dataFolder } from '../../timeline/data-folder.ts';

/** Two connections to one file stand for two processes. */
let first: Database;
let second: Database;

beforeEach(async () => {
  const file = path.join(dataFolder(), 'gengfu.db');
  first = await openDatabase({ file, key: Buffer.alloc(32, 1) });
  second = await openDatabase({ file, key: Buffer.alloc(32, 1) });
});
afterEach(() => Promise.all([first.close(), second.close()]));

const holdMs = 400;
const leaseOf = (db: Database) => createLease({ db, clock: createClock(), name: 'wecom', holdMs });
const never = new AbortController().signal;

/** Whether a promise has resolved by now. */
function watch<T>(promise: Promise<T>): () => boolean {
  let done = false;
  promise.then(
    () => (done = true),
    () => {},
  );
  return () => done;
}

test('one holds, the other waits; what is given back is taken up', async () => {
  const held = await leaseOf(first).acquire(never);
  const following = leaseOf(second).acquire(never);
  const followed = watch(following);
  await new Promise((resolve) => setTimeout(resolve, 3 * holdMs));
  expect(followed()).toBe(false);
  expect(held.lost.aborted).toBe(false);
  await held.release();
  await (await following).release();
});

test('a holder that goes silent is followed soon and learns that it lost', async () => {
  const held = await leaseOf(first).acquire(never);
  // It stops renewing, as a process does that hangs.
  const renewals = vi.spyOn(first, 'writeRows').mockImplementation(() => Promise.reject(new Error('hanging')));
  const following = await leaseOf(second).acquire(never);
  await expect.poll(() => held.lost.aborted).toBe(true);
  renewals.mockRestore();
  await following.release();
});

test('waiting can be called off', async () => {
  const held = await leaseOf(first).acquire(never);
  const tired = new AbortController();
  const waiting = expect(leaseOf(second).acquire(tired.signal)).rejects.toThrow();
  tired.abort();
  await waiting;
  await held.release();
});
