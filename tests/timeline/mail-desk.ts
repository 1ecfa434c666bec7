import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { loadSealingKey } from '../../src/store/sealing-key.ts';
import { openStoreDirectory } from '../../src/stores/store-directory.ts';
import { startAmazonRelay } from '../emulators/amazon-relay.ts';
import { startDeepLEmulator } from '../emulators/deepl.ts';
import { startDovecot } from '../emulators/dovecot.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import { dataFolder } from './data-folder.ts';
import type { Sight, Stage } from './night.ts';
import { until } from './until.ts';

export const seller = 'support@seller.example';
/** As Amazon writes it into every mail of this buyer about this order. */
export const relayAddress = '43vfy537czcw8nq+2a7e7298-a90a-4ad6-962c-77ccae27280a@marketplace.amazon.de';
export const german = 'Hallo, die Sendung ist seit 6 Tagen nicht bewegt worden.\nGeld zurück?';
export const chinese = '您好，包裹已经 6 天没有动静了。\n能退款吗？';
export const apology = '很抱歉，我们马上为您补发一个新的。';
export const apologyInGerman = 'Das tut uns sehr leid. Wir senden Ihnen umgehend einen neuen Artikel zu.';

export const people = { lin: 'ou_lin', wang: 'ou_wang', chen: 'ou_chen' } as const;

export type MailDesk = Awaited<ReturnType<typeof openMailDesk>>;

/**
 * Everything around a desk that works with a real group and a real mailbox: a Feishu tenant, an IMAP server, Amazon's
 * relay and a translation service, with a store in a fresh data folder that knows them.
 */
export async function openMailDesk() {
  const folder = dataFolder();
  const imap = await startDovecot({ sentFolder: 'Sent' });
  // Of an answer of another day.
  await imap.fileSent(`Message-ID: <reply-before@seller.example>\r\nFrom: ${seller}\r\nSubject: Re: Tea\r\n\r\nThanks!\r\n`);
  const [relay, deepl, feishu] = await Promise.all([
    // The seller's host files what leaves through it.
    startAmazonRelay({ approvedSenders: [seller], onKept: ({ raw }) => imap.fileSent(raw) }),
    startDeepLEmulator({
      ...Object.fromEntries(german.split('\n').map((line, index) => [line, chinese.split('\n')[index]!])),
      [german]: chinese,
      [apology]: apologyInGerman,
    }),
    startFeishuEmulator(),
  ]);
  const chat = feishu.addChat({
    people: [
      { id: people.lin, name: '林悦' },
      { id: people.wang, name: '王磊' },
      { id: people.chen, name: '陈晨' },
    ],
  }).id;
  const db = await openDatabase({ file: path.join(folder, 'gengfu.db'), key: loadSealingKey({ dataFolder: folder }) });
  const stores = await openStoreDirectory(db);
  const mail = {
    imapUrl: imap.url,
    smtpUrl: relay.smtpUrl,
    from: `Acme Support <${seller}>`,
    authServId: 'mx.seller.example',
    addresses: [],
  };
  await stores.add(
    {
      id: 'acme-de',
      platform: 'amazon',
      name: 'Haushalt24',
      site: 'de',
      locale: 'de',
      zone: 'Europe/Berlin',
      settings: { sandbox: false, mail },
    },
    Date.now(),
  );
  await db.close();
  let replied = 0;
  const shown = new Map<string, string>();

  return {
    folder,
    imap,
    relay,
    deepl,
    feishu,
    chat,
    env: {
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_BASE_URL: feishu.url,
      TRANSLATOR: 'deepl',
      TRANSLATOR_URL: deepl.url,
      TRANSLATOR_KEY: deepl.key,
    },
    /** A mail of tests/fixtures/amazon, written just now. */
    deliver: (name: string, change: (raw: string) => string = (raw) => raw): Promise<void> => imap.deliver(change(fixture(name))),
    /** The first day: the bot greets, somebody becomes admin with the code of the log, the others get their roles. */
    async moveIn(bindCode: string): Promise<void> {
      await until(() => feishu.connections() > 0, 'the connection to Feishu');
      await feishu.pushBotAdded(chat, people.lin);
      await feishu.pushMessage({ chat, person: people.lin, text: `@bot /绑定 ${bindCode}` });
      for (const id of [people.wang, people.chen])
        await feishu.pushMessage({ chat, person: people.lin, text: `@bot /角色 @${id} 客服` });
      await until(
        () => feishu.messages(chat).filter(({ text, from }) => from === feishu.bot.id && text.includes('客服')).length === 2,
        'the roles',
      );
    },
    cards: () => feishu.messages(chat).filter(({ type }) => type === 'interactive'),
    stage: {
      live: true,
      async look() {
        const sights: Sight[] = [];
        for (const message of feishu.messages(chat)) {
          if (message.from !== feishu.bot.id || shown.get(message.messageId) === message.content) continue;
          shown.set(message.messageId, message.content);
          const card = message.type === 'interactive';
          sights.push({
            kind: card ? 'card' : 'text',
            id: message.messageId,
            words: message.text,
            offers: card ? feishu.offered(message.messageId) : [],
          });
        }
        for (const mail of relay.mails.slice(replied))
          sights.push({ kind: 'reply', id: mail.to, words: mail.raw.toString('utf8'), offers: [] });
        replied = relay.mails.length;
        return sights;
      },
    } satisfies Stage,
    async stop(): Promise<void> {
      await Promise.all([imap.stop(), relay.stop(), deepl.stop(), feishu.stop()]);
    },
  };
}

function fixture(name: string): string {
  const raw = readFileSync(path.join(import.meta.dirname, `../fixtures/amazon/${name}.eml`), 'utf8');
  return raw.replace(/^Date: .*$/m, `Date: ${new Date(Date.now() - 1_000).toUTCString()}`);
}
