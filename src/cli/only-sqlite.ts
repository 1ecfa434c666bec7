import type { Config } from '../config.ts';
import { CliError } from './cli-error.ts';
import { say } from './say.ts';

/** Files of SQLite are copied by us; PostgreSQL has its own tools for that. @throws CliError where DATABASE_URL is set */
export function insistOnSqlite({ databaseUrl }: Pick<Config, 'databaseUrl'>): void {
  if (databaseUrl === undefined) return;
  throw new CliError(
    say(
      '数据在 PostgreSQL 里(DATABASE_URL):备份用 pg_dump,恢复用 pg_restore,密钥另外保存',
      'the data is in PostgreSQL (DATABASE_URL): back it up with pg_dump, restore it with pg_restore, and keep the key apart',
    ),
  );
}
