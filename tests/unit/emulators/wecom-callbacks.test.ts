import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWecomEmulator } from '../../emulators/wecom.ts';
import type { WecomEmulator } from '../../emulators/wecom.ts';
import { until } from '../../timeline/until.ts';
import { buttonCard, createClient, noticeCard, people } from './wecom-client.ts';

/** The emulated callback mode, against a small bot that checks and opens what it is sent with the official library. */

const secrets = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };
const [lin] = people as [(typeof people)[0], (typeof people)[0]];

type Body = Record<string, unknown>;
/** What the bot answers: a body to encrypt, nothing, or never. */
let answer: (body: Body) => Body | '' | Promise<Body | ''>;
let heard: Body[];
let emulator: WecomEmulator;
let chat: string;
let stopBot: () => Promise<void>;

beforeEach(async () => {
  heard = [];
  answer = () => '';
  emulator = await startWecomEmulator({ windows: { answerMs: 400, streamPollMs: 30 } });
  chat = emulator.addChat({ people }).id;
  const server = createServer((request, response) => {
    void (async () => {
      const query = new URL(request.url ?? '/', 'http://bot').searchParams;
      let text = '';
      for await (const part of request) text += String(part);
      const sealed = request.method === 'GET' ? query.get('echostr') : (JSON.parse(text) as { encrypt: string }).encrypt;
      const opened = open(query, sealed ?? '');
      if (opened === null) return response.writeHead(401).end();
      if (request.method === 'GET') return response.end(opened);
      const body = JSON.parse(opened) as Body;
      heard.push(body);
      const said = await answer(body);
      response.end(said === '' ? '' : sealAnswer(said));
    })().catch(() => response.writeHead(400).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/wecom`;
  emulator.deliverTo({ mode: 'http', url, ...secrets });
  stopBot = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterEach(async () => {
  await emulator.stop();
  await stopBot();
});

function open(query: URLSearchParams, sealed: string): string | null {
  const timestamp = query.get('timestamp') ?? '';
  const signature = getSignature(secrets.token, timestamp, query.get('nonce') ?? '', sealed);
  if (query.get('msg_signature') !== signature || Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) return null;
  const { message, id } = decrypt(secrets.aesKey, sealed);
  return id === '' && message !== '' ? message : null;
}

function sealAnswer(body: Body): string {
  const sealed = encrypt(secrets.aesKey, JSON.stringify(body), '');
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1_000)), 'n1'];
  return JSON.stringify({
    encrypt: sealed,
    msgsignature: getSignature(secrets.token, timestamp, nonce, sealed),
    timestamp,
    nonce,
  });
}

const stream = (content: string, finish: boolean) => ({ msgtype: 'stream', stream: { id: 's1', finish, content } });
const write = (text: string) => emulator.pushMessage({ chat, person: lin.id, text: `@bot ${text}` });

test('the address is verified by the plain echo', async () => {
  expect(await emulator.verifyAddress()).toMatchObject({ verified: true, answer: { status: 200 } });
});

test('a bot that is called back cannot subscribe as well', async () => {
  const client = createClient(emulator, { maxAuthFailureAttempts: 0 });
  const refused = new Promise<Error>((resolve) => client.once('error', resolve));
  client.connect();
  expect((await refused).message).toContain('853000');
  client.disconnect();
});

describe('messages', () => {
  test('arrive encrypted and may be answered with nothing', async () => {
    expect(await write('/列表')).toMatchObject({ delivered: true, attempts: 1 });
    expect(heard).toMatchObject([{ chatid: chat, text: { content: '@更夫 /列表' }, from: { userid: lin.id } }]);
  });

  test('are answered by a stream that the platform keeps asking for', async () => {
    answer = ({ msgtype }) => stream(msgtype === 'text' ? '正在查…' : '三件待办', msgtype === 'stream' && heard.length > 2);
    await write('/列表');
    await until(() => heard.length === 3, 'two refreshes');
    expect(heard[1]).toMatchObject({ msgtype: 'stream', stream: { id: 's1' }, chatid: chat });
    await expect.poll(() => emulator.messages(chat).at(-1)).toMatchObject({ type: 'stream', revision: 2, text: '三件待办' });
  });

  test('are not answered by plain text, nor after the time is over', async () => {
    answer = () => ({ msgtype: 'text', text: { content: '好' } });
    expect(await write('/列表')).toMatchObject({ refused: 40008 });
    answer = () => new Promise((resolve) => setTimeout(() => resolve(stream('好', true)), 600));
    expect(await write('/列表')).toMatchObject({ delivered: false, attempts: 1 });
    expect(emulator.messages(chat)).toHaveLength(2);
  });

  test('come again, with the same msgid, where that is set', async () => {
    const url = 'http://127.0.0.1:9/nobody';
    const other = await startWecomEmulator({ repushes: 2, delivery: { mode: 'http', url, ...secrets } });
    const there = other.addChat({ people, heard: true }).id;
    expect(await other.pushMessage({ chat: there, person: lin.id, text: '@bot /列表' })).toMatchObject({
      delivered: false,
      attempts: 3,
    });
    await other.stop();
  });

  test('of one person wait for each other: no more than three at once', async () => {
    const done = Promise.withResolvers<''>();
    answer = () => done.promise;
    const three = [1, 2, 3].map((n) => write(`/认领 ${n}`));
    await until(() => heard.length === 3, 'three interactions');
    expect(await write('/认领 4')).toMatchObject({ delivered: false, busy: true });
    done.resolve('');
    expect(await Promise.all(three)).toMatchObject([1, 2, 3].map(() => ({ delivered: true })));
    expect(await write('/认领 4')).toMatchObject({ delivered: true });
  });

  test('carry an address for one later answer', async () => {
    await write('/列表');
    const url = String(heard[0]?.response_url);
    const respond = async (body: Body) =>
      (
        (await (
          await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
        ).json()) as { errcode: number }
      ).errcode;
    expect(await respond({ response_type: 'update_template_card', template_card: noticeCard() })).toBe(40008);
    expect(await respond({ msgtype: 'template_card', template_card: buttonCard() })).toBe(0);
    expect(await respond({ msgtype: 'markdown', markdown: { content: '再来' } })).toBe(40058);
    await write('/列表');
    emulator.expire(String(heard[1]?.response_url));
    const late = await fetch(String(heard[1]?.response_url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'markdown', markdown: { content: '晚了' } }),
    });
    expect(await late.json()).toMatchObject({ errcode: 40058 });
  });
});

describe('events', () => {
  test('of entering are answered by text', async () => {
    answer = () => ({ msgtype: 'text', text: { content: '你好' } });
    await emulator.pushEnterChat(lin.id);
    expect(emulator.messages(lin.id)).toMatchObject([{ text: '你好', from: emulator.bot.id }]);
  });

  test('of clicking are answered by the card’s next state, in time and once', async () => {
    answer = () => ({ msgtype: 'template_card', template_card: buttonCard() });
    await write('/列表');
    const press = () => emulator.press({ messageId: 't1042-3', person: lin.id, key: 'claim:1042:3' });
    answer = () => '';
    expect(await press()).toMatchObject({ failure: 'no-answer' });
    answer = () => ({ response_type: 'update_template_card', template_card: noticeCard({ task_id: 'other' }) });
    expect(await press()).toMatchObject({ failure: 'refused', refused: 40058 });
    answer = () => ({ response_type: 'update_template_card', template_card: noticeCard(), userids: [lin.id] });
    expect(await press()).toMatchObject({ card: noticeCard() });
    expect(emulator.offered('t1042-3', lin.id)).toEqual([]);
    expect(emulator.offered('t1042-3')).toHaveLength(2);
  });
});

describe('spoilt callbacks', () => {
  test.each([
    ['forged', 401],
    ['unsigned', 401],
    ['stale', 401],
    ['misaddressed', 401],
    // The library takes whatever length the plaintext claims; id and length do not fit.
    ['overlong', 400],
    ['truncated', 400],
    ['garbled', 400],
  ] as const)('%s is noticed', async (how, status) => {
    const { eventId } = await write('/列表');
    expect(await emulator.tamper(eventId, how)).toMatchObject({ status });
    expect(heard).toHaveLength(1);
  });

  test('encrypted under another key gives nothing that makes sense', async () => {
    const { eventId } = await write('/列表');
    expect((await emulator.tamper(eventId, 'mis-encrypted'))?.status).not.toBe(200);
    expect(heard).toHaveLength(1);
  });

  test('replayed arrives as it was', async () => {
    const { eventId } = await write('/列表');
    expect(await emulator.tamper(eventId, 'replayed')).toMatchObject({ status: 200 });
    expect(heard[1]).toEqual(heard[0]);
  });
});
