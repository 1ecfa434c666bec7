import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaClient } from './client/client.ts';
import { migrate } from './migrate.ts';
import { createSeal } from './seal.ts';
import type { Seal } from './seal.ts';
import { createWriteQueue } from './write-queue.ts';
import type { Write } from './write-queue.ts';

export type Reader = Omit<PrismaClient, `$${string}`> & Pick<PrismaClient, '$queryRawUnsafe'>;
export type { Write };

/** The truth. Everything else (cards, caches, timers in memory) is a picture of it. */
export interface Database {
  /** Sees committed rows only. */
  readonly read: Reader;
  /**
   * Runs `change` in a transaction and resolves when it is on disk. SQLite has one writer, so changes queue, and those
   * that queue together share a commit. Inside, read through `tx` to see what the change itself did.
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
  const queue = createWriteQueue(writer);

  return {
    read,
    write: (change) => queue.write(change),
    afterCommit: (tx, effect) => queue.afterCommit(tx, effect),
    seal: createSeal(options.key),
    async close() {
      await queue.idle();
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
