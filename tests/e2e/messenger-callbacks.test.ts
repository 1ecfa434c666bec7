import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { encryptBody, signatureHeaders } from '../emulators/feishu/callback-crypto.ts';
import { startWecomEmulator } from '../emulators/wecom.ts';
import type { WecomEmulator } from '../emulators/wecom.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

/** Callbacks of messengers through the service's own door: what is not proven is refused, counted, and changes nothing. */

const feishuKeys = { encryptKey: 'emulated-encrypt-key', verificationToken: 'emulated-token' };
const wecomKeys = { token: 'EmulatedToken', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
const lin = { feishu: 'ou_lin', wecom: 'linyue', name: '林悦' };

let feishu: FeishuEmulator;
let wecom: WecomEmulator;
let service: InsideService;
let chats: { feishu: string; wecom: string };
let ticket: number;

beforeAll(async () => {
  [feishu, wecom] = await Promise.all([startFeishuEmulator(), startWecomEmulator({ botName: '更夫' })]);
  service = await startInside({
    env: {
      GENGFU_SANDBOX: 'on',
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_BASE_URL: feishu.url,
      FEISHU_MODE: 'http',
      FEISHU_ENCRYPT_KEY: feishuKeys.encryptKey,
      FEISHU_VERIFICATION_TOKEN: feishuKeys.verificationToken,
      WECOM_MODE: 'http',
      WECOM_TOKEN: wecomKeys.token,
      WECOM_AES_KEY: wecomKeys.aesKey,
      WECOM_API_URL: wecom.url,
    },
  });
  feishu.deliverTo({ mode: 'http', url: hook('feishu'), ...feishuKeys });
  wecom.deliverTo({ mode: 'http', url: hook('wecom'), ...wecomKeys });
  chats = {
    feishu: feishu.addChat({ people: [{ id: lin.feishu, name: lin.name }] }).id,
    wecom: wecom.addChat({ people: [{ id: lin.wecom, name: lin.name }], heard: true }).id,
  };
  // Known in both, and allowed to act.
  await feishu.pushMessage({ chat: chats.feishu, person: lin.feishu, text: `@bot /绑定 ${service.desk.bindCode.code}` });
  const { personId } = await service.desk.db.read.account.findFirstOrThrow({ where: { externalId: lin.feishu } });
  await wecom.pushMessage({
    chat: chats.wecom,
    person: lin.wecom,
    text: `@bot /绑定 ${await service.desk.linkCodes.issue(personId)}`,
  });
  ticket = (await sandboxClient(service.url).buyer({ store: 'amazon-de', buyer: 'b', text: 'Geld zurück' })).ticket!;
  await service.settled();
}, 60_000);
afterAll(() => Promise.all([service.stop(), feishu.stop(), wecom.stop()]));

const hook = (name: 'feishu' | 'wecom') => `${service.url}/hook/${name}`;

/** Everything that a push could have changed. */
async function history() {
  const { read } = service.desk.db;
  const [events, pushes, messages, people] = await Promise.all([
    read.ticketEvent.count(),
    read.messengerEvent.count(),
    read.message.count(),
    read.account.count(),
  ]);
  const said = feishu.messages(chats.feishu).length + wecom.messages(chats.wecom).length;
  return { events, pushes, messages, people, said };
}

async function refusedAt(door: string): Promise<number> {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  return Number(new RegExp(`^gengfu_refused\\{door="${door}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}

/** @param status the refusal; null for what the platform may send, which is answered and does nothing */
async function expectNothing(name: 'feishu' | 'wecom', status: number | null, send: () => Promise<number | undefined>) {
  const door = `/hook/${name}`;
  const [before, counted] = [await history(), await refusedAt(door)];
  expect(await send()).toBe(status ?? 200);
  await service.settled();
  expect(await history()).toEqual(before);
  expect((await refusedAt(door)) - counted).toBe(status === null ? 0 : 1);
}

describe('feishu', () => {
  const { encryptKey, verificationToken } = feishuKeys;
  const event = (text: string, id: string, { token = verificationToken, messageId = `om_${id}` } = {}) => ({
    schema: '2.0',
    header: { event_id: id, event_type: 'im.message.receive_v1', token, create_time: '1', app_id: feishu.appId, tenant_key: 't' },
    event: {
      sender: { sender_id: { open_id: lin.feishu }, sender_type: 'user', tenant_key: 't' },
      message: {
        message_id: messageId,
        create_time: '1',
        chat_id: chats.feishu,
        chat_type: 'group',
        message_type: 'text',
        content: JSON.stringify({ text: `@_user_1 ${text}` }),
        mentions: [{ key: '@_user_1', id: { open_id: feishu.bot.id }, name: 'bot' }],
      },
    },
  });
  const post = async (body: string, headers: Record<string, string>) =>
    (await feishu.postCallback(hook('feishu'), body, headers)).status;
  const sealed = (value: unknown, key = encryptKey) => encryptBody(JSON.stringify(value), key);
  const note = (id: string) => event(`/备注 ${ticket} ${id}`, id);

  test('what is proven acts, once, however often the same call comes', async () => {
    // In a group the bot does not hear this one: it is there to be answered.
    const { messageId } = await feishu.pushMessage({ chat: chats.feishu, person: lin.feishu, text: '在吗' });
    const body = sealed(event(`/备注 ${ticket} 看过了`, 'ev_right', { messageId }));
    const headers = signatureHeaders(body, encryptKey);
    const { events } = await history();
    expect(await post(body, headers)).toBe(200);
    expect((await history()).events).toBe(events + 1);
    // A replay is answered as the platform's own repetition is, and the core knows the event.
    await expectNothing('feishu', null, () => post(body, headers));
  });

  const spoilt: [string, number, () => [string, Record<string, string>]][] = [
    ['forged: signed with another key', 401, () => signed(sealed(note('a')), 'another')],
    ['unsigned', 401, () => [sealed(note('b')), {}]],
    ['the signature of another body', 401, () => [sealed(note('c')), signatureHeaders(sealed(note('d')), encryptKey)]],
    ['truncated', 401, () => signed(sealed(note('e')).slice(0, -40))],
    ['ciphertext truncated between two blocks', 401, () => signed(firstBlocks(sealed(note('f'))))],
    ['mis-encrypted', 401, () => signed(sealed(note('g'), 'another'))],
    ['in the clear although a key is set', 401, () => signed(JSON.stringify(note('h')))],
    ['with another verification token', 401, () => signed(sealed(event(`/备注 ${ticket} i`, 'i', { token: 'guessed' })))],
    ['a challenge with another token', 401, () => signed(sealed({ type: 'url_verification', challenge: 'c', token: 'guessed' }))],
    ['of the old schema', 400, () => signed(sealed({ type: 'event_callback', token: verificationToken, event: {} }))],
    ['oversized', 413, () => signed(sealed({ ...note('j'), filling: 'x'.repeat(1024 * 1024) }))],
  ];
  test.each(spoilt)('%s', async (_, status, make) => {
    await expectNothing('feishu', status, () => post(...make()));
  });

  function signed(body: string, key = encryptKey): [string, Record<string, string>] {
    return [body, signatureHeaders(body, key)];
  }
});

describe('wecom', () => {
  let eventId: string;
  beforeEach(async () => {
    ({ eventId } = await wecom.pushMessage({ chat: chats.wecom, person: lin.wecom, text: `@bot /查看 ${ticket}` }));
    await service.settled();
  });

  test.each([
    ['forged', 401],
    ['unsigned', 401],
    ['replayed', 401],
    ['stale', 401],
    ['truncated', 401],
    ['mis-encrypted', 401],
    ['misaddressed', 401],
    ['overlong', 401],
    ['garbled', 400],
  ] as const)('%s', async (how, status) => {
    await expectNothing('wecom', status, async () => (await wecom.tamper(eventId, how))?.status);
  });

  test('oversized', async () => {
    const body = JSON.stringify({ encrypt: 'x'.repeat(1024 * 1024) });
    await expectNothing('wecom', 413, async () => (await fetch(hook('wecom'), { method: 'POST', body })).status);
  });

  test('a forged look at the address learns nothing', async () => {
    const query = 'msg_signature=x&timestamp=1&nonce=n&echostr=abc';
    await expectNothing('wecom', 401, async () => (await fetch(`${hook('wecom')}?${query}`)).status);
  });
});

/** Ends between two cipher blocks. */
function firstBlocks(body: string): string {
  const bytes = Buffer.from((JSON.parse(body) as { encrypt: string }).encrypt, 'base64');
  return JSON.stringify({ encrypt: bytes.subarray(0, Math.floor(bytes.length / 32) * 16).toString('base64') });
}
