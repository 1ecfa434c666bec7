import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { sealedSamples } from '../store/key-fits.ts';
import { createSeal } from '../store/seal.ts';
import { decodeKey } from '../store/sealing-key.ts';

const patienceMs = 5_000;

/** Whether a key (as text) opens what is sealed in a database file. True when nothing is sealed there. */
export const opens = (key: string, file: string): boolean => opensSample(key, sealedSample(file));

/** The same of a sample. */
export function opensSample(key: string, sealed: string | null): boolean {
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
    for (const sql of sealedSamples) {
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

/** The same in PostgreSQL; changes nothing there. */
export async function sealedSampleOnServer(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs, query_timeout: patienceMs });
  client.on('error', () => {});
  try {
    await client.connect();
    for (const sql of sealedSamples) {
      const { rows } = await client.query<{ sealed: string }>(sql);
      if (rows[0]) return rows[0].sealed;
    }
    return null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}
