import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { GengfuError } from '../errors.ts';

/** How long a start waits for a service that is just ending, or for somebody who only looks. */
const patienceMs = 2_000;

const lockOf = (folder: string): string => path.join(folder, 'service.lock');

/**
 * Keeps a second service, a restore or a one-off run away from a data folder. SQLite's own file lock on an empty file:
 * the system drops it when the process ends, however it ends.
 * @returns the release
 * @throws GengfuError data_in_use
 */
export function holdDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = new Sqlite(lockOf(folder), { timeout: patienceMs });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new GengfuError('data_in_use', { folder }, { cause, message: `another Gengfu works in ${folder}` });
  }
  return () => lock.close();
}

/** Whether a service works in that folder right now. Changes nothing. */
export function isDataFolderHeld(folder: string): boolean {
  try {
    const lock = new Sqlite(lockOf(folder), { timeout: 0, fileMustExist: true });
    try {
      lock.exec('BEGIN IMMEDIATE; ROLLBACK');
      return false;
    } catch {
      return true;
    } finally {
      lock.close();
    }
  } catch {
    return false;
  }
}
