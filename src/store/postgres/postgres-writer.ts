import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { PrismaClient } from '../client/client.ts';
import type { Writer } from '../write-queue.ts';
import { locks } from './locks.ts';
import { openPool } from './open-pool.ts';
import { createPostgresRows } from './postgres-rows.ts';
import type { Columns } from './read-columns.ts';

/** A process that hangs inside a change is put out, so that the others go on. */
const idleLimitMs = 15_000;

const takeTurn = `SELECT pg_advisory_xact_lock(${locks.writer.join()})`;

/**
 * The one connection that writes. Among processes a lock makes changes one after the other, as SQLite's file lock does:
 * what is right with one writer is right with many, and no change is ever refused and run again.
 */
export async function createPostgresWriter(options: {
  url: string;
  columnsOf: (table: string) => Columns;
  /** Throws where nothing may be written. */
  insist: () => void;
}): Promise<{ writer: Writer; close: () => Promise<void> }> {
  const { PrismaClient: Client } = await import('../client-postgres/client.ts');
  const pool = openPool({
    connectionString: options.url,
    max: 1,
    application_name: 'gengfu writer',
    idle_in_transaction_session_timeout: idleLimitMs,
  });
  let current: pg.PoolClient | undefined;
  pool.on('acquire', (client) => void (current = client));
  const client = new Client({ adapter: new PrismaPg(pool) }) as unknown as PrismaClient;
  async function begun(): Promise<void> {
    await exec(takeTurn);
    // Once it is our turn: it may have been long in coming.
    options.insist();
  }
  const exec = async (sql: string): Promise<void> => void (await current!.query(sql));

  return {
    writer: {
      client,
      rows: createPostgresRows((query) => current!.query(query), options.columnsOf),
      exec,
      begun,
      async transaction(work) {
        const session = await pool.connect();
        let broken = false;
        try {
          await exec(`BEGIN; ${takeTurn}`);
          options.insist();
          await work();
          await exec('COMMIT');
        } catch (error) {
          broken = await session.query('ROLLBACK').then(
            () => false,
            () => true,
          );
          throw error;
        } finally {
          session.release(broken);
        }
      },
    },
    async close() {
      await client.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
