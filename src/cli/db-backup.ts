import { chmodSync, copyFileSync, existsSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { GengfuError } from '../errors.ts';
import { nextKeyFile } from '../store/sealing-key.ts';
import { CliError } from './cli-error.ts';
import { copyFiles, filesBeside } from './copy-files.ts';
import { copyDatabase } from './copy-database.ts';
import { insistOnSqlite } from './only-sqlite.ts';
import { databaseFile, hasDatabase } from './open-office.ts';
import { say } from './say.ts';

export const dbBackup = (): Command =>
  new Command('backup')
    .description(say('备份数据库;服务可以照常运行', 'back up the database; the service may go on running'))
    .argument('<file>', say('备份文件', 'where to'))
    .option('--with-key', say('把密钥文件一起复制到旁边(FILE.key)', 'copy the key file beside it (FILE.key)'))
    .option('--force', say('覆盖已有的文件', 'overwrite an existing file'))
    .action(async (given: string, { withKey, force }: { withKey?: boolean; force?: boolean }) => {
      const config = loadConfig();
      insistOnSqlite(config);
      const file = path.resolve(given);
      if (!hasDatabase(config))
        throw new CliError(
          say(`${databaseFile(config)} 还不存在,没有可备份的`, `${databaseFile(config)} does not exist; nothing to back up`),
        );
      if (existsSync(file) && !force)
        throw new CliError(say(`${given} 已存在;要覆盖请加 --force`, `${given} exists; add --force to overwrite it`));
      if (existsSync(nextKeyFile(config.dataFolder))) throw new GengfuError('key_half_changed');
      await copyDatabase(databaseFile(config), `${file}.unfinished`);
      renameSync(`${file}.unfinished`, file);
      const size = (statSync(file).size / 1024 / 1024).toFixed(1);
      process.stdout.write(say(`已备份到 ${given}(${size} MB,已校验)\n`, `backed up to ${given} (${size} MB, checked)\n`));
      // After the database: whatever it knows of is there.
      const files = path.join(config.dataFolder, 'files');
      if (existsSync(files)) {
        const copied = copyFiles(files, filesBeside(file));
        process.stdout.write(
          say(`附件在 ${filesBeside(given)}(新增 ${copied} 个)\n`, `attachments are in ${filesBeside(given)} (${copied} new)\n`),
        );
      }
      process.stdout.write(
        keepKey(path.join(config.dataFolder, 'key'), `${file}.key`, { given, inEnvironment: config.key !== undefined, withKey }),
      );
    });

function keepKey(
  key: string,
  copy: string,
  { given, inEnvironment, withKey }: { given: string; inEnvironment: boolean; withKey?: boolean },
): string {
  if (inEnvironment)
    return say(
      '密钥在环境变量 GENGFU_KEY 里,请另外保存:没有它备份无法读取\n',
      'The key is in GENGFU_KEY; keep it elsewhere too: without it the backup cannot be read\n',
    );
  if (!withKey)
    return say(
      `请另外保存密钥文件 ${key}:没有它备份无法读取(或加 --with-key)\n`,
      `Keep the key file ${key} too: without it the backup cannot be read (or add --with-key)\n`,
    );
  copyFileSync(key, copy);
  chmodSync(copy, 0o600);
  return say(
    `密钥在 ${given}.key。两个文件放在一起就等于没有加密,请分开保管\n`,
    `The key is in ${given}.key. Both files together are as good as unsealed: keep them apart\n`,
  );
}
