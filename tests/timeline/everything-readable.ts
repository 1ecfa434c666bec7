import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { InsideService } from './start-inside.ts';
import { selectRows } from '../../src/store/rows.ts';

/** A text somewhere in the database or the files, opened where it was sealed. */
export interface Readable {
  place: string;
  text: string;
  sealed: boolean;
}

/** Whatever a data folder holds, as who has the key could read it: every value of every table, sealed ones and those inside JSON too. */
export async function everythingReadable(service: Pick<InsideService, 'desk' | 'folder'>): Promise<Readable[]> {
  const { seal, read } = service.desk.db;
  const found: Readable[] = [];

  function look(place: string, value: unknown): void {
    if (value instanceof Uint8Array)
      add(place, () => seal.openBytes(value).toString('utf8'), Buffer.from(value).toString('latin1'));
    else if (Array.isArray(value)) for (const entry of value) look(place, entry);
    else if (typeof value === 'object' && value !== null)
      for (const [key, entry] of Object.entries(value)) look(`${place}.${key}`, entry);
    else if (typeof value === 'string') {
      const parsed = /^[[{]/.test(value) ? parse(value) : undefined;
      if (parsed !== undefined) look(place, parsed);
      else add(place, () => seal.open(value), value);
    }
  }

  function add(place: string, open: () => string, plain: string): void {
    try {
      const text = open();
      found.push({ place, text, sealed: true });
    } catch {
      found.push({ place, text: plain, sealed: false });
    }
  }

  const tables = await selectRows<{ name: string }>(
    read,
    service.desk.db.engine === 'sqlite'
      ? `SELECT name FROM sqlite_schema WHERE type = 'table'`
      : 'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
  );
  for (const { name } of tables) for (const row of await selectRows<object>(read, `SELECT * FROM "${name}"`)) look(name, row);
  const folder = path.join(service.folder, 'files');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) look('files', readFileSync(path.join(entry.parentPath, entry.name)));
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
