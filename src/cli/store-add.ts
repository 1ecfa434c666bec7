import { Command } from 'commander';
import type * as z from 'zod';
import { addStore, newSecret, newStore } from '../stores/add-store.ts';
import type { storeSettings } from '../stores/store-record.ts';
import { apiOf } from '../stores/connect-store.ts';
import { findRunningService } from '../running-service.ts';
import { askPassword } from './ask-password.ts';
import { CliError } from './cli-error.ts';
import { commandLine } from './command-line.ts';
import { readMailUrl } from './mail-url.ts';
import { platformWays } from './platform-ways.ts';
import { say, spokenLanguage } from './say.ts';

interface Options {
  id: string;
  platform: string;
  site: string;
  name?: string;
  webhookReplyUrl?: string;
  webhookSecret?: string;
  imap?: string;
  smtp?: string;
  from?: string;
  address?: string[];
  authServId?: string;
  signedBy?: string[];
  push?: true;
}

export const storeAdd = (): Command =>
  new Command('add')
    .description(
      say('添加店铺:收信箱、平台推送,或签名 webhook', 'add a store: a mailbox, pushes of the platform, or a signed webhook'),
    )
    .requiredOption('--id <id>', say('代号,如 amazon-de', 'short name, such as amazon-de'))
    .requiredOption('--platform <platform>', say('平台,如 amazon', 'platform, such as amazon'))
    .requiredOption('--site <country>', say('国家,如 de', 'country, such as de'))
    .option('--name <name>', say('群里显示的名字', 'name shown in the chat'))
    .option('--webhook-reply-url <url>', say('回复投递到的地址', 'where replies are posted'))
    .option('--webhook-secret <secret>', say('自带密钥 whsec_…;不填则生成', 'a secret of your own, whsec_…; made when absent'))
    .option('--imap <url>', 'imaps://user@host/INBOX (GENGFU_IMAP_PASSWORD)')
    .option('--smtp <url>', 'smtps://user@host:465 (GENGFU_SMTP_PASSWORD)')
    .option('--from <sender>', say('平台认可的发件人', 'the sender that the platform approved'))
    .option('--address <address...>', say('内置 SMTP 收信的地址', 'addresses taken by the built-in SMTP receiver'))
    .option('--auth-serv-id <host>', say('可信的 Authentication-Results 主机', 'host whose Authentication-Results is believed'))
    .option(
      '--signed-by <domain...>',
      say(
        '平台的信由别的域名签名时,信任这些域名(可疑提示里会写出)',
        'domains that sign for the platform, as the warning on a card names them',
      ),
    )
    .option(
      '--push',
      say(
        '平台自己推送订单和通知:walmart、shopify、etsy(密钥 GENGFU_PUSH_SECRET)',
        'the platform pushes orders and notices: walmart, shopify, etsy (GENGFU_PUSH_SECRET)',
      ),
    )
    .action(async (options: Options) => {
      const { id, platform, site, name = id } = options;
      checkNames({ id: id.toLowerCase(), platform: platform.toLowerCase(), site: site.toLowerCase(), name });
      const settings = { webhook: webhookOf(options), push: await pushOf(options), mail: await mailOf(options) };
      const { inMarket } = await import('./open-market.ts');
      await inMarket(async (market) => {
        const { db, stores, clock } = market;
        const { config } = market.office;
        const store = await addStore({ db, stores, clock }, { id, platform, site, name, settings, by: { id: 'cli' } });
        const out = [say(`已添加店铺 ${store.id}(${store.name})`, `added store ${store.id} (${store.name})`)];
        const { webhook, push } = store.settings;
        const base = findRunningService(config)?.url ?? `http://${config.host}:${config.port}`;
        if (push) {
          const address = `${base}/in/${store.platform}/${store.id}`;
          out.push(say(`平台推送到  ${address}`, `the platform pushes to  ${address}`));
        }
        if (webhook) {
          out.push(
            say(`推送地址  ${base}/in/generic/${store.id}`, `push address    ${base}/in/generic/${store.id}`),
            say(`签名密钥  ${webhook.secret}`, `signing secret  ${webhook.secret}`),
            say('密钥只显示这一次,请现在存好。', 'The secret is shown this once: keep it now.'),
          );
        }
        const check = commandLine(`store check ${store.id}`);
        if (store.settings.mail ?? webhook?.replyUrl) out.push(say(`检查一下:${check}`, `check it: ${check}`));
        const form = apiOf(market, store)?.account;
        if (form) {
          const connect = commandLine(`store connect ${store.id}`);
          out.push(
            say(`平台密钥另外填写:${connect}`, `the keys of the platform's API are filled in with: ${connect}`),
            ...form.limits[spokenLanguage()].map((limit) => `· ${limit}`),
          );
        }
        const limits = platformWays(store.platform)?.limits;
        if (limits) out.push(limits);
        process.stdout.write(`${out.join('\n')}\n`);
      });
    });

type Settings = z.input<typeof storeSettings>;

/** @throws CliError for the first that is not as it must be */
function checkNames(names: z.input<typeof newStore>): void {
  const wrong = newStore.safeParse(names).error?.issues[0]?.path[0];
  switch (wrong) {
    case undefined:
      return;
    case 'id':
      throw new CliError(
        say('--id 只能用小写字母、数字和连字符,最多 40 个', '--id takes letters, digits and hyphens, 40 at most'),
      );
    case 'site':
      throw new CliError(say('--site 是两个字母的国家代码,如 de', '--site is a country code of two letters, such as de'));
    case 'platform':
      throw new CliError(say('--platform 只能用字母,如 amazon', '--platform takes letters only, such as amazon'));
    default:
      throw new CliError(say('--name 要有 1 到 80 个字', '--name takes 1 to 80 characters'));
  }
}

/** A store without any mail is one that pushes. */
function webhookOf({ webhookSecret, webhookReplyUrl, imap, smtp, address, push }: Options): Settings['webhook'] {
  if (webhookSecret !== undefined && !/^whsec_[A-Za-z0-9+/]{16,}=*$/.test(webhookSecret)) {
    throw new CliError(say('--webhook-secret 应为 whsec_ 加 base64', '--webhook-secret must be whsec_ and base64'));
  }
  if (webhookReplyUrl !== undefined && !/^https?:\/\/./.test(webhookReplyUrl)) {
    throw new CliError(say('--webhook-reply-url 应为 http(s) 地址', '--webhook-reply-url must be an http(s) address'));
  }
  if (!webhookSecret && !webhookReplyUrl && (imap ?? smtp ?? address ?? push)) return undefined;
  return { secret: webhookSecret ?? newSecret(), replyUrl: webhookReplyUrl };
}

/** @throws CliError when the platform pushes nothing that is understood here, or signs with something else */
async function pushOf({ platform, push }: Options): Promise<Settings['push']> {
  if (!push) return undefined;
  const name = platform.toLowerCase();
  const called = platformWays(name)?.pushSecret;
  if (called === undefined)
    throw new CliError(say('--push 只支持 walmart、shopify、etsy', '--push is for walmart, shopify and etsy'));
  const secret = (await askPassword('GENGFU_PUSH_SECRET', called)).trim();
  if (secret.length < 4 || (name === 'etsy' && !/^whsec_[A-Za-z0-9+/]+=*$/.test(secret)))
    throw new CliError(say(`GENGFU_PUSH_SECRET 应为 ${called}`, `GENGFU_PUSH_SECRET must be ${called}`));
  return { secret };
}

async function mailOf(options: Options): Promise<Settings['mail']> {
  const { imap, smtp, from, address: addresses, authServId, signedBy } = options;
  if (!imap && !smtp && !from && !addresses && !authServId) return undefined;
  if (!imap && !addresses)
    throw new CliError(say('收信需要 --imap 或 --address', 'to receive mail it needs --imap or --address'));
  if (smtp && !from)
    throw new CliError(say('发信需要 --from:平台认可的发件人', 'to send mail it needs --from, the approved sender'));
  const inbound = imap === undefined ? undefined : readMailUrl('--imap', 'imap', imap);
  const outbound = smtp === undefined ? undefined : readMailUrl('--smtp', 'smtp', smtp);
  const imapPassword =
    inbound?.user && !inbound.hasPassword
      ? await askPassword('GENGFU_IMAP_PASSWORD', say(`${inbound.user} 的收信密码`, `IMAP password of ${inbound.user}`))
      : '';
  // One account, one password, unless told otherwise.
  const shared = outbound && inbound && outbound.user === inbound.user && imapPassword && !process.env.GENGFU_SMTP_PASSWORD;
  const smtpPassword =
    !outbound?.user || outbound.hasPassword
      ? ''
      : shared
        ? imapPassword
        : await askPassword('GENGFU_SMTP_PASSWORD', say(`${outbound.user} 的发信密码`, `SMTP password of ${outbound.user}`));
  const signers = signedBy?.map((domain) => domain.toLowerCase());
  return { imapUrl: inbound?.with(imapPassword), smtpUrl: outbound?.with(smtpPassword), from, addresses, authServId, signers };
}
