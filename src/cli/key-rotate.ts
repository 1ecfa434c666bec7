import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { killAt, noRace } from '../race.ts';
import { holdDataFolder } from '../store/data-folder-lock.ts';
import { createSeal, keyAfter } from '../store/seal.ts';
import { decodeKey, nextKeyFile, presentKey } from '../store/sealing-key.ts';
import { CliError } from './cli-error.ts';
import { opens, sealedSample } from './key-fits.ts';
import { databaseFile, hasDatabase } from './open-office.ts';
import { say } from './say.ts';

export const keyRotate = (): Command =>
  new Command('rotate')
    .description(
      say(
        '更换密钥:全部内容用新密钥重新加密;先停掉服务,中断后再运行一次会接着做',
        'change the key: everything is sealed anew; stop the service first. Broken off, it goes on when run again',
      ),
    )
    .action(async () => {
      const config = loadConfig();
      if (config.databaseUrl === undefined && !hasDatabase(config))
        throw new CliError(say(`${databaseFile(config)} 还不存在`, `${databaseFile(config)} does not exist yet`));
      insistOnNothingBeside(config);
      const release = holdDataFolder(config.dataFolder);
      const leaveDatabase = await holdPostgres(config);
      try {
        await rotate(config);
        process.stdout.write(switchKeys(config));
      } finally {
        await leaveDatabase();
        release();
      }
    });

/**
 * On PostgreSQL a SQLite file from before may still lie in the folder. It is not sealed anew, and its key would be gone.
 * @throws CliError with what to do about it
 */
function insistOnNothingBeside(config: Config): void {
  const file = databaseFile(config);
  if (config.databaseUrl === undefined || existsSync(nextKeyFile(config.dataFolder)) || !hasDatabase(config)) return;
  const keyFile = path.join(config.dataFolder, 'key');
  const key = config.key ?? (existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : undefined);
  if (key === undefined || sealedSample(file) === null || !opens(key, file)) return;
  const kept = config.key === undefined ? keyFile : 'GENGFU_KEY';
  throw new CliError(
    say(
      `${file} 还在:那是搬到 PostgreSQL 以前的 SQLite,用的是现在的密钥。换的只是 PostgreSQL 里的,换完它就打不开了。还要它,就把 ${file}* 连同现在的密钥(${kept})一起移到别处;不要了就删掉。然后再运行一次。什么都还没有改`,
      `${file} still lies there: the SQLite from before PostgreSQL, sealed with the present key. Only what is in PostgreSQL gets the new key, and that file could not be read any more. To keep it, move ${file}* elsewhere with a copy of the present key (${kept}); if it is not wanted, delete it. Then run this again. Nothing was changed`,
    ),
  );
}

/** Before anything is changed: whoever went on with the old key would write what nobody can read. @returns the release */
async function holdPostgres(config: Config): Promise<() => Promise<void>> {
  if (config.databaseUrl === undefined) return async () => {};
  const { holdDatabase } = await import('../store/postgres/hold-database.ts');
  const hold = await holdDatabase({ url: config.databaseUrl, how: 'alone' });
  if (hold) return hold.release;
  throw new CliError(
    say('这个数据库上还有更夫在运行,请全部停掉再换', 'Gengfu still works on this database; stop every process first'),
  );
}

async function rotate(config: Config): Promise<void> {
  const [{ openDatabase }, { insistOnKey }, { openFileStore }, { rotateKey }, { audit }] = await Promise.all([
    import('../store/database.ts'),
    import('../store/key-fits.ts'),
    import('../join-adapters.ts'),
    import('../privacy/rotation/rotate-key.ts'),
    import('../people/audit.ts'),
  ]);
  const race = process.env.GENGFU_KILL_AT ? killAt(process.env.GENGFU_KILL_AT) : noRace;
  const present = presentKey({ dataFolder: config.dataFolder, fromEnvironment: config.key });
  if (!existsSync(nextKeyFile(config.dataFolder))) {
    const before = await openDatabase({ file: databaseFile(config), url: config.databaseUrl, key: present });
    await insistOnKey(before).finally(() => before.close());
  }
  const next = nextKey(config, present);
  await race('key-written');
  const db = await openDatabase({ file: databaseFile(config), url: config.databaseUrl, key: next });
  const files = openFileStore(config);
  try {
    const onTable = (table: string, rows: number): void => {
      if (rows > 0) process.stdout.write(`  ${table} ${rows}\n`);
    };
    const now = Date.now();
    await rotateKey({ db, files, from: createSeal(present), now, race, onTable });
    await db.write((tx) => audit(tx, { at: now, personId: 'cli', action: 'key changed', subject: 'key' }));
    await race('key-all-sealed');
  } finally {
    files.close();
    await db.close();
  }
}

/** The new key: on disk before anything is sealed with it, the one that was made before if a run was broken off. */
function nextKey(config: Config, present: Buffer): Buffer {
  const file = nextKeyFile(config.dataFolder);
  if (existsSync(file)) {
    const begun = decodeKey(readFileSync(file, 'utf8').trim());
    if (!begun.subarray(32).equals(keyAfter(present).subarray(32)))
      throw new CliError(
        say(`${file} 不是由现在的密钥更换而来;请检查 GENGFU_KEY`, `${file} does not follow the present key; check GENGFU_KEY`),
      );
    process.stdout.write(say('接着上次做\n', 'going on where it was broken off\n'));
    return begun;
  }
  const next = keyAfter(present);
  const unfinished = openSync(`${file}.unfinished`, 'w', 0o600);
  writeSync(unfinished, `${next.toString('hex')}\n`);
  fsyncSync(unfinished);
  closeSync(unfinished);
  renameSync(`${file}.unfinished`, file);
  syncFolder(config.dataFolder);
  return next;
}

/** @returns what to say */
function switchKeys(config: Config): string {
  const next = nextKeyFile(config.dataFolder);
  if (config.key === undefined) {
    renameSync(next, path.join(config.dataFolder, 'key'));
    syncFolder(config.dataFolder);
    return say(
      '已换成新密钥。以前的备份仍要用当时的密钥打开\n',
      'The new key is in force. Backups made before still need the key of their time\n',
    );
  }
  const given = path.join(config.dataFolder, 'key.new');
  renameSync(next, given);
  syncFolder(config.dataFolder);
  return say(
    `已全部用新密钥加密。把 ${given} 的内容填进 GENGFU_KEY,再删掉这个文件\n`,
    `Everything is sealed with the new key. Put what stands in ${given} into GENGFU_KEY, then delete that file\n`,
  );
}

/** A name is durable once its folder is; Windows knows no such thing and refuses to open one. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
