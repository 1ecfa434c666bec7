import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { isDataFolderHeld } from './store/data-folder-lock.ts';

const record = z.object({ pid: z.number(), url: z.url() });
export type RunningService = z.infer<typeof record>;

const fileOf = (dataFolder: string): string => path.join(dataFolder, 'service.json');

/** Leaves word in the data folder where the service answers. @returns the withdrawal */
export function announceService(dataFolder: string, url: string): () => void {
  writeFileSync(fileOf(dataFolder), JSON.stringify({ pid: process.pid, url } satisfies RunningService));
  return () => rmSync(fileOf(dataFolder), { force: true });
}

/** The service that works in that folder right now, for the command line; null when there is none. */
export function findRunningService(dataFolder: string): RunningService | null {
  if (!isDataFolderHeld(dataFolder)) return null;
  try {
    return record.parse(JSON.parse(readFileSync(fileOf(dataFolder), 'utf8')));
  } catch {
    return null;
  }
}
