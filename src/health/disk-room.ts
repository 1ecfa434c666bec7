import { statfs } from 'node:fs/promises';

/** Under this much free space messages may soon find no room. */
export const tooLittleDiskBytes = 100 * 1024 ** 2;

export async function hasRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize >= tooLittleDiskBytes;
}
