import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BackupPlace } from '../../src/ports/backup-place.ts';

const unfinished = '.unfinished';

/** Backups in a folder, readable by this user alone. Written under another name and renamed: a crash leaves a whole file or none. */
export function createFolderPlace(folder: string): BackupPlace {
  const fileOf = (name: string): string => path.join(folder, ...name.split('/'));
  return {
    title: folder,
    async list(prefix) {
      const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noneWhenAbsent);
      return found
        .filter((entry) => entry.isFile() && !entry.name.endsWith(unfinished))
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
        .filter((name) => name.startsWith(prefix));
    },
    async put(name, file) {
      const target = fileOf(name);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await copyFile(file, target + unfinished);
      await makeDurable(target + unfinished);
      await rename(target + unfinished, target);
    },
    async fetch(name, file) {
      try {
        await copyFile(fileOf(name), file);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
        throw error;
      }
    },
    delete: (name) => rm(fileOf(name), { force: true }),
    close() {},
  };
}

function noneWhenAbsent(error: unknown): [] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
}

async function makeDurable(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
