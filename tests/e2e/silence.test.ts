import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { demoWebhookSecret } from '../../src/sandbox/install-demo.ts';
import { dovecotAvailable } from '../emulators/dovecot.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { apology, apologyInGerman, openMailDesk, people } from '../timeline/mail-desk.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { endProcesses, startProcess } from '../timeline/start-process.ts';
import type { ServiceProcess } from '../timeline/start-process.ts';
import { until } from '../timeline/until.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

afterEach(endProcesses);

if (!dovecotAvailable())
  process.stderr.write('SKIPPED: dovecot is not installed, so the log of the way from mail to Feishu was not read\n');

const ended: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function start(options: Parameters<typeof startProcess>[0]): Promise<ServiceProcess> {
  const service = await startProcess({ ...options, env: { ...options?.env, GENGFU_LOG: 'trace' } });
  ended.push(() => service.stop());
  return service;
}

/** Which of the words stand in a text; case does not matter. */
const spoken = (text: string, words: readonly string[]): string[] =>
  words.filter((word) => text.toLowerCase().includes(word.toLowerCase()));

/** Everything that lies on the disk, the key beside it not counted. */
function onDisk(folder: string): string {
  const files = readdirSync(folder).filter((name) => name !== 'key');
  expect(files).toContain('gengfu.db-wal');
  return files.map((name) => readFileSync(path.join(folder, name)).toString('utf8')).join('\n');
}

describe.skipIf(!dovecotAvailable())('from mail to Feishu', () => {
  const buyersWords = ['Quetzal', 'Trinkhalm', 'Erika', '43vfy537czcw8nq', 'Zwillingskinderwagen'];
  const teamsWords = [apology, apologyInGerman, '别告诉买家'];

  test('neither log nor disk repeat what people wrote, and the log gives no secret away', { timeout: 90_000 }, async () => {
    const desk = await openMailDesk();
    ended.push(() => desk.stop());
    const service = await start({ folder: desk.folder, env: desk.env });
    const code = await until(() => /\/绑定 (\d{6})/.exec(service.output())?.[1], 'the bind code');
    await desk.moveIn(code);
    await desk.deliver('message-de-pre', (raw) =>
      raw.replaceAll('Hallo,', 'Quetzal Trinkhalm, am 12. Dezember für 24,90 € Zwillingskinderwagen,'),
    );
    const card = await until(() => desk.cards().find(({ text }) => text.includes('Quetzal')), 'the card');
    expect(card.text, 'the words did pass through').toContain('Erika');
    desk.deepl.fail(503, 2);
    await desk.feishu.press({ messageId: card.messageId, person: people.wang, action: 'claim' });
    await desk.feishu.press({ messageId: card.messageId, person: people.wang, action: 'note', form: { text: '别告诉买家' } });
    desk.relay.behave('busy');
    await desk.feishu.press({ messageId: card.messageId, person: people.wang, action: 'reply', form: { text: apology } });
    await until(() => /job failed/.test(service.output()), 'a first try that fails');
    desk.relay.behave('accept');
    await until(() => desk.relay.mails[0], 'the mail at the relay');
    // What cannot be understood, and what no command is, must not be quoted either.
    await desk.imap.deliver(Buffer.from('From: x\r\n\r\nQuetzal \u0000 Trinkhalm'));
    await desk.feishu.pushMessage({ chat: desk.chat, person: people.wang, text: '@bot /回复 9999 Zwillingskinderwagen' });
    desk.feishu.forbid('Trinkhalm');
    await desk.deliver('message-en-delimiters', (raw) => raw.replace('The lid', 'Trinkhalm, the lid'));
    await until(() => desk.cards().length === 3, 'the other cards');
    expect(desk.cards()[2]!.text).toContain('审核');

    expect(service.output().length).toBeGreaterThan(200);
    const secrets = [
      desk.feishu.appSecret,
      desk.deepl.key,
      'seller:secret',
      '"secret"',
      readFileSync(path.join(desk.folder, 'key'), 'utf8').trim(),
    ];
    expect(spoken(service.output(), [...buyersWords, ...teamsWords, ...secrets])).toEqual([]);
    expect(
      spoken(onDisk(desk.folder), [
        ...buyersWords,
        ...teamsWords,
        desk.feishu.appSecret,
        desk.deepl.key,
        'seller:secret',
        '12. Dezember',
        '24,90',
      ]),
    ).toEqual([]);
  });
});

test(
  'a shop’s pushes and the sandbox: the same silence, also about what was refused or parked',
  { timeout: 60_000 },
  async () => {
    const buyersWords = ['Quetzal', 'Trinkhalm', 'Ambrosia', 'Wolkenkratzer'];
    const folder = dataFolder();
    const service = await start({ folder });
    const sandbox = sandboxClient(service.url);
    const pushed = (data: Record<string, unknown>) => push(service.url, { store: 'amazon-de', body: messageCreated(data) });
    await pushed({
      buyer: { id: 'quetzal-1', name: 'Quetzal' },
      text: 'Trinkhalm kaputt, bitte 24,90 € bis 12. Dezember',
      subject: 'Ambrosia',
      order: { id: 'T-1', items: [{ title: 'Teekanne' }] },
    });
    await pushed({ buyer: { id: ['Quetzal'] }, text: 'Trinkhalm' });
    await push(service.url, { store: 'amazon-de', body: '{"Quetzal', headers: {} });
    await push(service.url, {
      store: 'amazon-de',
      body: messageCreated({ buyer: 'Quetzal', text: 'Trinkhalm' }),
      secret: 'whsec_YW5vdGhlciBzZWNyZXQ=',
    });
    const card = await until(async () => (await sandbox.cards())[0], 'the card');
    await until(
      async () => (await sandbox.messages()).some(({ text }) => text.startsWith('⚠️')),
      'the word about the parked one',
    );
    await sandbox.tap({ messageId: card.id, action: 'reply', person: 'wang', form: { text: 'Ambrosia für Sie' } });
    await until(async () => (await sandbox.outbound())[0], 'the reply');
    await sandbox.say('wang', '/noch nie Wolkenkratzer');
    await sandbox.say('wang', '/备注 1001 Wolkenkratzer');
    await fetch(`${service.url}/sandbox/api/tap`, {
      method: 'POST',
      body: '{"Quetzal',
      headers: { 'content-type': 'application/json' },
    });
    await sandbox.buyer({ store: 'shopee-my', buyer: 'Quetzal', text: 'Trinkhalm '.repeat(1_000) });

    expect(spoken(service.output(), [...buyersWords, demoWebhookSecret, demoWebhookSecret.slice(6)])).toEqual([]);
    expect(spoken(onDisk(folder), [...buyersWords, demoWebhookSecret.slice(6), '12. Dezember', '24,90'])).toEqual([]);
  },
);
