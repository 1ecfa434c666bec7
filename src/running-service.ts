import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { Config } from './config.ts';
import { isDataFolderHeld } from './store/data-folder-lock.ts';

const record = z.object({ pid: z.number(), url: z.url() });
export type RunningService = z.infer<typeof record>;

type Place = Pick<Config, 'dataFolder' | 'databaseUrl'>;

/** On PostgreSQL several processes, on several machines too, may share a folder: each has a file. */
const ownPrefix = `service.${hostname()}.`;
const fileOf = ({ dataFolder, databaseUrl }: Place): string =>
  path.join(dataFolder, databaseUrl === undefined ? 'service.json' : `${ownPrefix}${process.pid}.json`);

/** Leaves word in the data folder where the service answers. @returns the withdrawal */
export function announceService(place: Place, url: string): () => void {
  // What was killed here left its word behind.
  if (place.databaseUrl !== undefined)
    for (const { file, running } of recordsIn(place.dataFolder)) if (!running) rmSync(file, { force: true });
  const file = fileOf(place);
  writeFileSync(file, JSON.stringify({ pid: process.pid, url } satisfies RunningService));
  return () => rmSync(file, { force: true });
}

/** The services that work in that folder on this machine right now, for the command line. */
export function findRunningServices(place: Place): RunningService[] {
  if (place.databaseUrl !== undefined) return recordsIn(place.dataFolder).flatMap(({ running }) => running ?? []);
  const running = isDataFolderHeld(place.dataFolder) ? readRecord(fileOf(place)) : null;
  return running ? [running] : [];
}

/** One of them; null when there is none. */
export const findRunningService = (place: Place): RunningService | null => findRunningServices(place)[0] ?? null;

function recordsIn(dataFolder: string): { file: string; running: RunningService | null }[] {
  let names: string[];
  try {
    names = readdirSync(dataFolder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.startsWith(ownPrefix) && name.endsWith('.json'))
    .map((name) => {
      const file = path.join(dataFolder, name);
      const found = readRecord(file);
      return { file, running: found && lives(found.pid) ? found : null };
    });
}

function readRecord(file: string): RunningService | null {
  try {
    return record.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
