import { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { isDataFolderHeld } from '../store/data-folder-lock.ts';
import { CliError } from './cli-error.ts';
import { databaseFile, hasDatabase } from './open-office.ts';
import { say } from './say.ts';

export const dbCopy = (): Command =>
  new Command('copy')
    .description(
      say(
        '把数据目录里的 SQLite 搬到 PostgreSQL(须是空库)',
        'move the SQLite of the data folder to PostgreSQL (an empty database)',
      ),
    )
    .argument('<url>', 'postgresql://…')
    .action(async (url: string) => {
      const config = loadConfig();
      if (!/^postgres(ql)?:\/\//.test(url))
        throw new CliError(say('请写 postgresql:// 开头的地址', 'write an address that begins with postgresql://'));
      if (!hasDatabase(config))
        throw new CliError(
          say(`${databaseFile(config)} 还不存在,没有可搬的`, `${databaseFile(config)} does not exist; nothing to copy`),
        );
      if (isDataFolderHeld(config.dataFolder))
        throw new CliError(say('请先停掉服务,再搬数据', 'stop the service first, then copy'));
      const [{ openDatabase }, { copyFromSqlite, NotEmpty }, { loadSealingKey }, { migrate }] = await Promise.all([
        import('../store/database.ts'),
        import('../store/postgres/copy-from-sqlite.ts'),
        import('../store/sealing-key.ts'),
        import('../store/migrate.ts'),
      ]);
      migrate(databaseFile(config));
      const key = loadSealingKey({ dataFolder: config.dataFolder, fromEnvironment: config.key });
      const db = await openDatabase({ file: '', url, key });
      try {
        const rows = await copyFromSqlite(db, { file: databaseFile(config), url });
        process.stdout.write(
          say(
            `已搬 ${rows} 行,逐表核对过。\n以后启动时设 DATABASE_URL,密钥不变(GENGFU_KEY 或 ${config.dataFolder}/key)。\n`,
            `${rows} rows copied, each table counted.\nFrom now on start with DATABASE_URL and the same key (GENGFU_KEY, or ${config.dataFolder}/key).\n`,
          ),
        );
      } catch (error) {
        if (!(error instanceof NotEmpty)) throw error;
        throw new CliError(
          say('那个库里已有更夫的数据,没有搬', 'that database already holds data of Gengfu; nothing was copied'),
        );
      } finally {
        await db.close();
      }
    });
