import { GengfuError } from '../errors.ts';
import type { Database } from './database.ts';
import { selectRows } from './rows.ts';

/** Where a database that is in use has something sealed, the surest first; one column. */
export const sealedSamples = [
  'SELECT "settingsSealed" AS sealed FROM "Store" ORDER BY "id" LIMIT 1',
  'SELECT "textSealed" AS sealed FROM "Message" ORDER BY "id" LIMIT 1',
  `SELECT "codeSealed" AS sealed FROM "OneTimeCode" WHERE "id" = 'bind'`,
];

/** Whether the key opens what is sealed in the database. True where nothing is. */
export async function keyFits({ read, seal }: Pick<Database, 'read' | 'seal'>): Promise<boolean> {
  for (const sql of sealedSamples) {
    const [found] = await selectRows<{ sealed: string }>(read, sql);
    if (!found) continue;
    try {
      seal.open(found.sealed);
      return true;
    } catch {
      return false;
    }
  }
  return true;
}

/** Before anything is sealed beside what that key cannot read. @throws GengfuError wrong_key */
export async function insistOnKey(db: Pick<Database, 'read' | 'seal'>): Promise<void> {
  if (!(await keyFits(db))) throw new GengfuError('wrong_key');
}
