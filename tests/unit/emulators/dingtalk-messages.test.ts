import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDingtalkEmulator } from '../../emulators/dingtalk.ts';
import type { DingtalkEmulator, DingtalkEmulatorOptions } from '../../emulators/dingtalk.ts';
import { createRest } from './dingtalk/rest.ts';

const lin = { id: '0166501', name: '林悦' };
const chen = { id: '0166502', name: '陈晨' };

let emulator: DingtalkEmulator;
let rest: Awaited<ReturnType<typeof createRest>>;
let chat: string;

beforeEach(() => begin());
afterEach(() => emulator.stop());

async function begin(options: DingtalkEmulatorOptions = {}): Promise<void> {
  emulator = await startDingtalkEmulator({ messageAckMs: 50, ...options });
  rest = await createRest(emulator);
  chat = emulator.addChat({ people: [lin, chen] }).id;
}

async function restart(options: DingtalkEmulatorOptions): Promise<void> {
  await emulator.stop();
  await begin(options);
}

const robot = (change: Record<string, unknown>) => ({ robotCode: emulator.robotCode, ...change });
const words = (content: string) => ({ msgKey: 'sampleText', msgParam: JSON.stringify({ content }) });
const send = (change: Record<string, unknown> = {}) =>
  rest.post('/v1.0/robot/groupMessages/send', robot({ openConversationId: chat, ...words('还剩 20 分钟'), ...change }));

async function webhook(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

test('tokens: wrong secrets, lapsed and forgotten ones are refused as the platform does', async () => {
  const wrong = await rest.post('/v1.0/oauth2/accessToken', { appKey: emulator.clientId, appSecret: 'no' });
  expect(wrong).toMatchObject({ status: 400, body: { code: 'invalidClientIdOrSecret' } });
  emulator.invalidateTokens();
  expect(await send()).toMatchObject({ status: 400, body: { code: 'InvalidAuthentication' } });
  const old = await webhook(`${emulator.url}/topapi/v2/user/get?access_token=${rest.accessToken}`, { userid: lin.id });
  expect(old.errcode).toBe(40_014);
  await restart({ tokenTtlSeconds: 0, routes: { invalidTokenStatus: 401 } });
  expect((await send()).status).toBe(401);
});

test('a group message is seen, and can be recalled by its key', async () => {
  const { body } = await send({
    msgKey: 'sampleMarkdown',
    msgParam: JSON.stringify({ title: '#1042', text: '[打开](https://desk.example/1042)' }),
  });
  expect(emulator.messages(chat)).toMatchObject([
    { messageId: body.processQueryKey, from: 'bot', type: 'sampleMarkdown', links: ['https://desk.example/1042'] },
  ]);
  await rest.post(
    '/v1.0/robot/groupMessages/recall',
    robot({ openConversationId: chat, processQueryKeys: [body.processQueryKey] }),
  );
  expect(emulator.messages(chat)[0]?.recalled).toBe(true);
});

test.each([
  ['the wrong robot', { robotCode: 'other' }],
  ['an unknown conversation', { openConversationId: 'cidnone' }],
  ['an unknown msgKey', { msgKey: 'text' }],
  ['a parameter that is no string', { msgParam: { content: 'x' } }],
  ['a parameter without its field', { msgParam: '{}' }],
  ['a parameter over 15,000 bytes', words('ü'.repeat(7_500))],
])('a group message with %s is refused', async (_what, change) => {
  expect((await send(change)).status).toBe(400);
  expect(emulator.messages(chat)).toEqual([]);
});

test('a removed bot cannot speak', async () => {
  emulator.removeBot(chat);
  expect((await send()).status).toBe(400);
});

test('private messages say whom they did not reach, twenty at most', async () => {
  emulator.flowControl(chen.id);
  const batch = (userIds: string[]) => rest.post('/v1.0/robot/oToMessages/batchSend', robot({ userIds, ...words('今晚你值班') }));
  expect((await batch([lin.id, chen.id, 'nobody'])).body).toMatchObject({
    invalidStaffIdList: ['nobody'],
    flowControlledStaffIdList: [chen.id],
  });
  expect(emulator.messages(emulator.privateChat(lin.id))).toMatchObject([{ text: '今晚你值班' }]);
  expect(emulator.messages(emulator.privateChat(chen.id))).toEqual([]);
  expect((await batch(Array.from({ length: 21 }, (_, i) => `u${i}`))).status).toBe(400);
});

test('DING rings by app, SMS or phone and names whom it missed', async () => {
  emulator.hide(chen.id);
  const ding = (remindType: number) =>
    rest.post('/v1.0/robot/ding/send', robot({ remindType, receiverUserIdList: [lin.id, chen.id], content: '#1042 超时' }));
  const { body } = await ding(3);
  expect(Object.keys(body.failedList as object)).toEqual([chen.id]);
  expect(emulator.urgent()).toMatchObject([{ people: [lin.id], remindType: 3 }]);
  expect((await ding(4)).status).toBe(400);
});

test('the webhook of a message answers it, until it lapses', async () => {
  const replied = async () => {
    await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表' });
    const url = String(emulator.pushed().at(-1)?.sessionWebhook);
    return webhook(url, { msgtype: 'markdown', markdown: { title: '列表', text: '#1042' }, at: { atUserIds: [lin.id] } });
  };
  expect(await replied()).toMatchObject({ errcode: 0 });
  expect(emulator.messages(chat).at(-1)).toMatchObject({ text: '#1042', mentions: [lin.id] });
  expect(emulator.quota.used).toBe(0);
  await restart({ messages: { sessionTtlMs: -1 } });
  expect((await replied()).errcode).not.toBe(0);
});

test('a custom robot checks signature and keyword, and falls silent after its twentieth message', async () => {
  await restart({ limits: { robotWindowMs: 500, robotPenaltyMs: 300 } });
  const secret = 'SEC0123';
  const { webhook: url } = emulator.addRobot({ chat, secret, keyword: '工单' });
  const signed = (at: number) => {
    const sign = createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64');
    return `${url}&timestamp=${at}&sign=${encodeURIComponent(sign)}`;
  };
  const body = { msgtype: 'text', text: { content: '工单 #1042' }, at: { isAtAll: true } };
  expect((await webhook(url, body)).errcode).not.toBe(0);
  expect((await webhook(signed(Date.now() - 3_700_000), body)).errcode).not.toBe(0);
  expect((await webhook(signed(Date.now()), { ...body, text: { content: '#1042' } })).errcode).not.toBe(0);
  for (let i = 0; i < 20; i += 1) expect(await webhook(signed(Date.now()), body)).toMatchObject({ errcode: 0 });
  expect((await webhook(signed(Date.now()), body)).errcode).not.toBe(0);
  expect(emulator.messages(chat)).toHaveLength(20);
  expect(emulator.messages(chat)[0]?.mentions).toEqual(['all']);
  await expect.poll(() => webhook(signed(Date.now()), body), { interval: 50 }).toMatchObject({ errcode: 0 });
});

test('media goes up, pictures of messages come down', async () => {
  const media = new FormData();
  media.append('media', new File([new Uint8Array([137, 80])], '图.png'));
  const address = `${emulator.url}/media/upload?access_token=${rest.accessToken}&type=image`;
  const uploaded = (await (await fetch(address, { method: 'POST', body: media })).json()) as Record<string, unknown>;
  expect(emulator.uploads()).toEqual([{ key: uploaded.media_id, name: '图.png', bytes: 2 }]);

  await emulator.pushMessage({ chat, person: lin.id, text: '@bot', type: 'richText', picture: new Uint8Array([7, 8]) });
  const { richText } = emulator.pushed()[0]?.content as { richText: { downloadCode?: string }[] };
  const { body } = await rest.post('/v1.0/robot/messageFiles/download', robot({ downloadCode: richText.at(-1)?.downloadCode }));
  const file = await fetch(String(body.downloadUrl));
  expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([7, 8]);
});

test('names: by userId, and as members of a group in pages', async () => {
  const named = await webhook(`${emulator.url}/topapi/v2/user/get?access_token=${rest.accessToken}`, { userid: lin.id });
  expect(named).toMatchObject({ errcode: 0, result: { name: '林悦' } });
  const page = (nextToken?: string) =>
    rest.post('/v1.0/im/innerGroups/memberLists/query', { openConversationId: chat, userId: lin.id, maxResults: 1, nextToken });
  const first = await page();
  expect(first.body).toMatchObject({ list: [{ userId: lin.id, name: '林悦' }], hasMore: true });
  expect((await page(String(first.body.nextToken))).body).toMatchObject({ list: [{ userId: chen.id }], hasMore: false });
  await restart({ routes: { memberLists: 'refused' } });
  expect((await page()).status).toBe(403);
});

test('twenty calls of one API in a second, and so many of all in a month', async () => {
  const answers = await Promise.all(Array.from({ length: 21 }, () => send()));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect(answers.find(({ status }) => status !== 200)).toMatchObject({
    status: 403,
    body: { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' },
  });
  expect(emulator.quota.used).toBe(20);
  await restart({ monthlyQuota: 1 });
  await send();
  expect(await send()).toMatchObject({ status: 403, body: { code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' } });
});

test('planned failures come once, in the shape asked for', async () => {
  emulator.failNext({ path: /groupMessages/, status: 504, code: 'system.timeout' });
  emulator.failNext({ path: /groupMessages/, status: 200, code: 'banned', raw: { status: 1111, wait: 5, punish: 'deny' } });
  expect((await send()).status).toBe(504);
  expect((await send()).body).toEqual({ status: 1111, wait: 5, punish: 'deny' });
  expect((await send()).status).toBe(200);
  expect(emulator.history().map(({ status, code }) => [status, code])).toContainEqual([504, 'system.timeout']);
});
