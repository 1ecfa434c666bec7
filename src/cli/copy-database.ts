import { chmodSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { checkDatabase } from './check-database.ts';
import { CliError } from './cli-error.ts';
import { say } from './say.ts';

/** A consistent, checked picture of one moment in one plain file, whatever is written meanwhile. `to` is replaced. @throws CliError */
export async function copyDatabase(from: string, to: string): Promise<void> {
  for (const part of ['', '-wal', '-shm', '-journal']) rmSync(to + part, { force: true });
  const source = new Sqlite(from, { readonly: true, timeout: 10_000 });
  try {
    // All pages in one step: between steps a busy writer would make the copy begin again and again.
    await source.backup(to, { progress: () => 0x7fffffff });
  } finally {
    source.close();
  }
  const copy = new Sqlite(to);
  // Readable where nothing can be written beside it.
  copy.pragma('journal_mode = DELETE');
  copy.close();
  chmodSync(to, 0o600);
  const wrong = checkDatabase(to);
  if (!wrong) return;
  rmSync(to, { force: true });
  throw new CliError(say(`复制后的文件没有通过校验:${wrong}`, `the copy did not pass the check: ${wrong}`));
}
