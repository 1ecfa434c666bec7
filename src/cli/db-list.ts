import { Command } from 'commander';
import { backupsAmong } from '../backups/manifest.ts';
import { loadConfig } from '../config.ts';
import { joinBackupPlaces } from '../join-adapters.ts';
import { say } from './say.ts';

export const dbList = (): Command =>
  new Command('list').description(say('列出定时备份', 'list the backups made on schedule')).action(async () => {
    const places = await joinBackupPlaces(loadConfig());
    let none = true;
    for (const place of places) {
      for (const name of backupsAmong(await place.list('gengfu-'))) {
        none = false;
        process.stdout.write(`${name}  ${place.title}\n`);
      }
      place.close();
    }
    if (none)
      process.stdout.write(
        say(
          '还没有定时备份;用 GENGFU_BACKUP 设定时间\n',
          'there is no backup made on schedule yet; set one with GENGFU_BACKUP\n',
        ),
      );
  });
