import { Command } from 'commander';
import type { StoreRecord } from '../stores/store-record.ts';
import { commandLine } from './command-line.ts';
import { inOffice } from './open-office.ts';
import { say } from './say.ts';
import { table } from './table.ts';

export const storeList = (): Command =>
  new Command('list')
    .description(say('全部店铺', 'all stores'))
    .option('--json', say('输出 JSON', 'print JSON'))
    .action(async ({ json }: { json?: boolean }) => {
      const stores = await inOffice(async (office) => office.stores.all());
      if (json) {
        process.stdout.write(`${JSON.stringify(stores.map(withoutSecrets), null, 2)}\n`);
      } else if (stores.length === 0) {
        const add = commandLine('store add --help');
        process.stdout.write(say(`还没有店铺。添加:${add}\n`, `No store yet. To add one: ${add}\n`));
      } else {
        const heads = say('代号 名称 平台 国家 时区 收 发', 'id name platform country zone in out').split(' ');
        process.stdout.write(
          table(
            heads,
            stores.map((store) => [
              store.id,
              store.name,
              store.platform,
              store.site,
              store.zone,
              waysIn(store).join('+'),
              waysOut(store).join('+'),
            ]),
          ),
        );
      }
    });

function waysIn({ settings: { webhook, push, mail, sandbox } }: StoreRecord): string[] {
  return [
    ...(webhook ? ['webhook'] : []),
    ...(push ? ['push'] : []),
    ...(mail?.imapUrl ? ['imap'] : []),
    ...(mail?.addresses.length ? ['smtp'] : []),
    ...(sandbox ? ['sandbox'] : []),
  ];
}

function waysOut({ settings: { webhook, mail, sandbox } }: StoreRecord): string[] {
  return [...(webhook?.replyUrl ? ['webhook'] : []), ...(mail?.smtpUrl ? ['smtp'] : []), ...(sandbox ? ['sandbox'] : [])];
}

function withoutSecrets(store: StoreRecord) {
  const { settings, ...rest } = store;
  const { webhook, mail } = settings;
  return {
    ...rest,
    in: waysIn(store),
    out: waysOut(store),
    webhook: webhook ? { replyUrl: webhook.replyUrl ?? null } : null,
    mail: mail
      ? {
          imap: hostOf(mail.imapUrl),
          smtp: hostOf(mail.smtpUrl),
          from: mail.from ?? null,
          addresses: mail.addresses,
          authServId: mail.authServId ?? null,
          signers: mail.signers ?? [],
        }
      : null,
  };
}

const hostOf = (url: string | undefined): string | null => (url ? new URL(url).host : null);
