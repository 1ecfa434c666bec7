import { Command } from 'commander';
import type { StoreRecord } from '../stores/store-record.ts';
import { checkStoreMail } from './check-store-mail.ts';
import { checkStoreWebhook } from './check-store-webhook.ts';
import { CliError } from './cli-error.ts';
import { printFindings } from './finding.ts';
import type { Finding } from './finding.ts';
import { inOffice } from './open-office.ts';
import { say } from './say.ts';

export const storeCheck = (): Command =>
  new Command('check')
    .description(
      say(
        '试登录店铺的收信箱和发信服务器,敲一敲 webhook 的回复地址',
        "try a store's mailbox and mail server, and knock at its webhook's reply address",
      ),
    )
    .argument('[id]', say('代号;不填则全部', 'short name; all when absent'))
    .action(async (id: string | undefined) => {
      const { stores, config } = await inOffice(async (office) => ({ stores: office.stores.all(), config: office.config }));
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
      const checks = joinChecks(config);
      const findings = (
        await Promise.all(
          wanted.map(async (store) => [
            ...(await checkStoreMail(store, checks)),
            ...(await checkStoreWebhook(store, checks)),
            ...checkPush(store),
          ]),
        )
      ).flat();
      process.exitCode = printFindings(findings) ? 0 : 1;
    });

/** Whether pushes arrive only the platform knows; what can be said is where they must go. */
function checkPush({ id, platform, settings: { push } }: StoreRecord): Finding[] {
  if (!push) return [];
  const way = `/in/${platform}/${id}`;
  return [{ state: 'ok', subject: `${id} push`, words: say(`平台推送到 ${way}`, `the platform pushes to ${way}`) }];
}
