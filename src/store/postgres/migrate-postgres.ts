import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { readMigrations } from '../migrations.ts';
import { locks } from './locks.ts';
import { watchChanges } from './watched-tables.ts';

const portable = path.join(import.meta.dirname, 'portable.sql');

/**
 * Applies the migrations that the database has not seen, each in one transaction, and keeps Prisma's table of them as
 * src/store/migrate.ts does. Services that start together wait for the first.
 */
export async function migratePostgres(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1, $2)', [...locks.migration]);
    await client.query(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
      "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
      "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
      "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'SELECT migration_name AS name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL',
    );
    const seen = new Map(rows.map(({ name, checksum }) => [name, checksum]));
    await client.query(readFileSync(portable, 'utf8'));
    for (const { name, sql, checksum } of readMigrations('postgres')) {
      const known = seen.get(name);
      if (known === checksum) continue;
      if (known) throw new Error(`migration ${name} was changed after it had been applied`);
      await client.query('BEGIN');
      await client.query(sql);
      await client.query(
        'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
        [randomUUID(), checksum, name],
      );
      await client.query('COMMIT');
    }
    await client.query(watchChanges);
  } finally {
    // Ends the session, and with it the lock and a transaction that failed.
    client.release(true);
  }
}
