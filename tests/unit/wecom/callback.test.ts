import { afterEach, describe, expect, test } from 'vitest';
import { checkWecom } from '../../../adapters/messengers/wecom/check.ts';
import { createWecom } from '../../../adapters/messengers/wecom/index.ts';
import { ticketCard } from '../../contract/messenger/sample-cards.ts';
import { faultOf } from '../../contract/messenger/scene.ts';
import { seal } from '../../emulators/wecom/callback-crypto.ts';
import { people, secrets, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage?.stop());

const [lin] = people.map(({ id }) => id) as [string];
const http = { options: { mode: 'http' as const } };
const write = (text = '@bot /列表') => stage.emulator.pushMessage({ chat: stage.chat, person: lin, text });

test('the console can verify the address, and nobody else learns anything from it', async () => {
  stage = await setStage(http);
  expect(await stage.emulator.verifyAddress()).toMatchObject({ verified: true });
  expect((await fetch(`${stage.url}?msg_signature=x&timestamp=1&nonce=n&echostr=abc`)).status).toBe(401);
});

describe('a spoilt callback is refused and changes nothing', () => {
  test.each([
    'forged',
    'unsigned',
    'replayed',
    'stale',
    'truncated',
    'mis-encrypted',
    'misaddressed',
    'overlong',
    'garbled',
  ] as const)('%s', async (how) => {
    stage = await setStage(http);
    const { eventId } = await write();
    const answer = await stage.emulator.tamper(eventId, how);
    expect(answer?.status).toBe(how === 'garbled' ? 400 : 401);
    expect(answer?.text).not.toContain('列表');
    expect(stage.inbound.sayings).toHaveLength(1);
  });

  test('too large, no JSON, the wrong shape', async () => {
    stage = await setStage(http);
    const call = async (body: string) => (await stage.messenger.routes?.request('/hook/wecom', { method: 'POST', body }))?.status;
    expect(await call('x'.repeat(2 * 1024 * 1024))).toBe(413);
    expect(await call('{')).toBe(401);
    expect(await call('{"encrypt":7}')).toBe(401);
  });

  test('well made, of a shape nobody knows', async () => {
    stage = await setStage(http);
    const { query, encrypted } = seal(secrets, JSON.stringify({ msgtype: 'event', event: 'what' }));
    const address = `${stage.url}?${new URLSearchParams(query).toString()}`;
    const response = await fetch(address, { method: 'POST', body: JSON.stringify({ encrypt: encrypted }) });
    expect(response.status).toBe(200);
    expect(stage.inbound.taps).toEqual([]);
  });
});

test('before the start it is told to come again', async () => {
  stage = await setStage({ ...http, unstarted: true });
  expect((await write()).delivered).toBe(false);
});

describe('speaking when spoken to', () => {
  test('an answer of a text and a card uses the address and the callback itself', async () => {
    stage = await setStage(http);
    stage.inbound.onSaid = async ({ chat }) => {
      const text = await stage.messenger.say({ chat, text: '最急的一条', key: 'a' });
      const card = await stage.messenger.postCard({ chat, card: ticketCard(), key: 'b' });
      return { messageIds: [text.messageId, card.messageId] };
    };
    expect(await write()).toMatchObject({ delivered: true });
    const bot = stage.emulator.messages(stage.chat).filter(({ from }) => from === stage.emulator.bot.id);
    expect(bot.map(({ type }) => type)).toEqual(['markdown', 'template_card']);
  });

  test('a core that is slow does not keep the platform waiting', async () => {
    stage = await setStage(http);
    const done = Promise.withResolvers<{ messageIds: string[] }>();
    stage.inbound.onSaid = () => done.promise;
    expect(await write()).toMatchObject({ delivered: true });
    await stage.messenger.say({ chat: stage.chat, text: '迟到的回答', key: 'k' });
    done.resolve({ messageIds: [] });
    expect(stage.emulator.messages(stage.chat).at(-1)?.text).toBe('迟到的回答');
  });

  test('unasked, an alarm goes through the robot, or is refused with the way out', async () => {
    stage = await setStage(http);
    const alarm = { chat: stage.chat, card: ticketCard(), key: 'k' };
    expect(await faultOf(stage.messenger.postCard(alarm))).toBe('refused');
    const { url } = stage.emulator.addWebhook({ chat: stage.chat });
    const other = createWecom({ mode: 'http', ...secrets, webhookUrl: url });
    await other.start(stage.inbound);
    await other.postCard(alarm);
    await other.stop();
    expect(stage.emulator.messages(stage.chat).at(-1)?.text).toContain('认领 1042');
  });
});

describe('options and check', () => {
  test('say what is missing', () => {
    expect(() => createWecom({})).toThrow(/WECOM_BOT_ID/);
    expect(() => createWecom({ mode: 'http', token: 't', aesKey: 'short' })).toThrow(/43/);
    expect(() => createWecom({ mode: 'http', ...secrets, corpId: 'ww1' })).toThrow(/belong together/);
  });

  test('look at everything without taking the connection or saying a word', async () => {
    stage = await setStage();
    const { emulator } = stage;
    const { url } = emulator.addWebhook({ chat: stage.chat });
    const options = { botId: emulator.botId, botSecret: emulator.secret, wsUrl: emulator.wsUrl, apiUrl: emulator.url };
    const corp = { corpId: emulator.corpId, corpSecret: emulator.corpSecret };
    expect(await checkWecom({ ...options, ...corp, webhookUrl: url })).toMatchObject({ good: { length: 3 }, remarks: [] });
    expect(emulator.messages(stage.chat)).toEqual([]);
    expect(stage.messenger.connection().state).toBe('connected');
    await expect(checkWecom({ ...options, ...corp, corpSecret: 'wrong' })).rejects.toThrow(/corp secret/);
    await expect(checkWecom({ ...options, webhookUrl: `${emulator.url}/cgi-bin/webhook/send?key=no` })).rejects.toThrow(
      /webhook/,
    );
    await expect(checkWecom({ ...options, wsUrl: 'ws://127.0.0.1:1' })).rejects.toThrow(/127\.0\.0\.1/);
  });
});
