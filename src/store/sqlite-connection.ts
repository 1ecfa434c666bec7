import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type Sqlite from 'better-sqlite3';
import { PrismaClient } from './client/client.ts';

/** A Prisma client and the very connection it works on: what is run directly on it is part of Prisma's open transaction. */
export interface SqliteConnection {
  client: PrismaClient;
  direct: Sqlite.Database;
}

export async function connectSqlite(file: string): Promise<SqliteConnection> {
  const adapters = new ReachableAdapter({ url: `file:${file}`, timeout: 10_000 }, { timestampFormat: 'unixepoch-ms' });
  const client = new PrismaClient({ adapter: adapters });
  await client.$connect();
  const { direct } = adapters;
  // Acknowledged means on disk: WAL's default (NORMAL) may lose the last commits in a power cut.
  direct.pragma('synchronous = FULL');
  direct.pragma('foreign_keys = ON');
  // A flood rewrites the same pages again and again: copy them back to the main file every 32 MB, not every 4.
  direct.pragma('wal_autocheckpoint = 8000');
  direct.pragma('cache_size = -16000');
  return { client, direct };
}

/** Prisma's adapter, which keeps its connection to itself, made to show it. */
class ReachableAdapter extends PrismaBetterSqlite3 {
  #direct: Sqlite.Database | undefined;

  get direct(): Sqlite.Database {
    if (!this.#direct) throw new Error('the SQLite adapter no longer holds its connection in `client`');
    return this.#direct;
  }

  override async connect(): ReturnType<PrismaBetterSqlite3['connect']> {
    const adapter = await super.connect();
    this.#direct = (adapter as unknown as { client?: Sqlite.Database }).client;
    return adapter;
  }
}
