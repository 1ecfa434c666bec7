import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

type Engine = 'sqlite' | 'postgres';

const folderOf = (engine: Engine): string => path.join(import.meta.dirname, '../../prisma/migrations', engine);

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256, as Prisma writes it. */
  checksum: string;
}

/** Migrations that this version knows, oldest first. */
export const readMigrations = (engine: Engine): Migration[] =>
  migrationNames(engine).map((name) => {
    const sql = readFileSync(path.join(folderOf(engine), name, 'migration.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });

export function migrationNames(engine: Engine): string[] {
  return readdirSync(folderOf(engine), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
