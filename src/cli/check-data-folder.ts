import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.ts';
import { tooLittleDiskBytes } from '../health/disk-room.ts';
import { decodeKey, nextKeyFile } from '../store/sealing-key.ts';
import { checkDatabase } from './check-database.ts';
import { commandLine } from './command-line.ts';
import { explainFailure } from './explain-failure.ts';
import type { Finding } from './finding.ts';
import { opensSample } from './key-fits.ts';
import { databaseFile, hasDatabase } from './open-office.ts';
import { say } from './say.ts';

const littleBytes = 1024 ** 3;

/** Folder, disk, key and database; creates and changes nothing. @param sealed something sealed in the database in use */
export function checkDataFolder(config: Config, sealed: string | null): Finding[] {
  const folder = path.resolve(config.dataFolder);
  const place = checkPlace(folder);
  if (place.state === 'failed') return [place];
  return [place, checkDisk(folder), ...checkKey(config, sealed), ...checkFile(config)];
}

function checkPlace(folder: string): Finding {
  const subject = say('数据目录', 'data folder');
  const present = existsSync(folder);
  const standing = nearestExisting(folder);
  try {
    if (!statSync(standing).isDirectory())
      return { state: 'failed', subject, words: say(`${standing} 不是目录`, `${standing} is no folder`) };
    accessSync(standing, constants.W_OK);
  } catch {
    return { state: 'failed', subject, words: say(`没有权限写 ${standing}`, `no permission to write in ${standing}`) };
  }
  return present
    ? { state: 'ok', subject, words: folder }
    : { state: 'note', subject, words: say(`${folder} 第一次启动时创建`, `${folder} is made at the first start`) };
}

function nearestExisting(folder: string): string {
  let standing = folder;
  while (!existsSync(standing)) standing = path.dirname(standing);
  return standing;
}

function checkDisk(folder: string): Finding {
  const subject = say('磁盘', 'disk');
  const { bavail, bsize } = statfsSync(nearestExisting(folder));
  const free = bavail * bsize;
  const words = say(`剩 ${(free / 1024 ** 3).toFixed(1)} GB`, `${(free / 1024 ** 3).toFixed(1)} GB free`);
  if (free < tooLittleDiskBytes)
    return { state: 'failed', subject, words: words + say(',消息随时可能存不下', '; messages may soon find no room') };
  return { state: free < littleBytes ? 'note' : 'ok', subject, words };
}

function checkKey({ key, dataFolder, databaseUrl }: Config, sealed: string | null): Finding[] {
  const subject = say('密钥', 'key');
  const file = path.join(dataFolder, 'key');
  const fromFile = existsSync(file);
  if (existsSync(nextKeyFile(dataFolder)))
    return [
      {
        state: 'failed',
        subject,
        words: say(
          `更换到一半;运行 ${commandLine('key rotate')} 接着做完`,
          `the key is half changed; run ${commandLine('key rotate')} to finish it`,
        ),
      },
    ];
  if (key === undefined && !fromFile) {
    if (sealed === null && (databaseUrl !== undefined || !hasDatabase({ dataFolder })))
      return [{ state: 'note', subject, words: say('第一次启动时生成', 'is made at the first start') }];
    return [
      {
        state: 'failed',
        subject,
        words: say(
          `${file} 不见了,数据库无法读取。从备份放回来,或设置 GENGFU_KEY`,
          `${file} is gone and the database cannot be read. Put it back from a backup, or set GENGFU_KEY`,
        ),
      },
    ];
  }
  try {
    const text = key ?? readFileSync(file, 'utf8').trim();
    decodeKey(text);
    if (!opensSample(text, sealed))
      return [{ state: 'failed', subject, words: say('不是这个数据库的密钥', 'is not the key of this database') }];
  } catch (error) {
    return [
      {
        state: 'failed',
        subject,
        words: explainFailure(error),
      },
    ];
  }
  if (key === undefined && process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    return [
      {
        state: 'note',
        subject,
        words: say(`别的用户也能读 ${file};运行 chmod 600 ${file}`, `other users can read ${file}; run chmod 600 ${file}`),
      },
    ];
  }
  return [{ state: 'ok', subject, words: key === undefined ? file : 'GENGFU_KEY' }];
}

function checkFile(config: Config): Finding[] {
  if (config.databaseUrl !== undefined) return [];
  const subject = say('数据库', 'database');
  if (!hasDatabase(config)) return [{ state: 'note', subject, words: say('第一次启动时创建', 'is made at the first start') }];
  const file = databaseFile(config);
  const wrong = checkDatabase(file);
  if (wrong) return [{ state: 'failed', subject, words: wrong }];
  return [
    {
      state: 'ok',
      subject,
      words: say(
        `完好,${(statSync(file).size / 1024 ** 2).toFixed(1)} MB`,
        `sound, ${(statSync(file).size / 1024 ** 2).toFixed(1)} MB`,
      ),
    },
  ];
}
