import { Command } from 'commander';
import type { StoreRecord } from '../stores/store-record.ts';
import { checkStoreAccount } from './check-store-account.ts';
import { checkStoreMail } from './check-store-mail.ts';
import { checkStoreWebhook } from './check-store-webhook.ts';
import { CliError } from './cli-error.ts';
import { printFindings } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Market } from './open-market.ts';
import { say } from './say.ts';

export const storeCheck = (): Command =>
  new Command('check')
    .description(
      say(
        '试登录收信箱和发信服务器,敲一敲 webhook 的回复地址,看平台账号、推送和读取是否正常',
        "try a store's mailbox, mail server and webhook, its account at the platform, its pushes and its reading",
      ),
    )
    .argument('[id]', say('代号;不填则全部', 'short name; all when absent'))
    .action(async (id: string | undefined) => {
      const { inMarket } = await import('./open-market.ts');
      const findings = await inMarket((market) => check(market, id));
      process.exitCode = printFindings(findings) ? 0 : 1;
    });

/** @throws CliError when there is no such store */
async function check(market: Market, id: string | undefined): Promise<Finding[]> {
  const stores = market.stores.all();
  const wanted = id === undefined ? stores : stores.filter((store) => store.id === id.toLowerCase());
  if (wanted.length === 0) {
    const known = stores.map((store) => store.id).join(' ');
    throw new CliError(
      id === undefined
        ? say('还没有店铺', 'no store yet')
        : say(`没有「${id}」这个店铺。现有:${known || '无'}`, `no store "${id}". There are: ${known || 'none'}`),
    );
  }
  const { joinChecks } = await import('../join-adapters.ts');
  const checks = joinChecks(market.office.config);
  return (
    await Promise.all(
      wanted.map(async (store) => [
        ...(await checkStoreMail(store, checks)),
        ...(await checkStoreWebhook(store, checks)),
        ...checkPush(store),
        ...(await checkStoreAccount(market, store)),
      ]),
    )
  ).flat();
}

/** Whether pushes arrive only the platform knows; what can be said is where they must go. */
function checkPush({ id, platform, settings: { push } }: StoreRecord): Finding[] {
  if (!push) return [];
  const way = `/in/${platform}/${id}`;
  return [{ state: 'ok', subject: `${id} push`, words: say(`平台推送到 ${way}`, `the platform pushes to ${way}`) }];
}
