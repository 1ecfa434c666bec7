import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const sizeMb = 96;
const mounted = new Set<string>();
process.once('exit', () => mounted.forEach(unmount));

/** Where a service keeps its data, and what can become of such a place. */
export interface Disk {
  folder: string;
  /** `small`: a file system of its own that can be full and read-only. `shared`: the machine's, whose end a process limit imitates. */
  kind: 'small' | 'shared';
  /** Leaves so many bytes free. Only of a small disk. */
  fill(leave: number): void;
  /** The space is there again. */
  free(): void;
  /** Only while nobody has a file open for writing there. @returns false where that cannot be done */
  readOnly(): boolean;
  writable(): void;
  remove(): void;
}

/** A small file system of its own where the system lets us (Linux, as root), else a folder. */
export function openDisk(): Disk {
  const top = mkdtempSync(path.join(tmpdir(), 'gengfu-chaos-'));
  const kind = mount(top) ? 'small' : 'shared';
  const folder = path.join(top, 'data');
  mkdirSync(folder);
  const ballast = path.join(top, 'ballast');

  return {
    folder,
    kind,
    fill(leave) {
      const { bavail, bsize } = statfsSync(top);
      const file = openSync(ballast, 'a');
      try {
        for (let left = bavail * bsize - leave; left > 0; left -= 1 << 20) writeSync(file, Buffer.alloc(Math.min(left, 1 << 20)));
      } catch (error) {
        // Others write meanwhile: then it is full a little earlier.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    readOnly: () => kind === 'small' && tried('mount', '-o', 'remount,ro', top),
    writable: () => void (kind === 'small' && tried('mount', '-o', 'remount,rw', top)),
    remove() {
      if (kind === 'small') unmount(top);
      rmSync(top, { recursive: true, force: true });
    },
  };
}

/** A running process can write no file any further than this; `null` takes that back. */
export const limitFileSize = (pid: number, bytes: number | null): boolean =>
  tried('prlimit', `--pid=${pid}`, `--fsize=${bytes ?? 'unlimited'}:unlimited`);

function mount(folder: string): boolean {
  if (process.getuid?.() !== 0 || !tried('mount', '-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'gengfu-chaos', folder)) return false;
  mounted.add(folder);
  return true;
}

function unmount(folder: string): void {
  tried('umount', '-l', folder);
  mounted.delete(folder);
}

function tried(command: string, ...parts: string[]): boolean {
  try {
    execFileSync(command, parts, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
