import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type Sqlite from 'better-sqlite3';
import { PrismaClient } from './client/client.ts';
import { adjust, busyLimitMs } from './open-sqlite.ts';
import { createSqliteRows } from './sqlite-rows.ts';
import type { Writer } from './write-queue.ts';

/** A Prisma client and the very connection it works on: what is run directly on it is part of Prisma's open transaction. */
export interface SqliteConnection {
  client: PrismaClient;
  direct: Sqlite.Database;
}

export async function connectSqlite(file: string): Promise<SqliteConnection> {
  const adapters = new ReachableAdapter({ url: `file:${file}`, timeout: busyLimitMs }, { timestampFormat: 'unixepoch-ms' });
  const client = new PrismaClient({ adapter: adapters });
  await client.$connect();
  const { direct } = adapters;
  adjust(direct);
  direct.pragma('cache_size = -16000');
  return { client, direct };
}

/** The writer's way of using its connection. SQLite has one writer: whoever has begun has the file's lock. */
export function sqliteWriter({ client, direct }: SqliteConnection): Writer {
  return {
    client,
    rows: createSqliteRows(direct),
    exec: async (sql) => void direct.exec(sql),
    async transaction(work) {
      direct.exec('BEGIN IMMEDIATE');
      try {
        await work();
        direct.exec('COMMIT');
      } catch (error) {
        if (direct.inTransaction) direct.exec('ROLLBACK');
        throw error;
      }
    },
    begun: async () => {},
  };
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
