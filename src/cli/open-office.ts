import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import type { Settings } from '../settings.ts';
import type { Database } from '../store/database.ts';
import type { StoreDirectory } from '../stores/store-directory.ts';

/** What the command line needs of the desk: the data, without messengers, jobs or a port. Works beside a running service. */
export interface Office {
  config: Config;
  db: Database;
  stores: StoreDirectory;
  settings: Settings;
  clock: Clock;
}

export const databaseFile = (config: Pick<Config, 'dataFolder'>): string => path.join(config.dataFolder, 'gengfu.db');

export const hasDatabase = (config: Pick<Config, 'dataFolder'>): boolean => existsSync(databaseFile(config));

/** Opens the data folder for one piece of work and closes it again. Creates the database when there is none. */
export async function inOffice<T>(work: (office: Office) => Promise<T>): Promise<T> {
  const config = loadConfig();
  // Not at the top: a wrong word on the command line need not wait for a database client.
  const [
    { createClock },
    { settingDefaults },
    { openSettings },
    { openDatabase },
    { insistOnKey },
    { loadSealingKey },
    { openStoreDirectory },
  ] = await Promise.all([
    import('../clock.ts'),
    import('../setting-defaults.ts'),
    import('../settings.ts'),
    import('../store/database.ts'),
    import('../store/key-fits.ts'),
    import('../store/sealing-key.ts'),
    import('../stores/store-directory.ts'),
  ]);
  const key = loadSealingKey({ dataFolder: config.dataFolder, fromEnvironment: config.key });
  const db = await openDatabase({ file: databaseFile(config), url: config.databaseUrl, key });
  try {
    await insistOnKey(db);
    const settings = await openSettings(db, settingDefaults(config));
    const clock = createClock({ offsetMs: config.sandbox ? settings.get('clockOffsetMs') : 0, wall: db.now });
    return await work({ config, db, settings, clock, stores: await openStoreDirectory(db) });
  } finally {
    await db.close();
  }
}
