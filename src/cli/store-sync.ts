import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { GengfuError } from '../errors.ts';
import { syncProgress } from '../polling/sync-progress.ts';
import { requestSync } from '../polling/sync-store.ts';
import { CliError } from './cli-error.ts';
import { say } from './say.ts';

const dayMs = 86_400_000;
/** A running service sees the request within seconds. */
const patienceMs = 10_000;

/** Asks the service to read a span of a store again, and shows how far it is. */
export const storeSync = (): Command =>
  new Command('sync')
    .description(say('重新读取店铺的一段时间', 'read a span of a store again'))
    .argument('<id>', say('店铺代号', 'short name of the store'))
    .option('--from <date>', say('从哪天起,如 2026-11-01;默认三天前', 'since, e.g. 2026-11-01; three days ago by default'))
    .option('--to <date>', say('到哪天止;默认现在', 'until; now by default'))
    .action(async (id: string, options: { from?: string; to?: string }) => {
      const { inMarket } = await import('./open-market.ts');
      await inMarket(async (market) => {
        const { db, clock } = market;
        const until = readDate('--to', options.to) ?? clock.wall();
        const from = readDate('--from', options.from) ?? until - 3 * dayMs;
        if (from >= until) throw new CliError(say('--from 要早于 --to', '--from must be before --to'));
        const runId = await db
          .write((tx) => requestSync(market, tx, { storeId: id.toLowerCase(), from, until }))
          .catch((error: unknown) => {
            if (!(error instanceof GengfuError)) throw error;
            throw new CliError(
              error.code === 'unknown_store'
                ? say(`没有「${id}」这个店铺`, `no store "${id}"`)
                : say(`${id} 没有接平台接口`, `${id} is not connected to its platform's API`),
            );
          });
        const asked = performance.now();
        for (;;) {
          const run = await db.read.syncRun.findUniqueOrThrow({ where: { id: runId } });
          const { bar, done, of } = syncProgress(market, market.stores.get(run.storeId)!, run);
          const read = say(`已读 ${run.pages} 页、${run.events} 条`, `${run.pages} pages, ${run.events} entries`);
          const line = `${bar} ${done}/${of} · ${read}`;
          process.stderr.write(`\r${line}${run.problem ? ` · ${run.problem}` : ''}\u001B[K`);
          if (run.finishedAt) break;
          if (run.pages === 0 && performance.now() - asked > patienceMs) {
            process.stderr.write('\n');
            throw new CliError(
              say('已登记;服务现在没有运行,启动后会接着读', 'noted; the service is not running and will do it once it starts'),
            );
          }
          await sleep(500);
        }
        process.stderr.write('\n');
      });
    });

function readDate(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new CliError(say(`${option} 应为日期,如 2026-11-01`, `${option} must be a date such as 2026-11-01`));
  return at;
}
