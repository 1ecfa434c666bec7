import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '../../../src/clock.ts';
import type { MovableClock } from '../../../src/clock.ts';
import { openCallBudget } from '../../../src/notify/call-budget.ts';
import { openDatabase } from '../../../src/store/database.ts';
import type { Database } from '../../../src/store/database.ts';
import { dataFolder } from '../../timeline/data-folder.ts';

let db: Database;
let clock: MovableClock;
let warned: { month: string; used: number }[];

beforeEach(async () => {
  db = await openDatabase({ file: path.join(dataFolder(), 'gengfu.db'), key: Buffer.alloc(32, 1) });
  // One hour before a month begins in Shanghai.
  clock = createClock({ base: () => Date.parse('2026-11-30T15:00:00Z') });
  warned = [];
});
afterEach(() => db.close());

const open = () =>
  openCallBudget({
    db,
    clock,
    name: 'dingtalk',
    zone: 'Asia/Shanghai',
    limit: 10,
    onMostUsed: ({ month, used }) => warned.push({ month, used }),
  });

test('a month has so many calls and no more; at 80 % somebody is told, once', async () => {
  const budget = await open();
  const taken = Array.from({ length: 12 }, () => budget.take());
  expect(taken.filter(Boolean)).toHaveLength(10);
  expect(taken.slice(10)).toEqual([false, false]);
  expect(budget.read()).toEqual({ used: 10, limit: 10 });
  expect(warned).toEqual([{ month: '2026-11', used: 8 }]);
  await budget.close();
});

test('the count outlives the process and begins anew with the platform’s month', async () => {
  const before = await open();
  for (let call = 0; call < 9; call += 1) before.take();
  await before.close();

  const after = await open();
  expect(after.read().used).toBe(9);
  expect([after.take(), after.take()]).toEqual([true, false]);
  clock.advance(3_600_000);
  expect(after.read().used).toBe(0);
  expect(after.take()).toBe(true);
  await after.close();
});
