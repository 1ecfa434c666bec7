import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Authoriser, TokenSource, Tokens } from '../ports/authoriser.ts';
import { MarketplaceError } from '../ports/marketplace-error.ts';
import type { Database } from '../store/database.ts';
import type { StoreRecord } from './store-record.ts';

export interface TokenKeeper {
  /** What an adapter calls with. */
  of(store: StoreRecord, authoriser: Authoriser): TokenSource;
  /** Keeps what the seller's consent brought. */
  keep(storeId: string, tokens: Tokens): Promise<void>;
  /** Instants; null where nothing is kept. */
  read(storeId: string): Promise<{ accessUntil: number; refreshUntil: number | null; state: string } | null>;
}

/** Refreshed this long before the access token runs out. */
const aheadMs = 5 * 60_000;
/** A refresh that takes longer has died with its process: the next may try. */
const refreshLimitMs = 60_000;
const lookAgainMs = 250;

/**
 * Keeps tokens fresh: one refresh at a time per account, in this process and among several, and the new pair is on disk before
 * anybody uses it. Platforms whose refresh tokens work once would otherwise lock the seller out (facts/marketplaces §19.2).
 */
export function createTokenKeeper(options: {
  db: Database;
  clock: Clock;
  /** The account has to be authorised anew. Told once each time that it comes to light. */
  onLost: (storeId: string, problem: string) => void;
}): TokenKeeper {
  const { db, clock, onLost } = options;
  const held = new Map<string, Tokens>();
  const refreshing = new Map<string, Promise<Tokens>>();

  async function load(storeId: string): Promise<Tokens | null> {
    const row = await db.read.authorisation.findUnique({ where: { storeId } });
    if (!row) return null;
    if (row.state === 'lost') throw new MarketplaceError('expired', row.problem ?? 'the authorisation is lost');
    const tokens = JSON.parse(db.seal.open(row.tokensSealed)) as Tokens;
    held.set(storeId, tokens);
    return tokens;
  }

  async function keep(storeId: string, tokens: Tokens): Promise<void> {
    const kept = {
      tokensSealed: db.seal.seal(JSON.stringify(tokens)),
      state: 'good',
      problem: null,
      refreshUntil: tokens.refreshUntil === undefined ? null : new Date(tokens.refreshUntil),
      refreshingSince: null,
      updatedAt: new Date(clock.wall()),
    };
    await db.write((tx) => tx.authorisation.upsert({ where: { storeId }, create: { storeId, ...kept }, update: kept }));
    held.set(storeId, tokens);
  }

  /** Whether this process may refresh now: the row count decides among several. */
  async function claim(storeId: string): Promise<boolean> {
    const now = clock.wall();
    return db.write(async (tx) => {
      const known = await tx.authorisation.findUnique({ where: { storeId }, select: { storeId: true } });
      if (!known) return true;
      const { count } = await tx.authorisation.updateMany({
        where: {
          storeId,
          OR: [{ refreshingSince: null }, { refreshingSince: { lt: new Date(now - refreshLimitMs) } }],
        },
        data: { refreshingSince: new Date(now) },
      });
      return count === 1;
    });
  }

  async function refresh(store: StoreRecord, authoriser: Authoriser, refused: string | undefined): Promise<Tokens> {
    const before = await load(store.id);
    // Somebody else was faster.
    if (before && before.access !== refused && isFresh(before)) return before;
    while (!(await claim(store.id))) {
      await sleep(lookAgainMs);
      const meanwhile = await load(store.id);
      if (meanwhile && meanwhile.access !== before?.access) return meanwhile;
    }
    try {
      const tokens = await authoriser.refresh(before, store);
      await keep(store.id, tokens);
      return tokens;
    } catch (error) {
      const lost = error instanceof MarketplaceError && error.fault === 'expired';
      await release(store.id, lost ? error.message : null);
      throw error;
    }
  }

  async function release(storeId: string, problem: string | null): Promise<void> {
    held.delete(storeId);
    await db.write((tx) =>
      tx.authorisation.updateMany({
        where: { storeId },
        data: { refreshingSince: null, ...(problem === null ? {} : { state: 'lost', problem: problem.slice(0, 300) }) },
      }),
    );
    if (problem !== null) onLost(storeId, problem);
  }

  const isFresh = (tokens: Tokens): boolean => tokens.accessUntil - clock.wall() > aheadMs;

  function refreshOnce(store: StoreRecord, authoriser: Authoriser, refused?: string): Promise<Tokens> {
    let running = refreshing.get(store.id);
    if (!running) {
      running = refresh(store, authoriser, refused).finally(() => refreshing.delete(store.id));
      refreshing.set(store.id, running);
    }
    return running;
  }

  return {
    of: (store, authoriser) => ({
      async get() {
        const tokens = held.get(store.id) ?? (await load(store.id));
        if (tokens && isFresh(tokens)) return tokens;
        return refreshOnce(store, authoriser);
      },
      async renew(refused) {
        const tokens = held.get(store.id);
        if (tokens && tokens.access !== refused) return tokens;
        return refreshOnce(store, authoriser, refused);
      },
    }),
    keep,
    async read(storeId) {
      const row = await db.read.authorisation.findUnique({ where: { storeId } });
      if (!row) return null;
      const { accessUntil } = JSON.parse(db.seal.open(row.tokensSealed)) as Tokens;
      return { accessUntil, refreshUntil: row.refreshUntil?.getTime() ?? null, state: row.state };
    },
  };
}
