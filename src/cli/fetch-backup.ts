import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { backupsAmong, databaseOf, manifest, manifestOf } from '../backups/manifest.ts';
import type { Config } from '../config.ts';
import { joinBackupPlaces } from '../join-adapters.ts';
import type { BackupPlace } from '../ports/backup-place.ts';
import { CliError } from './cli-error.ts';
import { say } from './say.ts';

export interface FetchedBackup {
  /** The database; its manifest lies beside it. */
  file: string;
  /** Brings the attachments it needs into the data folder. @returns how many were new */
  fetchFiles(): Promise<number>;
  discard(): void;
}

/** Brings a backup made on schedule from where it lies. @param wanted its name, or `latest` @throws CliError when there is none of that name */
export async function fetchBackup(config: Config, wanted: string): Promise<FetchedBackup> {
  const places = await joinBackupPlaces(config);
  const found = await findBackup(places, wanted);
  if (!found)
    throw new CliError(
      say(
        `没有 ${wanted}:既不是文件,也不是定时备份(gengfu db list)`,
        `there is no ${wanted}: neither a file nor a backup made on schedule (gengfu db list)`,
      ),
    );
  const { place, name } = found;
  const folder = path.join(config.dataFolder, 'restore-under-way');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, databaseOf(name));
  for (const part of [databaseOf(name), manifestOf(name)]) await place.fetch(part, path.join(folder, part));
  return {
    file,
    fetchFiles: () => fetchFiles(place, path.join(folder, manifestOf(name)), path.join(config.dataFolder, 'files')),
    discard() {
      rmSync(folder, { recursive: true, force: true });
      for (const each of places) each.close();
    },
  };
}

async function findBackup(places: readonly BackupPlace[], wanted: string): Promise<{ place: BackupPlace; name: string } | null> {
  let newest: { place: BackupPlace; name: string } | null = null;
  for (const place of places)
    for (const name of backupsAmong(await place.list('gengfu-'))) {
      if (name === wanted) return { place, name };
      if (wanted === 'latest' && (!newest || name > newest.name)) newest = { place, name };
    }
  return newest;
}

async function fetchFiles(place: BackupPlace, list: string, to: string): Promise<number> {
  let brought = 0;
  for (const name of manifest.parse(JSON.parse(readFileSync(list, 'utf8'))).files) {
    const target = path.join(to, ...name.split('/'));
    if (existsSync(target)) continue;
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    if (!(await place.fetch(`files/${name}`, `${target}.unfinished`))) continue;
    renameSync(`${target}.unfinished`, target);
    brought++;
  }
  return brought;
}
