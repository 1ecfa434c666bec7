import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProcess } from '../timeline/start-process.ts';
import type { ServiceProcess } from '../timeline/start-process.ts';
import { terminal } from './run-cli.ts';
import type { Terminal } from './run-cli.ts';

const mail = 'tests/fixtures/amazon/message-de-pre.eml';
const written = {
  type: 'message.created',
  data: { buyer: { id: 'b1', name: 'Ann' }, order: 'A-1', text: 'Where is my refund?' },
};

function save(gengfu: Terminal, name: string, content: unknown): string {
  const file = path.join(gengfu.folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

async function readOut(gengfu: Terminal, ...args: string[]): Promise<unknown> {
  return JSON.parse((await gengfu(...args, '--json')).out);
}

describe('without a service the app is put together for one event', () => {
  const gengfu = terminal();

  test('a webhook body becomes a ticket, once', async () => {
    const file = save(gengfu, 'written.json', written);
    expect(await gengfu('send', file, '--store', 'shopee-my')).toMatchObject({
      code: 0,
      err: '',
      out: 'ticket #1001 (urgent)\n',
    });
    expect((await gengfu('send', file, '--store', 'shopee-my')).out).toBe(
      'A repetition; it was taken before. ticket #1001 (urgent)\n',
    );
    expect(await readOut(gengfu, 'send', file, '--store', 'shopee-my', '--again')).toMatchObject({
      duplicate: false,
      state: 'done',
      ticket: '#1001',
    });
  });

  test('a mail becomes a ticket', async () => {
    expect(await readOut(gengfu, 'send', mail, '--store', 'amazon-de')).toMatchObject({
      state: 'done',
      duplicate: false,
      ticket: '#1002',
    });
    expect(await readOut(gengfu, 'send', mail, '--store', 'amazon-de')).toMatchObject({ duplicate: true, ticket: '#1002' });
  });

  test('what no shop may send is put aside with its error', async () => {
    const parked = await gengfu('send', save(gengfu, 'odd.json', { type: 'nonsense' }), '--store', 'amazon-de');
    expect(parked.code).toBe(1);
    expect(parked.out).toMatch(/^could not be processed and is kept as it came: .*type.*gengfu inbox retry [0-9a-f]{8}\n$/);
    const code = /[0-9a-f]{8}(?=\n$)/.exec(parked.out)![0];
    expect((await gengfu('inbox', 'parked')).out).toMatch(new RegExp(`^${code} +amazon-de +generic .*type`, 'm'));
    expect((await gengfu('inbox', 'parked', code)).out).toContain('{"type":"nonsense"}');
    expect(await readOut(gengfu, 'inbox', 'parked', code)).toMatchObject({ storeId: 'amazon-de', body: '{"type":"nonsense"}' });
    expect(await gengfu('inbox', 'retry', 'ffffffff')).toMatchObject({ code: 1, err: 'no parked message "ffffffff"\n' });
    expect((await gengfu('inbox', 'retry', 'all')).out).toBe('1 put back; the next start processes them.\n');
    expect((await gengfu('inbox', 'parked')).out).toBe('Nothing is parked.\n');
  });

  test('a store must be named where there are several, and JSON must be JSON', async () => {
    expect((await gengfu('send', mail)).err).toMatch(/--store.*amazon-de shopee-my/);
    expect((await gengfu('send', save(gengfu, 'broken.json', '{"type":'), '--store', 'amazon-de')).err).toMatch(/^not JSON/);
  });

  test('then rules are there, and can be tried on what came', async () => {
    const rules = (await readOut(gengfu, 'rule', 'list')) as { name: string; enabled: boolean; level: string }[];
    expect(rules.length).toBeGreaterThan(3);
    const listed = await gengfu('rule', 'list');
    for (const { name } of rules) expect(listed.out).toContain(name);
    expect(Math.max(...listed.out.split('\n').map((line) => line.length))).toBeLessThan(250);

    const tried = await readOut(gengfu, 'rule', 'test', '--rule', 'when text contains "where is my" then important');
    expect(tried).toMatchObject({ days: 30, hits: 2, samples: [{ ticket: 1001 }, { ticket: 1001 }] });
    const chinese = await gengfu(
      'rule',
      'test',
      '--rule',
      '当 内容包含 "where is my" 且 店铺是 "amazon-de" 则 紧急',
      '--days',
      '7',
    );
    expect(chinese.out).toMatch(/rung 0 times in 7 days/);
    expect((await gengfu('rule', 'test', rules.find(({ level }) => level === 'urgent')!.name)).code).toBe(0);
  });
});

describe('beside a running service', () => {
  let service: ServiceProcess;
  let gengfu: Terminal;
  beforeAll(async () => {
    service = await startProcess();
    gengfu = terminal({ folder: service.folder });
  });
  afterAll(() => service.stop());

  const cards = async (): Promise<{ kind: string; ticket?: number }[]> => {
    const { messages } = (await (await fetch(`${service.url}/sandbox/api/messages`)).json()) as {
      messages: { kind: string; ticket?: number }[];
    };
    return messages.filter(({ kind }) => kind === 'card');
  };

  test('webhook and mail go into it and come out as cards', async () => {
    expect(await gengfu('send', save(gengfu, 'written.json', written), '--store', 'shopee-my')).toMatchObject({
      out: 'ticket #1001 (urgent)\n',
    });
    expect(await readOut(gengfu, 'send', mail, '--store', 'amazon-de')).toMatchObject({ state: 'done', ticket: '#1002' });
    expect(await readOut(gengfu, 'send', mail, '--store', 'amazon-de')).toMatchObject({ duplicate: true, ticket: '#1002' });
    await expect.poll(async () => (await cards()).map(({ ticket }) => ticket).sort()).toEqual([1001, 1002]);
  });

  test('what was parked goes through it once more', async () => {
    const { out } = await gengfu('send', save(gengfu, 'odd.json', { type: 'nonsense' }), '--store', 'amazon-de');
    const code = /[0-9a-f]{8}(?=\n$)/.exec(out)![0];
    const again = await gengfu('inbox', 'retry', code);
    expect(again).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^1 tried again: 0 done, 1 parked again.*type/) as string,
    });
    expect((await terminal({ folder: service.folder, env: { GENGFU_LANGUAGE: 'zh' } })('doctor')).out).toMatch(
      /异常消息: 1 条消息处理不了;看一看:gengfu inbox parked/,
    );
  });

  test('a service elsewhere is asked by its address, with the secret from the environment', async () => {
    const file = save(gengfu, 'far.json', { ...written, data: { ...written.data, buyer: 'b2' } });
    const far = terminal({ env: { GENGFU_WEBHOOK_SECRET: 'whsec_Z2VuZ2Z1LWRlbW8tc3RvcmVzLW9ubHk=' } });
    expect((await far('send', file, '--store', 'amazon-de', '--url', service.url)).out).toMatch(/^taken /);
    const wrong = terminal({ env: { GENGFU_WEBHOOK_SECRET: 'whsec_d3JvbmcgYnV0IHZhbGlkIGJhc2U2NA==' } });
    expect((await wrong('send', file, '--store', 'amazon-de', '--url', service.url)).err).toMatch(
      /^refused by the service: bad_signature/,
    );
    expect((await far('send', file, '--store', 'amazon-de', '--url', 'http://127.0.0.1:9')).err).toMatch(/does not answer/);
  });
});
