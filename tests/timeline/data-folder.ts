import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const made: string[] = [];
process.once('exit', () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A fresh folder for one service, gone with the test run. */
export function dataFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-e2e-'));
  made.push(folder);
  return folder;
}
