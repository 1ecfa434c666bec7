import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { readMigrations } from './migrations.ts';

/**
 * Applies the migrations that the database file has not seen, each in one transaction. Keeps Prisma's own
 * `_prisma_migrations` table, so that Prisma's tools agree with what happened here; Prisma's runner itself is not used
 * because it downloads an engine.
 * @returns names of the migrations applied
 */
export function migrate(file: string): string[] {
  const db = new Sqlite(file);
  try {
    // Set here once: the journal mode is a property of the file.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
      "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
      "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
      "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`);
    const seen = new Map(
      (
        db.prepare('SELECT migration_name AS name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL').all() as {
          name: string;
          checksum: string;
        }[]
      ).map((row) => [row.name, row.checksum]),
    );
    const record = db.prepare(
      'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)',
    );
    const applied: string[] = [];
    for (const { name, sql, checksum } of readMigrations('sqlite')) {
      const known = seen.get(name);
      if (known === checksum) continue;
      if (known) throw new Error(`migration ${name} was changed after it had been applied`);
      const startedAt = Date.now();
      db.transaction(() => {
        db.exec(sql);
        record.run(randomUUID(), checksum, name, startedAt, Date.now());
      }).immediate();
      applied.push(name);
    }
    return applied;
  } finally {
    db.close();
  }
}
