import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { holdDataFolder } from '../store/data-folder-lock.ts';
import { checkDatabase } from './check-database.ts';
import { checkManifest } from './check-manifest.ts';
import { CliError } from './cli-error.ts';
import { copyFiles, filesBeside } from './copy-files.ts';
import { copyDatabase } from './copy-database.ts';
import { fetchBackup } from './fetch-backup.ts';
import { opens, sealedSample } from './key-fits.ts';
import { insistOnSqlite } from './only-sqlite.ts';
import { databaseFile } from './open-office.ts';
import { say } from './say.ts';

export const dbRestore = (): Command =>
  new Command('restore')
    .description(
      say(
        '从备份恢复;先停掉服务。原来的数据库留在旁边',
        'restore a backup; stop the service first. The old database is kept aside',
      ),
    )
    .argument(
      '<file>',
      say(
        '备份文件,或定时备份的名字(latest = 最新的)',
        'the backup file, or the name of one made on schedule (latest = the newest)',
      ),
    )
    .action(async (given: string) => {
      const config = loadConfig();
      insistOnSqlite(config);
      mkdirSync(config.dataFolder, { recursive: true });
      const release = holdDataFolder(config.dataFolder);
      const fetched = existsSync(given) ? null : await fetchBackup(config, given);
      try {
        const file = fetched?.file ?? path.resolve(given);
        const wrong = checkDatabase(file) ?? (await checkManifest(config, file));
        if (wrong) throw new CliError(say(`${given} 不能用:${wrong}`, `${given} cannot be used: ${wrong}`));
        const aside = await restore(config, file);
        const files = copyFiles(filesBeside(file), path.join(config.dataFolder, 'files')) + ((await fetched?.fetchFiles()) ?? 0);
        process.stdout.write(say(`已恢复 ${given}\n`, `restored ${given}\n`));
        if (files > 0) process.stdout.write(say(`补回 ${files} 个附件\n`, `brought back ${files} attachments\n`));
        if (aside) process.stdout.write(say(`原来的数据库留在 ${aside}\n`, `the old database is kept as ${aside}\n`));
      } finally {
        fetched?.discard();
        release();
      }
    });

/** @returns where the old database now is, null when there was none */
async function restore(config: Config, backup: string): Promise<string | null> {
  const target = databaseFile(config);
  const suffix = `.before-${new Date().toISOString().replace(/[-:]|\..*/g, '')}`;
  const key = keyFor(config, backup);
  const incoming = `${target}.incoming`;
  await copyDatabase(backup, incoming);
  const existed = existsSync(target);
  // The log files belong to the database of their name: they move with it, or SQLite would play them into the new one.
  for (const rest of ['', '-wal', '-shm']) if (existsSync(target + rest)) renameSync(target + rest, target + suffix + rest);
  if (key) {
    const file = path.join(config.dataFolder, 'key');
    if (existsSync(file)) renameSync(file, file + suffix);
    copyFileSync(key, file);
    chmodSync(file, 0o600);
  }
  renameSync(incoming, target);
  return existed ? target + suffix : null;
}

/**
 * Finds the key that opens the backup: the one at hand, else the one that lies beside it.
 * @returns the key file to bring along, null when the present key fits
 * @throws CliError when none opens it
 */
function keyFor(config: Config, backup: string): string | null {
  const file = path.join(config.dataFolder, 'key');
  const beside = `${backup}.key`;
  const present = config.key ?? (existsSync(file) ? readFileSync(file, 'utf8').trim() : null);
  if (present !== null && opens(present, backup)) return null;
  if (config.key === undefined && existsSync(beside) && opens(readFileSync(beside, 'utf8').trim(), backup)) return beside;
  if (sealedSample(backup) === null) return null;
  throw new CliError(
    say(
      `现有的密钥打不开这个备份。把当时的密钥放在 ${beside},或设置 GENGFU_KEY`,
      `the present key does not open this backup. Put the key of that time at ${beside}, or set GENGFU_KEY`,
    ),
  );
}
