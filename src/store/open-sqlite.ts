import Sqlite from 'better-sqlite3';

/** Waiting for another process's transaction (the command line), before giving up. */
export const busyLimitMs = 10_000;

/** A connection beside Prisma's. */
export function openSqlite(file: string): Sqlite.Database {
  const db = new Sqlite(file, { timeout: busyLimitMs });
  adjust(db);
  return db;
}

/** What every connection of the service has in common. */
export function adjust(db: Sqlite.Database): void {
  // Acknowledged means on disk: WAL's default (NORMAL) may lose the last commits in a power cut.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // The disk thread copies the log back (src/store/database.ts); a commit does so itself only where that falls behind.
  db.pragma('wal_autocheckpoint = 32000');
}
