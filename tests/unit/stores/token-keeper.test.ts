import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../../src/clock.ts';
import type { MovableClock } from '../../../src/clock.ts';
import type { Authoriser, Tokens } from '../../../src/ports/authoriser.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import { openDatabase } from '../../../src/store/database.ts';
import type { Database } from '../../../src/store/database.ts';
import { createTokenKeeper } from '../../../src/stores/token-keeper.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { dataFolder } from '../../timeline/data-folder.ts';

const key = Buffer.alloc(32, 7);
const store = { id: 'shop', platform: 'shopee' } as StoreRecord;
const hour = 3_600_000;

let file: string;
let db: Database;
let now: number;
let clock: MovableClock;
let lost: string[];
/** A platform whose refresh tokens work once. */
let valid: string;
let refreshes: number;
let platform: Authoriser;

beforeEach(async () => {
  file = path.join(dataFolder(), 'gengfu.db');
  db = await openDatabase({ file, key });
  now = Date.parse('2026-11-24T10:00:00Z');
  clock = createClock({ base: () => now });
  lost = [];
  valid = 'r0';
  refreshes = 0;
  platform = {
    async refresh(tokens) {
      const given = tokens?.refresh ?? 'r0';
      await new Promise((resolve) => setImmediate(resolve));
      if (given !== valid) throw new MarketplaceError('expired', 'the refresh token was used before');
      refreshes += 1;
      valid = `r${refreshes}`;
      return { access: `a${refreshes}`, accessUntil: now + 4 * hour, refresh: valid, refreshUntil: now + 720 * hour };
    },
  };
});
afterEach(() => db.close());

const keeper = () => createTokenKeeper({ db, clock, onLost: (storeId) => lost.push(storeId) });

describe('tokens of a store’s account', () => {
  test('many who ask at once cause one refresh', async () => {
    const tokens = keeper().of(store, platform);
    const got = await Promise.all(Array.from({ length: 50 }, () => tokens.get()));
    expect(new Set(got.map(({ access }) => access))).toEqual(new Set(['a1']));
    expect(refreshes).toBe(1);
  });

  test('two processes do not use the same refresh token', async () => {
    const [one, two] = [keeper().of(store, platform), keeper().of(store, platform)];
    await one.get();
    now += 4 * hour;
    const got = await Promise.all([one.get(), two.get(), one.get(), two.get()]);
    expect(new Set(got.map(({ access }) => access))).toEqual(new Set(['a2']));
    expect(refreshes).toBe(2);
    expect(lost).toEqual([]);
  });

  test('the new pair is on disk before anybody works with it, sealed', async () => {
    await keeper().of(store, platform).get();
    const row = await db.read.authorisation.findUniqueOrThrow({ where: { storeId: 'shop' } });
    expect(row.tokensSealed).not.toContain('r1');
    expect((JSON.parse(db.seal.open(row.tokensSealed)) as Tokens).refresh).toBe('r1');
    // Another process, after a restart, goes on from there.
    now += 4 * hour;
    expect((await keeper().of(store, platform).get()).access).toBe('a2');
  });

  test('a token is renewed ahead of its end, and at once when the platform refuses it', async () => {
    const tokens = keeper().of(store, platform);
    await tokens.get();
    now += 4 * hour - 6 * 60_000;
    expect((await tokens.get()).access).toBe('a1');
    now += 2 * 60_000;
    expect((await tokens.get()).access).toBe('a2');
    expect((await tokens.renew('a2')).access).toBe('a3');
    // Somebody else had it renewed already.
    expect((await tokens.renew('a2')).access).toBe('a3');
    expect(refreshes).toBe(3);
  });

  test('a lost authorisation is told and not tried for ever; a new consent heals it', async () => {
    const owner = keeper();
    const tokens = owner.of(store, platform);
    await tokens.get();
    valid = 'revoked';
    now += 5 * hour;
    await expect(tokens.get()).rejects.toMatchObject({ fault: 'expired' });
    expect(lost).toEqual(['shop']);
    const before = refreshes;
    await expect(tokens.get()).rejects.toMatchObject({ fault: 'expired' });
    expect(refreshes).toBe(before);
    await owner.keep('shop', { access: 'fresh', accessUntil: now + hour, refresh: 'x' });
    expect((await tokens.get()).access).toBe('fresh');
    expect((await owner.read('shop'))!.state).toBe('good');
  });

  test('a process that died in the middle of a refresh is waited for a minute, no longer', async () => {
    const tokens = keeper().of(store, platform);
    await tokens.get();
    now += 4 * hour;
    await db.write((tx) =>
      tx.authorisation.update({ where: { storeId: 'shop' }, data: { refreshingSince: new Date(now - 61_000) } }),
    );
    expect((await tokens.get()).access).toBe('a2');
  });
});
