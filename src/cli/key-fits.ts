import Sqlite from 'better-sqlite3';
import { createSeal } from '../store/seal.ts';
import { decodeKey } from '../store/sealing-key.ts';

/** Whether a key (as text) opens what is sealed in a database file. True when nothing is sealed there. */
export function opens(key: string, file: string): boolean {
  const sealed = sealedSample(file);
  if (sealed === null) return true;
  try {
    createSeal(decodeKey(key)).open(sealed);
    return true;
  } catch {
    return false;
  }
}

/** Something sealed in the database, null when there is nothing or it cannot be read. */
export function sealedSample(file: string): string | null {
  let db: Sqlite.Database | undefined;
  try {
    db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
    for (const sql of ['SELECT settingsSealed FROM Store LIMIT 1', 'SELECT textSealed FROM Message LIMIT 1']) {
      const found = db.prepare(sql).pluck().get() as string | undefined;
      if (found !== undefined) return found;
    }
    return null;
  } catch {
    return null;
  } finally {
    db?.close();
  }
}
