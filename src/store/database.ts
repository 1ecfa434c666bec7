import type { PrismaClient } from './client/client.ts';
import { createDiskThread } from './disk-thread.ts';
import type { DiskThread } from './disk-thread.ts';
import { createLogCopier } from './log-copier.ts';
import { migrate } from './migrate.ts';
import { createAsideReaders } from './read-aside.ts';
import type { AsideReaders } from './read-aside.ts';
import { createSeal } from './seal.ts';
import type { Seal } from './seal.ts';
import { connectSqlite } from './sqlite-connection.ts';
import { attach } from './sqlite-rows.ts';
import { createWriteQueue } from './write-queue.ts';
import type { RowWrite, Write } from './write-queue.ts';

export type Reader = Omit<PrismaClient, `$${string}`>;
export type { RowWrite, Write };

/** The truth. Everything else (cards, caches, timers in memory) is a picture of it. */
export interface Database {
  /** Sees committed rows only. */
  readonly read: Reader;
  /**
   * Runs `change` in a transaction and resolves when it is on disk. SQLite has one writer, so changes queue, and those
   * that queue together share a commit. Inside, read through `tx` to see what the change itself did.
   */
  write<T>(change: (tx: Write) => Promise<T>): Promise<T>;
  /** The same for a change made of set-based statements alone; the hot paths use it. */
  writeRows<T>(change: (tx: RowWrite) => Promise<T>): Promise<T>;
  /**
   * Takes the writer's turn for what the disk thread does in a transaction of its own. The event loop stays free
   * meanwhile, which is worth the passage between threads where many small rows come in.
   */
  writeAside<T>(change: (thread: DiskThread) => Promise<T>): Promise<T>;
  /** Starts the disk thread before its first task asks for it: that one may have 500 ms in all (facts/marketplaces §19.8). */
  wake(): Promise<void>;
  /** Runs after the transaction of `tx` has committed, never if it rolled back. */
  afterCommit(tx: RowWrite, effect: () => void): void;
  readonly seal: Seal;
  /** For what reads long. */
  readonly aside: AsideReaders;
  close(): Promise<void>;
}

/** Opens the SQLite file, applying migrations first. @param options.key 32 bytes that seal personal text */
export async function openDatabase(options: { file: string; key: Buffer }): Promise<Database> {
  migrate(options.file);
  // Two connections: the adapter lets any query on a connection slip into the transaction that is open on it, so readers
  // must not share the writer's.
  const [read, writer] = await Promise.all([connectSqlite(options.file), connectSqlite(options.file)]);
  attach(read.client, read.direct);
  const thread = createDiskThread(options);
  const copier = createLogCopier(thread);
  const aside = createAsideReaders(options);
  const queue = createWriteQueue(writer, { onCommit: () => copier.soon() });

  return {
    read: read.client,
    write: (change) => queue.write(change),
    writeRows: (change) => queue.writeRows(change),
    async writeAside(change) {
      // Whoever has the turn should not wait for the thread.
      await copier.idle();
      return queue.writeAside(() => change(thread));
    },
    wake: () => thread.run('wake', null),
    afterCommit: (tx, effect) => queue.afterCommit(tx, effect),
    seal: createSeal(options.key),
    aside,
    async close() {
      await aside.stop();
      await queue.idle();
      copier.stop();
      await thread.close();
      await Promise.all([read.client.$disconnect(), writer.client.$disconnect()]);
    },
  };
}
