import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDingtalkEmulator } from '../emulators/dingtalk.ts';
import type { DingtalkEmulator } from '../emulators/dingtalk.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { encodeFrame } from '../emulators/feishu/frames.ts';
import { startWecomEmulator } from '../emulators/wecom.ts';
import type { WecomEmulator } from '../emulators/wecom.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';
import { dingtalkEnv } from '../timeline/dingtalk-env.ts';

/** What comes over the long connections and is no good: ignored or refused as the platform expects, counted, and nothing changes. */

const people = { feishu: 'ou_lin', dingtalk: '0166501', wecom: 'linyue' };
const name = '林悦';
const cardTemplate = 'gengfu-ticket.schema';
const template = readFileSync(new URL('../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url), 'utf8');

let feishu: FeishuEmulator;
let dingtalk: DingtalkEmulator;
let wecom: WecomEmulator;
let service: InsideService;
let chats: { feishu: string; dingtalk: string; wecom: string };
let ticket: number;

beforeAll(async () => {
  [feishu, dingtalk, wecom] = await Promise.all([
    startFeishuEmulator(),
    startDingtalkEmulator({ templates: { [cardTemplate]: template } }),
    startWecomEmulator({ botName: '更夫' }),
  ]);
  chats = {
    feishu: feishu.addChat({ people: [{ id: people.feishu, name }] }).id,
    dingtalk: dingtalk.addChat({ people: [{ id: people.dingtalk, name }] }).id,
    wecom: wecom.addChat({ people: [{ id: people.wecom, name }], heard: true }).id,
  };
  service = await startInside({
    env: {
      GENGFU_SANDBOX: 'on',
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_BASE_URL: feishu.url,
      ...dingtalkEnv(dingtalk),
      DINGTALK_ROBOT_CODE: dingtalk.robotCode,
      DINGTALK_CARD_TEMPLATE: cardTemplate,
      WECOM_BOT_ID: wecom.botId,
      WECOM_BOT_SECRET: wecom.secret,
      WECOM_WS_URL: wecom.wsUrl,
      WECOM_API_URL: wecom.url,
    },
  });
  await until(() => connected().every((count) => count === 1), 'the connections');
  // Known everywhere, and allowed to act: whoever forged something would act in their name.
  await feishu.pushMessage({ chat: chats.feishu, person: people.feishu, text: `@bot /绑定 ${service.desk.bindCode.code}` });
  const { personId } = await service.desk.db.read.account.findFirstOrThrow({ where: { externalId: people.feishu } });
  const link = async () => `@bot /绑定 ${await service.desk.linkCodes.issue(personId)}`;
  const linked = (externalId: string) =>
    until(() => service.desk.db.read.account.findFirst({ where: { externalId, personId } }), `${externalId} as the same person`);
  await dingtalk.pushMessage({ chat: chats.dingtalk, person: people.dingtalk, text: await link() });
  await linked(people.dingtalk);
  await wecom.pushMessage({ chat: chats.wecom, person: people.wecom, text: await link() });
  await linked(people.wecom);
  ticket = (await sandboxClient(service.url).buyer({ store: 'amazon-de', buyer: 'b', text: 'Geld zurück' })).ticket!;
  await service.settled();
}, 60_000);
afterAll(() => Promise.all([service.stop(), feishu.stop(), dingtalk.stop(), wecom.stop()]));

const connected = () => [feishu, dingtalk, wecom].map((platform) => platform.connections());

/** Everything that a push could have changed. */
async function history() {
  const { read } = service.desk.db;
  const [events, pushes, messages, accounts] = await Promise.all([
    read.ticketEvent.count(),
    read.messengerEvent.count(),
    read.message.count(),
    read.account.count(),
  ]);
  const said = [feishu.messages(chats.feishu), dingtalk.messages(chats.dingtalk), wecom.messages(chats.wecom)];
  return { events, pushes, messages, accounts, said: said.map(({ length }) => length) };
}

type Name = keyof typeof people;

async function refused(messenger: Name): Promise<number> {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  return Number(new RegExp(`^gengfu_refused\\{door="push/${messenger}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}

/** Sends it, waits until it was counted, and compares the world before and after. */
async function expectRefused(messenger: Name, send: () => void): Promise<void> {
  await service.settled();
  const [before, counted] = [await history(), await refused(messenger)];
  send();
  await expect.poll(() => refused(messenger), { timeout: 5_000 }).toBe(counted + 1);
  await service.settled();
  expect(await history()).toEqual(before);
  await expect.poll(connected, { timeout: 10_000 }).toEqual([1, 1, 1]);
}

/** The same push twice: what it does is done once, and the repetition is no offence. */
async function expectOnce(messenger: Name, send: () => void): Promise<void> {
  const counted = await refused(messenger);
  const notes = () => service.desk.db.read.ticketEvent.count({ where: { kind: 'note' } });
  const [before, answers] = [await notes(), await history()];
  for (let i = 0; i < 3; i += 1) send();
  await expect.poll(notes, { timeout: 5_000 }).toBe(before + 1);
  await service.settled();
  expect(await notes()).toBe(before + 1);
  expect((await history()).pushes).toBe(answers.pushes + 1);
  expect(await refused(messenger)).toBe(counted);
}

const oversized = 'x'.repeat(1024 * 1024);
const noise = Buffer.from(Array.from({ length: 200 }, (_, i) => (i * 151 + 7) % 256));

describe('feishu', () => {
  const event = (type: string, id: string, body: object, appId = feishu.appId) => ({
    schema: '2.0',
    header: { event_id: id, event_type: type, token: '', create_time: '1', app_id: appId, tenant_key: 't' },
    event: body,
  });
  const message = (id: string) => ({
    sender: { sender_id: { open_id: people.feishu }, sender_type: 'user', tenant_key: 't' },
    message: {
      message_id: `om_${id}`,
      create_time: '1',
      chat_id: chats.feishu,
      chat_type: 'group',
      message_type: 'text',
      content: JSON.stringify({ text: `@_user_1 /备注 ${ticket} ${id}` }),
      mentions: [{ key: '@_user_1', id: { open_id: feishu.bot.id }, name: 'bot' }],
    },
  });
  const said = (id: string) => event('im.message.receive_v1', id, message(id));
  const tap = (value: unknown) =>
    event('card.action.trigger', 'tap', {
      operator: { open_id: people.feishu },
      action: { tag: 'button', value },
      context: { open_message_id: 'om_x', open_chat_id: chats.feishu },
    });
  let frames = 0;
  const frame = (payload: string, sum = '1') =>
    encodeFrame(33_554_678, {
      method: 1,
      headers: { type: 'event', message_id: `f${(frames += 1)}`, sum, seq: '0', trace_id: 't' },
      payload: Buffer.from(payload),
    });

  test.each<[string, () => string | Uint8Array]>([
    ['bytes that are no frame', () => noise],
    ['a truncated frame', () => frame(JSON.stringify(said('a'))).subarray(0, 40)],
    ['a frame of truncated words', () => frame(JSON.stringify(said('b')).slice(0, -40))],
    ['an event of another shape', () => frame(JSON.stringify(event('im.message.receive_v1', 'c', { message: 'text' })))],
    ['an event of another app', () => frame(JSON.stringify(event('im.message.receive_v1', 'd', message('d'), 'cli_another')))],
    ['a tap with a forged value', () => frame(JSON.stringify(tap({ a: 'drop_table', t: ticket, v: 1 })))],
    ['a tap with a forged ticket', () => frame(JSON.stringify(tap({ a: 'claim', t: `${ticket} OR 1=1`, v: 1 })))],
  ])('%s', async (_, make) => {
    await expectRefused('feishu', () => feishu.sendRaw(make()));
  });

  test('repeated', async () => {
    const text = JSON.stringify(said('again'));
    await expectOnce('feishu', () => feishu.sendRaw(frame(text)));
  });
});

describe('dingtalk', () => {
  const robot = '/v1.0/im/bot/messages/get';
  const card = '/v1.0/card/instances/callback';
  const frame = (id: string, topic: string, data: unknown, type = 'CALLBACK') =>
    JSON.stringify({
      specVersion: '1.0',
      type,
      headers: { appId: 'a', connectionId: 'c', contentType: 'application/json', messageId: id, time: '1', topic },
      data: typeof data === 'string' ? data : JSON.stringify(data),
    });
  const said = (id: string, change: object = {}) => ({
    conversationId: chats.dingtalk,
    conversationType: '2',
    chatbotUserId: dingtalk.bot.id,
    robotCode: dingtalk.robotCode,
    msgId: id,
    senderId: '$:x',
    senderStaffId: people.dingtalk,
    msgtype: 'text',
    text: { content: ` /备注 ${ticket} ${id}` },
    ...change,
  });
  const tap = (params: object, change: object = {}) => ({
    outTrackId: 'card-1',
    userId: people.dingtalk,
    spaceType: 'IM_GROUP',
    spaceId: chats.dingtalk,
    content: JSON.stringify({ cardPrivateData: { actionIds: ['claim'], params } }),
    ...change,
  });

  /** With the code of the answer; null where nothing can be answered. */
  test.each<[string, number | null, (id: string) => string | Uint8Array]>([
    ['bytes that are no frame', null, () => noise],
    ['a truncated frame', null, (id) => frame(id, robot, said(id)).slice(0, -60)],
    ['a frame without headers', null, () => JSON.stringify({ type: 'CALLBACK', data: '{}' })],
    ['a frame of an unknown type', null, (id) => frame(id, robot, said(id), 'ORDER')],
    ['an oversized frame', null, (id) => frame(id, robot, said(id, { text: { content: oversized } }))],
    ['an unknown topic', 404, (id) => frame(id, '/v1.0/graph/api/invoke', said(id))],
    ['a topic that would end the process', 404, (id) => frame(id, 'error', said(id))],
    ['a message of truncated words', 200, (id) => frame(id, robot, JSON.stringify(said(id)).slice(0, -30))],
    ['a message of another shape', 200, (id) => frame(id, robot, said(id, { conversationType: '7' }))],
    ['a message for another robot', 200, (id) => frame(id, robot, said(id, { robotCode: 'dinganother' }))],
    ['a tap with a forged value', 200, (id) => frame(id, card, tap({ a: 'drop_table', t: String(ticket), v: '1' }))],
    ['a tap with a forged ticket', 200, (id) => frame(id, card, tap({ a: 'claim', t: `${ticket} OR 1=1`, v: '1' }))],
    ['a tap of nobody', 200, (id) => frame(id, card, tap({ a: 'claim', t: String(ticket), v: '1' }, { userId: '' }))],
    ['a tap whose content is no JSON', 200, (id) => frame(id, card, tap({}, { content: '{"cardPrivateData"' }))],
  ])('%s', async (what, code, make) => {
    await expectRefused('dingtalk', () => dingtalk.sendRaw(make(what)));
    const answer = () => dingtalk.history().find(({ kind, path }) => kind === 'frame' && path === what)?.status ?? null;
    await expect.poll(answer).toBe(code);
  });

  test('repeated, with another frame around it', async () => {
    let frames = 0;
    await expectOnce('dingtalk', () => dingtalk.sendRaw(frame(`again-${(frames += 1)}`, robot, said('again'))));
  });
});

describe('wecom', () => {
  let pushes = 0;
  const frame = (cmd: string, body: unknown) =>
    JSON.stringify({ cmd, headers: { req_id: `r-${(pushes += 1)}` }, ...(body === undefined ? {} : { body }) });
  const said = (id: string, change: object = {}) => ({
    msgid: id,
    aibotid: wecom.botId,
    chatid: chats.wecom,
    chattype: 'group',
    from: { userid: people.wecom },
    create_time: 1,
    msgtype: 'text',
    text: { content: `@更夫 /备注 ${ticket} ${id}` },
    ...change,
  });
  const tap = (event_key: unknown) => {
    const click = { card_type: 'button_interaction', event_key, task_id: 't1042-1' };
    const event = { eventtype: 'template_card_event', template_card_event: click };
    return said('tap', { msgtype: 'event', event });
  };

  test.each<[string, () => string | Uint8Array]>([
    ['bytes that are no frame', () => noise],
    ['no frame at all', () => 'null'],
    ['a truncated frame', () => frame('aibot_msg_callback', said('a')).slice(0, -20)],
    ['an unknown command', () => frame('aibot_obey_callback', said('b'))],
    ['a push without a body', () => frame('aibot_msg_callback', undefined)],
    ['a message of nobody', () => frame('aibot_msg_callback', said('c', { from: {} }))],
    ['a message for another bot', () => frame('aibot_msg_callback', said('d', { aibotid: 'aib-another' }))],
    ['a tap with a forged value', () => frame('aibot_event_callback', tap(`drop_table:${ticket}:1`))],
    ['a tap with a forged ticket', () => frame('aibot_event_callback', tap(`claim:${ticket} OR 1=1:1`))],
    ['a tap whose value is no text', () => frame('aibot_event_callback', tap({ a: 'claim' }))],
  ])('%s', async (_, make) => {
    await expectRefused('wecom', () => wecom.sendRaw(make()));
  });

  test('an oversized frame ends the line, which comes back', async () => {
    const lines = () => wecom.history().filter(({ kind }) => kind === 'handshake').length;
    const before = lines();
    await expectRefused('wecom', () => wecom.sendRaw(frame('aibot_msg_callback', said('e', { text: { content: oversized } }))));
    await expect.poll(lines).toBe(before + 1);
    await expect.poll(connected).toEqual([1, 1, 1]);
  });

  test('repeated, under another req_id', async () => {
    await expectOnce('wecom', () => wecom.sendRaw(frame('aibot_msg_callback', said('again'))));
  });
});
