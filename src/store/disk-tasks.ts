import type Sqlite from 'better-sqlite3';
import type { Seal } from './seal.ts';
import { createEventStore } from './store-events.ts';

/**
 * Everything that runs on the disk thread, on its own connection. A task is given the inputs of all who wait for it, and
 * returns an output for each. Both are plain data: they cross between threads.
 */
export function createDiskTasks(db: Sqlite.Database, seal: Seal) {
  return {
    /** Answered once the thread runs. */
    wake: (inputs: null[]): void[] => inputs.map(() => {}),
    storeEvents: createEventStore(db, seal),
    /** Copies what commits wrote to the write-ahead log back into the main file, as far as nobody still reads the old pages. */
    copyLog: (inputs: null[]): void[] => {
      db.pragma('wal_checkpoint(PASSIVE)');
      return inputs.map(() => {});
    },
  };
}
