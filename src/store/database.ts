import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaClient } from './client/client.ts';
import type { Prisma } from './client/client.ts';
import { migrate } from './migrate.ts';
import { createSeal } from './seal.ts';
import type { Seal } from './seal.ts';

export type Reader = Omit<PrismaClient, `$${string}`> & Pick<PrismaClient, '$queryRawUnsafe'>;
export type Write = Prisma.TransactionClient;

/** The truth. Everything else (cards, caches, timers in memory) is a picture of it. */
export interface Database {
  /** Sees committed rows only. */
  readonly read: Reader;
  /**
   * Runs `change` in one transaction and resolves when it is on disk. SQLite has one writer, so changes queue here;
   * inside, read through `tx` to see what the change itself did.
   */
  write<T>(change: (tx: Write) => Promise<T>): Promise<T>;
  /** Runs after the transaction of `tx` has committed, never if it rolled back. */
  afterCommit(tx: Write, effect: () => void): void;
  readonly seal: Seal;
  close(): Promise<void>;
}

/** Opens the SQLite file, applying migrations first. @param options.key 32 bytes that seal personal text */
export async function openDatabase(options: { file: string; key: Buffer }): Promise<Database> {
  migrate(options.file);
  // Two connections: the adapter lets any query on a connection slip into the transaction that is open on it, so readers
  // must not share the writer's.
  const [read, writer] = await Promise.all([connect(options.file), connect(options.file)]);
  const effects = new WeakMap<Write, (() => void)[]>();
  let last: Promise<unknown> = Promise.resolve();

  async function commit<T>(change: (tx: Write) => Promise<T>): Promise<T> {
    let pending: (() => void)[] = [];
    const result = await writer.$transaction(
      (tx) => {
        pending = [];
        effects.set(tx, pending);
        return change(tx);
      },
      // The queue below is the only limit: a slow disk must delay a change, not lose it.
      { maxWait: 600_000, timeout: 600_000 },
    );
    for (const effect of pending) effect();
    return result;
  }

  return {
    read,
    write(change) {
      const done = last.then(() => commit(change));
      last = done.catch(() => {});
      return done;
    },
    afterCommit(tx, effect) {
      const pending = effects.get(tx);
      if (!pending) throw new Error('afterCommit outside its transaction');
      pending.push(effect);
    },
    seal: createSeal(options.key),
    async close() {
      await last;
      await Promise.all([read.$disconnect(), writer.$disconnect()]);
    },
  };
}

async function connect(file: string): Promise<PrismaClient> {
  const client = new PrismaClient({
    adapter: new PrismaBetterSqlite3({ url: `file:${file}`, timeout: 10_000 }, { timestampFormat: 'unixepoch-ms' }),
  });
  // Acknowledged means on disk: WAL's default (NORMAL) may lose the last commits in a power cut.
  await client.$queryRawUnsafe('PRAGMA synchronous = FULL');
  await client.$queryRawUnsafe('PRAGMA foreign_keys = ON');
  return client;
}
