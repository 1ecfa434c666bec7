import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { migrationNames } from '../store/migrations.ts';
import { say } from './say.ts';

/**
 * Looks at a database file without changing it; a service may be working with it.
 * @returns what is wrong with it, null when nothing is
 */
export function checkDatabase(file: string): string | null {
  if (!existsSync(file)) return say(`没有 ${file}`, `there is no ${file}`);
  let db: Sqlite.Database | undefined;
  try {
    db = new Sqlite(file, { readonly: true, timeout: 5_000 });
    const found = db.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok') return say(`文件损坏:${String(found)}`, `damaged: ${String(found)}`);
    const applied = db
      .prepare('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL')
      .pluck()
      .all() as string[];
    const known = new Set(migrationNames('sqlite'));
    const newer = applied.filter((name) => !known.has(name));
    return newer.length > 0
      ? say(`来自更新的版本(${newer.at(-1)}),请先升级`, `made by a newer version (${newer.at(-1)}); upgrade first`)
      : null;
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code === 'SQLITE_NOTADB' || message.includes('_prisma_migrations'))
      return say('不是更夫的数据库', 'not a database of Gengfu');
    return say(`读不了:${message}`, `cannot be read: ${message}`);
  } finally {
    db?.close();
  }
}
