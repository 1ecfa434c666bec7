import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { locks } from '../../../src/store/postgres/locks.ts';
import { isOutage } from '../../../src/store/outage.ts';
import { plainTypes } from '../../../src/store/postgres/plain-types.ts';
import { startPostgres } from '../../servers/start-postgres.ts';
import { startRedis } from '../../servers/start-redis.ts';
import type { RedisServer } from '../../servers/start-redis.ts';
import { until } from '../../timeline/until.ts';
import { readFolder } from '../read-folder.ts';
import { patienceMs } from '../undying-service.ts';

export const engineNames = ['sqlite', 'postgres'] as const;
export type EngineName = (typeof engineNames)[number];

/** The database of one service under test, as the checker sees it: from outside, beside the service. */
export interface Engine {
  /** What the service is told so that it uses it. */
  env: Record<string, string>;
  /** Rows with instants as milliseconds; one text of SQL for every engine (docs/portable-sql.md). */
  read<Row>(sql: string): Promise<Row[]>;
  /** Keeps whoever wants to write waiting. */
  holdWriter(ms: number): Promise<void>;
  /** Whether it lies in the service's own folder, on its disk. */
  inFolder: boolean;
  /** A server of its own dies, as in a power cut, and is started again. */
  server?: { kill(): Promise<void>; start(): Promise<void> };
  /** What only carries: jobs between processes. */
  courier?: Pick<RedisServer, 'flush' | 'kill' | 'start'>;
  /** What the engine itself finds wrong with its files; empty = sound. */
  faults(): Promise<string[]>;
  stop(): Promise<void>;
}

/** The one place where the engine is chosen. @param folder the service's data folder */
export async function openEngine(name: EngineName, folder: string): Promise<Engine> {
  switch (name) {
    case 'sqlite':
      return openSqlite(folder);
    case 'postgres':
      return openPostgres();
  }
}

function openSqlite(folder: string): Engine {
  return {
    env: {},
    inFolder: true,
    read: async (sql) => readFolder(folder, sql),
    async holdWriter(ms) {
      // Waiting for its turn inside the driver would stop everybody here.
      const db = new Sqlite(path.join(folder, 'gengfu.db'), { timeout: 0 });
      try {
        await until(() => begun(db), 'the writer’s turn', patienceMs);
        await sleep(ms);
        db.exec('ROLLBACK');
      } finally {
        db.close();
      }
    },
    faults: async () =>
      readFolder<{ integrity_check: string }>(folder, 'PRAGMA integrity_check')
        .map(({ integrity_check: found }) => found)
        .filter((found) => found !== 'ok'),
    stop: async () => {},
  };
}

function begun(db: Sqlite.Database): boolean {
  try {
    db.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return false;
    throw error;
  }
}

async function openPostgres(): Promise<Engine> {
  const [server, courier] = await Promise.all([startPostgres(), startRedis()]);
  const connectionString = await server.createDatabase();
  const pool = new pg.Pool({ connectionString, max: 4, types: plainTypes });
  // Whoever asks next hears of it.
  pool.on('error', () => {});
  return {
    env: { DATABASE_URL: connectionString, REDIS_URL: courier.url },
    inFolder: false,
    // While the server is down nobody can look; whoever looks waits.
    read: <Row>(sql: string) =>
      until(
        () =>
          pool.query(sql).then(
            ({ rows }) => rows as Row[],
            (error: unknown) => {
              if (isOutage(error)) return undefined;
              throw error;
            },
          ),
        'an answer of the database',
        patienceMs,
      ),
    async holdWriter(ms) {
      const client = await pool.connect();
      try {
        await client.query('SELECT pg_advisory_lock($1, $2)', [...locks.writer]);
        await sleep(ms);
      } finally {
        client.release(true);
      }
    },
    server,
    courier,
    faults: async () => [],
    async stop() {
      await pool.end();
      await Promise.all([server.stop(), courier.stop()]);
    },
  };
}
