import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../timeline/amazon-mail.ts';
import { pdf } from '../timeline/sample-files.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { endProcesses, startProcess } from '../timeline/start-process.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

/** Words of buyers and of colleagues about them, and secrets: none may be read in what a service writes but where it is sealed. */
const buyers = 'Buyermark7f3a';
const colleagues = 'Notemark51bd';
const secrets = 'Secretmark9c1e';

afterEach(endProcesses);

test(
  'nothing of a buyer and no secret stands in the log, in the metrics or unsealed in the data folder',
  { timeout: 90_000 },
  async () => {
    const smtpPort = await freePort();
    const nobody = 'http://127.0.0.1:9';
    const service = await startProcess({
      env: {
        GENGFU_LOG: 'trace',
        GENGFU_SANDBOX: 'on',
        GENGFU_LANGUAGE: 'en',
        GENGFU_SMTP_PORT: String(smtpPort),
        FEISHU_APP_ID: 'cli_0123456789abcdef',
        FEISHU_APP_SECRET: `${secrets}-feishu`,
        FEISHU_BASE_URL: nobody,
        FEISHU_MODE: 'http',
        FEISHU_ENCRYPT_KEY: `${secrets}-encrypt`,
        FEISHU_VERIFICATION_TOKEN: `${secrets}-token`,
        TRANSLATOR: 'openai',
        TRANSLATOR_URL: `${nobody}/v1?key=${secrets}-url`,
        TRANSLATOR_KEY: `${secrets}-translator`,
        MODEL_NAME: 'm',
        SMTP_URL: `smtp://user:${secrets}-smtp@127.0.0.1:9`,
        SMTP_FROM: 'desk@seller.example',
      },
    });
    expect(service.url, service.output()).not.toBe('');
    const sandbox = sandboxClient(service.url);
    const store = 'amazon-de';
    const word = (where: string): string => `${buyers}-${where}`;
    const data = {
      buyer: { id: word('id'), name: word('name') },
      text: `Geld zurück! ${word('text')}`,
      subject: word('subject'),
      conversation_id: word('thread'),
    };
    const known = await push(service.url, { store, body: messageCreated(data) });
    expect(known.status).toBe(200);
    const { ticket } = await sandbox.buyer({
      store,
      buyer: word('sandbox'),
      text: `Wo ist es? ${word('sandbox-text')}`,
      files: [{ name: `${word('file')}.pdf`, data: pdf(word('file-content')).toString('base64') }],
    });

    // What goes wrong is told of without what it was about.
    const wrong = [
      `{"type":"message.created","data":{"buyer":"b","text":"${word('no-json')}`,
      JSON.stringify({ type: 'message.created', data: { buyer: { [word('key')]: 1 }, text: word('no-buyer') } }),
      JSON.stringify({ type: word('type'), data: { text: word('no-type') } }),
      messageCreated({ ...data, sent_at: word('sent-at') }),
      messageCreated({ ...data, attachments: [{ url: `https://127.0.0.1/${word('address')}?token=${secrets}-link` }] }),
      JSON.stringify({ type: 'review.created', data: { id: 'r1', rating: 1, text: word('review') } }),
      JSON.stringify({
        type: 'order.updated',
        data: { id: 'o1', status: 'shipped', buyer: { id: word('id') }, address: word('home') },
      }),
      `{"type":"message.created","data":{"buyer":"b","text":"x","order":${'['.repeat(3_000)}"${word('deep')}"${']'.repeat(3_000)}}}`,
    ];
    for (const body of wrong) await push(service.url, { store, body });
    await push(service.url, {
      store,
      body: messageCreated({ buyer: 'b', text: word('forged') }),
      headers: { 'webhook-signature': `v1,${secrets}` },
    });
    await fetch(`${service.url}/in/generic/${word('path')}?q=${word('query')}`, { method: 'POST', body: word('stray') });
    await fetch(`${service.url}/hook/feishu`, { method: 'POST', body: JSON.stringify({ encrypt: word('hook') }) });
    await fetch(`${service.url}/connect?pass=amazon-de.99999999999999.${secrets}`);
    await fetch(`${service.url}/sandbox/api/say`, { method: 'POST', body: `{"${word('half')}` });
    await sandbox.say('lin', `/claim ${ticket}`);
    await sandbox.say('lin', `/note ${ticket} ${colleagues}-note`);
    await sandbox.say('lin', `/reply ${ticket} ${colleagues}-answer`);
    await sandbox.say('lin', `/rule add x when text contains ${colleagues}-nonsense then`);
    await sandbox.say('lin', `${colleagues}-unknown command`);
    await sandbox.say('lin', `/mail ${colleagues}@seller.example`);
    await sandbox.say('lin', `/phone +86 138 0013 8000`);
    const mail = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
    await mail
      .sendMail({
        from: `${word('sender')}@x.example`,
        to: `${word('rcpt')}@in.seller.example`,
        subject: word('mail'),
        text: word('mail-text'),
      })
      .catch(() => undefined);
    mail.close();
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    await expect.poll(() => service.output(), { timeout: 15_000 }).toMatch(/"level":[45]0/);
    await service.stop();

    const written: [string, string][] = [
      ['the log', service.output()],
      ['the metrics', metrics],
      ...readdirSync(service.folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry): [string, string] => [entry.name, readFileSync(path.join(entry.parentPath, entry.name)).toString('latin1')]),
    ];
    const found = written.flatMap(([place, text]) =>
      [buyers, colleagues, secrets, '13800138000'].flatMap((mark) =>
        [...text.matchAll(new RegExp(`.{0,60}${mark}[\\w-]*`, 'g'))].map(([around]) => `${place}: ${around}`),
      ),
    );
    expect(found).toEqual([]);
  },
);
