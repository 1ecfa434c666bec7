import path from 'node:path';
import Sqlite from 'better-sqlite3';

/** Looks into a data folder from outside, without disturbing the service that works in it. */
export function readFolder<T>(folder: string, sql: string): T[] {
  const db = new Sqlite(path.join(folder, 'gengfu.db'), { readonly: true });
  // As on the service's own connections: what PostgreSQL needs, and here changes nothing.
  db.function('instant', (ms: unknown) => ms);
  try {
    return db.prepare(sql).all() as T[];
  } finally {
    db.close();
  }
}
