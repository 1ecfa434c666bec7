import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../store/database.ts';
import { migrationNames } from '../store/migrations.ts';
import type { BackupPlace } from '../ports/backup-place.ts';
import { copyAside } from './copy-aside.ts';
import { backupName, backupsAmong, databaseOf, manifest, manifestOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';

export interface BackupRequest {
  db: Pick<Database, 'aside'>;
  /** Holds `files/`, where attachments lie in a folder. */
  dataFolder: string;
  /** See keyFingerprint. */
  key: string;
  version: string;
  /** Instant. */
  at: number;
  /** Backups kept in each place, this one included. */
  keep: number;
  places: readonly BackupPlace[];
}

export interface TakenBackup {
  name: string;
  bytes: number;
  /** What went wrong, by place; a backup in another place stands all the same. */
  failed: { place: string; error: unknown }[];
}

/** One picture of the database and its attachments, brought to every place; what is older than the kept ones goes. */
export async function takeBackup(request: BackupRequest): Promise<TakenBackup> {
  const { db, dataFolder, places, at, keep } = request;
  const name = backupName(at);
  const work = path.join(dataFolder, 'backup-under-way');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true, mode: 0o700 });
  try {
    const copy = path.join(work, databaseOf(name));
    const copied = await copyAside(db, copy);
    // After the database: whatever it knows of is there.
    const files = globSync('*/*', { cwd: path.join(dataFolder, 'files') })
      .map((file) => file.split(path.sep).join('/'))
      .filter((file) => !file.endsWith('.unfinished'));
    const { key, version } = request;
    const written: Manifest = {
      format: 1,
      at: new Date(at).toISOString(),
      version,
      migration: migrationNames('sqlite').at(-1)!,
      key,
      ...copied,
      files,
    };
    const list = path.join(work, manifestOf(name));
    writeFileSync(list, JSON.stringify(written), { mode: 0o600 });
    const failed: TakenBackup['failed'] = [];
    for (const place of places) {
      try {
        await bring(place, name, { copy, list, files: path.join(dataFolder, 'files') }, files);
        await prune(place, keep, path.join(work, 'kept.json'));
      } catch (error) {
        failed.push({ place: place.title, error });
      }
    }
    return { name, bytes: copied.bytes, failed };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Stored files bear the name of their content and never change: only what is new is brought. */
async function bring(
  place: BackupPlace,
  name: string,
  from: { copy: string; list: string; files: string },
  files: readonly string[],
): Promise<void> {
  const there = new Set(await place.list('files/'));
  for (const file of files)
    if (!there.has(`files/${file}`)) await place.put(`files/${file}`, path.join(from.files, ...file.split('/')));
  await place.put(databaseOf(name), from.copy);
  await place.put(manifestOf(name), from.list);
}

/** Older backups go, each manifest first; then attachments that none of those left needs. */
async function prune(place: BackupPlace, keep: number, scratch: string): Promise<void> {
  const all = await place.list('gengfu-');
  const whole = backupsAmong(all);
  const kept = whole.slice(-keep);
  const old = all.filter((file) => !kept.some((name) => file === databaseOf(name) || file === manifestOf(name)));
  for (const file of old.sort().reverse()) await place.delete(file);
  const needed = new Set<string>();
  for (const name of kept) {
    if (!(await place.fetch(manifestOf(name), scratch))) return;
    for (const file of manifest.parse(JSON.parse(await readFile(scratch, 'utf8'))).files) needed.add(`files/${file}`);
  }
  for (const file of await place.list('files/')) if (!needed.has(file)) await place.delete(file);
}
