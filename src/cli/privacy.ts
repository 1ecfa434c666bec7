import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { CliError } from './cli-error.ts';
import { inOffice } from './open-office.ts';
import type { Office } from './open-office.ts';
import { say } from './say.ts';

const dayMs = 86_400_000;
const by = { id: 'cli' };

export const privacyPurge = (): Command =>
  new Command('purge')
    .description(
      say(
        '删掉早于这段时间的买家内容、姓名和附件;工单和数字保留',
        'take out buyers’ words, names and files older than that; tickets and figures stay',
      ),
    )
    .requiredOption('--older-than <span>', say('多久以前,如 180d', 'how old, such as 180d'), readAge)
    .action(async ({ olderThan }: { olderThan: number }) => {
      const { purgeOld } = await import('../privacy/purge-old.ts');
      const purged = await inOffice((office) => purgeOld(office, { before: office.clock.now() - olderThan, by }));
      for (const [table, rows] of Object.entries(purged)) process.stdout.write(`  ${table} ${rows}\n`);
      process.stdout.write(say('已清理。以前的备份里还有\n', 'Purged. Backups made before still hold it\n'));
    });

interface Whom {
  store: string;
  buyer: string[];
}

const naming = (command: Command): Command =>
  command
    .requiredOption('--store <id>', say('店铺代号', 'id of the store'))
    .requiredOption(
      '--buyer <id...>',
      say('买家在平台上的代号或邮箱,可以给多个', 'what the platform calls the buyer: ids, addresses'),
    );

export const privacyErase = (): Command =>
  naming(new Command('erase'))
    .description(say('删掉一个买家的全部内容', 'erase everything of one buyer'))
    .action(async ({ store, buyer }: Whom) => {
      const [{ eraseBuyer }, { insertJobs }] = await Promise.all([
        import('../privacy/erase-buyer.ts'),
        import('../jobs/job-table.ts'),
      ]);
      const { conversations } = await inOffice((office) => {
        requireStore(office, store);
        const queue = {
          enqueue: (tx: Parameters<typeof insertJobs>[0], jobs: Parameters<typeof insertJobs>[1]) =>
            insertJobs(tx, jobs, office.clock.now()),
        };
        return eraseBuyer({ ...office, queue }, { storeId: store, buyerIds: buyer, by });
      });
      if (conversations === 0) throw new CliError(say('没有找到这个买家的会话', 'no conversation of that buyer was found'));
      process.stdout.write(
        say(
          `已删除 ${conversations} 个会话的内容。以前的备份里还有\n`,
          `erased what stood in ${conversations} conversations. Backups made before still hold it\n`,
        ),
      );
    });

export const privacyExport = (): Command =>
  naming(new Command('export'))
    .description(say('导出一个买家的全部内容(JSON)', 'export everything of one buyer as JSON'))
    .option(
      '--out <file>',
      say('写进文件(仅本人可读);不写则输出到终端', 'write it to a file only you can read; absent = print it'),
    )
    .action(async ({ store, buyer, out }: Whom & { out?: string }) => {
      const { exportBuyer } = await import('../privacy/export-buyer.ts');
      const held = await inOffice((office) => {
        requireStore(office, store);
        return exportBuyer(office, { storeId: store, buyerIds: buyer, by });
      });
      if (!held)
        throw new CliError(
          say(
            `店铺 ${store} 没有买家「${buyer.join(' ')}」的任何内容;--buyer 要写平台上的代号或邮箱`,
            `nothing is held of a buyer "${buyer.join(' ')}" in store ${store}; --buyer takes what the platform calls them, or their address`,
          ),
        );
      const text = `${JSON.stringify(held, null, 2)}\n`;
      if (out === undefined) process.stdout.write(text);
      else writeFileSync(out, text, { mode: 0o600, flag: 'wx' });
    });

function requireStore({ stores }: Office, store: string): void {
  if (!stores.get(store)) throw new CliError(say(`没有店铺「${store}」`, `no store "${store}"`));
}

function readAge(text: string): number {
  const days = Number(/^(\d{1,5})\s*(?:d|days?|天)$/i.exec(text.trim())?.[1] ?? 0);
  if (days === 0) throw new InvalidArgumentError(say('应为天数,如 180d', 'must be a number of days, such as 180d'));
  return days * dayMs;
}
