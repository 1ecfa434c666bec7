import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { FileStore } from '../../src/ports/file-store.ts';

/**
 * Files in a folder, spread over folders of their first two characters, readable by this user alone. Written under a
 * temporary name and renamed, so that a crash leaves a whole file or none.
 */
export function createFolderStore(folder: string): FileStore {
  const placeOf = (name: string): string => {
    if (!/^[\w-]{3,64}$/.test(name)) throw new Error('not a name of a stored file');
    return path.join(folder, name.slice(0, 2), name);
  };
  return {
    async put(name, bytes) {
      const place = placeOf(name);
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
      const unfinished = `${place}.${randomUUID()}.unfinished`;
      try {
        await writeThrough(unfinished, bytes);
        await rename(unfinished, place);
        await syncFolder(path.dirname(place));
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    async get(name) {
      try {
        return await readFile(placeOf(name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    delete: (name) => rm(placeOf(name), { force: true }),
    close() {},
  };
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name is durable once its folder is; Windows knows no such thing and refuses to open one. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
