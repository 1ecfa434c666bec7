import { cpSync, existsSync, globSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';

/** Where the attachments of a backup lie: beside it. */
export const filesBeside = (backup: string): string => `${backup}.files`;

/**
 * Brings over what is not there yet. Stored files bear the name of their content and never change, so a second backup to the
 * same place copies only what is new; what has gone since is left, for the backup's own moment may know it.
 * @returns how many were copied
 */
export function copyFiles(from: string, to: string): number {
  if (!existsSync(from)) return 0;
  let copied = 0;
  for (const name of globSync('*/*', { cwd: from })) {
    const target = path.join(to, name);
    if (name.endsWith('.unfinished') || existsSync(target)) continue;
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    cpSync(path.join(from, name), `${target}.unfinished`);
    renameSync(`${target}.unfinished`, target);
    copied++;
  }
  return copied;
}
