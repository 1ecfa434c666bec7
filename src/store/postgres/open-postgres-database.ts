import { PrismaPg } from '@prisma/adapter-pg';
import type { PrismaClient } from '../client/client.ts';
import type { Database } from '../database.ts';
import { createAsideReaders } from '../read-aside.ts';
import { attach } from '../rows.ts';
import { createSeal } from '../seal.ts';
import { createWriteQueue } from '../write-queue.ts';
import { openDatabaseClock } from './database-clock.ts';
import { createNotices } from './notices.ts';
import { migratePostgres } from './migrate-postgres.ts';
import { namedLock } from './locks.ts';
import { openPool } from './open-pool.ts';
import { createPostgresRows } from './postgres-rows.ts';
import { createPostgresWriter } from './postgres-writer.ts';
import { readColumns } from './read-columns.ts';
import { createPostgresEventStore } from './store-events-postgres.ts';

/** Enough for a page that asks for several things at once, beside what is held (tryHold). */
const readers = 6;

/**
 * Opens a PostgreSQL database, applying migrations first. @param options.key 32 bytes that seal personal text
 * @param options.insist see openDatabase
 */
export async function openPostgresDatabase(options: { url: string; key: Buffer; insist?: () => void }): Promise<Database> {
  const { url, key, insist = () => {} } = options;
  const { PrismaClient: Client } = await import('../client-postgres/client.ts');
  const pool = openPool({ connectionString: url, max: readers, application_name: 'gengfu' });
  await migratePostgres(pool);
  const [columnsOf, clock] = await Promise.all([readColumns(pool), openDatabaseClock(pool)]);
  const read = new Client({ adapter: new PrismaPg(pool) }) as unknown as PrismaClient;
  attach(
    read,
    createPostgresRows((query) => pool.query(query), columnsOf),
  );
  const { writer, close } = await createPostgresWriter({ url, columnsOf, insist });
  const queue = createWriteQueue(writer, { onCommit: () => {} });
  const seal = createSeal(key);
  const events = createPostgresEventStore(pool, seal, insist);
  const notices = createNotices(url);
  const aside = createAsideReaders({ url, key });

  return {
    engine: 'postgres',
    now: clock.now,
    read,
    write: (change) => queue.write(change),
    writeRows: (change) => queue.writeRows(change),
    // A row that stands for itself needs no turn.
    writeEvents: (change) => change(events),
    wake: async () => {},
    afterCommit: (tx, effect) => queue.afterCommit(tx, effect),
    seal,
    aside,
    postgres: {
      listen: (heard) => notices.listen(heard),
      async tryHold(name) {
        const session = await pool.connect();
        try {
          const { rows } = await session.query<{ got: boolean }>(`SELECT pg_try_advisory_lock(${namedLock}) AS got`, [name]);
          if (rows[0]!.got)
            return async () => {
              // Whatever becomes of the session, the hold ends with it.
              const left = await session.query(`SELECT pg_advisory_unlock(${namedLock})`, [name]).catch(() => null);
              session.release(left === null);
            };
        } catch (error) {
          session.release(true);
          throw error;
        }
        session.release();
        return null;
      },
    },
    async close() {
      clock.close();
      await aside.stop();
      await queue.idle();
      await notices.stop();
      await close();
      await read.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
