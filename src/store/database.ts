import type { PrismaClient } from './client/client.ts';
import type { AsideReaders } from './read-aside.ts';
import type { Seal } from './seal.ts';
import type { EventBatch, StoredBatch } from './store-events.ts';
import type { WatchedTable } from './postgres/watched-tables.ts';
import type { RowWrite, Write } from './write-queue.ts';

export type Reader = Omit<PrismaClient, `$${string}`>;
export type { RowWrite, Write };

/** The truth. Everything else (cards, caches, timers in memory) is a picture of it. */
export interface Database {
  readonly engine: 'sqlite' | 'postgres';
  /** The instant, as all who work on this database take it. */
  now(this: void): number;
  /** Sees committed rows only. */
  readonly read: Reader;
  /**
   * Runs `change` in a transaction and resolves when it is on disk. There is one writer, in the process and among all
   * processes on the database, so changes queue, and those that queue together in a process share a commit. Inside, read
   * through `tx` to see what the change itself did.
   */
  write<T>(change: (tx: Write) => Promise<T>): Promise<T>;
  /** The same for a change made of set-based statements alone; the hot paths use it. */
  writeRows<T>(change: (tx: RowWrite) => Promise<T>): Promise<T>;
  /**
   * Takes the turn for storing what came in, which changes nothing that stands and is done beside the others' work: the
   * event loop stays free meanwhile.
   */
  writeEvents<T>(change: (events: EventStore) => Promise<T>): Promise<T>;
  /** Makes ready what the first event would wait for: it may have 500 ms in all (facts/marketplaces §19.8). */
  wake(): Promise<void>;
  /** Runs after the transaction of `tx` has committed, never if it rolled back. */
  afterCommit(tx: RowWrite, effect: () => void): void;
  readonly seal: Seal;
  /** For what reads long. */
  readonly aside: AsideReaders;
  /** What only one engine has; what works on either does not ask for it. */
  readonly postgres?: PostgresOnly;
  close(): Promise<void>;
}

/** Many processes on one database. */
export interface PostgresOnly {
  /**
   * Tells of every change that any process committed to these tables. @param heard is called with null once it listens, and
   * again when the connection was lost for a while: anything may have been missed
   */
  listen(heard: (table: WatchedTable | null) => void): void;
  /**
   * Holds what has this name until the release, or until its connection is lost: whoever writes under it sees in the same
   * change that nobody else has. @returns null where somebody else holds it
   */
  tryHold(this: void, name: string): Promise<(() => Promise<void>) | null>;
}

export interface EventStore {
  /** Durable when it resolves. @param batch.bodies is handed over */
  store(batch: EventBatch): Promise<StoredBatch>;
}

/**
 * @param options.url PostgreSQL; absent = SQLite in `file` @param options.key 32 bytes that seal personal text
 * @param options.insist of many processes: asked before every change, which goes no further where this throws
 */
export async function openDatabase(options: { file: string; url?: string; key: Buffer; insist?: () => void }): Promise<Database> {
  if (options.url === undefined) {
    const { openSqliteDatabase } = await import('./open-sqlite-database.ts');
    return openSqliteDatabase({ file: options.file, key: options.key });
  }
  const { openPostgresDatabase } = await import('./postgres/open-postgres-database.ts');
  const { url, key, insist } = options;
  return openPostgresDatabase({ url, key, insist });
}
