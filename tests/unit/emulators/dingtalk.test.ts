import { once } from 'node:events';
import { EventAck, TOPIC_CARD, TOPIC_ROBOT } from 'dingtalk-stream';
import type { DWClientDownStream } from 'dingtalk-stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startDingtalkEmulator } from '../../emulators/dingtalk.ts';
import type { DingtalkEmulator, DingtalkEmulatorOptions } from '../../emulators/dingtalk.ts';
import { StreamClient } from './dingtalk/stream-client.ts';

const lin = { id: '0166501', name: '林悦' };
const chen = { id: '0166502', name: '陈晨' };

let emulator: DingtalkEmulator;
let clients: StreamClient[];

beforeEach(() => {
  clients = [];
  for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockReturnValue();
});
afterEach(async () => {
  for (const client of clients) client.quit();
  await emulator.stop();
  vi.restoreAllMocks();
});

async function start(options: DingtalkEmulatorOptions = {}): Promise<string> {
  emulator = await startDingtalkEmulator({ messageAckMs: 200, ...options });
  return emulator.addChat({ people: [lin, chen] }).id;
}

/** A client that takes robot messages, acknowledging each. */
async function connect(heard: Record<string, unknown>[] = []): Promise<StreamClient> {
  const client = new StreamClient(emulator);
  clients.push(client);
  client.registerCallbackListener(TOPIC_ROBOT, (frame: DWClientDownStream) => {
    heard.push(JSON.parse(frame.data) as Record<string, unknown>);
    client.socketCallBackResponse(frame.headers.messageId, null);
  });
  return client.open();
}

const openGateway = (headers: Record<string, string>, clientSecret = emulator.clientSecret) =>
  fetch(`${emulator.url}/v1.0/gateway/connections/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ clientId: emulator.clientId, clientSecret, subscriptions: [] }),
  });

test('the gateway wants the right secret, answers XML to who does not ask for JSON, and gives tickets for one use', async () => {
  await start({ ticketTtlMs: 300 });
  const json = { accept: 'application/json' };
  expect(await (await openGateway({})).text()).toMatch(/^<.*<ticket>/);
  const refused = await openGateway(json, 'wrong');
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'authFailed' }]);

  const client = await connect();
  await expect(client._connect()).rejects.toThrow('401');
  await client.getEndpoint();
  const given = Date.now();
  await expect.poll(() => Date.now() - given).toBeGreaterThan(310);
  await expect(client._connect()).rejects.toThrow('401');
});

test('a connection is announced and pinged, and the client echoes', async () => {
  await start({ pingIntervalMs: 50 });
  const client = await connect();
  await expect.poll(() => client.system).toEqual(expect.arrayContaining(['CONNECTED', 'REGISTERED', 'ping']));
  expect(await emulator.ping()).toBe(true);
  expect(emulator.connections()).toBe(1);
});

test('a text reaches the bot without its mention, a richText with it', async () => {
  const chat = await start();
  const heard: Record<string, unknown>[] = [];
  await connect(heard);
  expect(await emulator.pushMessage({ chat, person: lin.id, text: '大家好' })).toMatchObject({ attempts: 0 });
  expect(await emulator.pushMessage({ chat, person: lin.id, text: `@bot /转交 1042 @${chen.id}` })).toMatchObject({
    acked: true,
  });
  await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表', type: 'richText', picture: new Uint8Array([1]) });
  expect(heard).toMatchObject([
    {
      conversationId: chat,
      conversationType: '2',
      senderStaffId: lin.id,
      senderNick: '林悦',
      msgtype: 'text',
      text: { content: ' /转交 1042 @陈晨' },
      atUsers: [{ dingtalkId: '$:LWCP_v1:$bot' }, { dingtalkId: `$:LWCP_v1:$${chen.id}`, staffId: chen.id }],
    },
    { msgtype: 'richText', content: { richText: [{ text: '@更夫' }, { text: ' /列表' }, { type: 'picture' }] } },
  ]);
  expect((heard[0]?.atUsers as object[])[0]).not.toHaveProperty('staffId');
});

test('somebody from outside has no staffId, and other mentions go where the tenant takes them away', async () => {
  await start({ messages: { otherMentions: 'removed' } });
  const chat = emulator.addChat({ people: [{ id: 'guest', name: 'Gast', outside: true }] }).id;
  const heard: Record<string, unknown>[] = [];
  await connect(heard);
  await emulator.pushMessage({ chat, person: 'guest', text: '@bot hallo @guest', undocumented: { originalMsgId: 'm1' } });
  expect(heard[0]).toMatchObject({ senderId: '$:LWCP_v1:$guest', text: { content: ' hallo ' }, originalMsgId: 'm1' });
  expect(heard[0]).not.toHaveProperty('senderStaffId');
});

test('a robot message is pushed once to one of the connections, an event until somebody takes it', async () => {
  const chat = await start({ repushFactor: 0.001 });
  const heard: Record<string, unknown>[] = [];
  const [first, second] = [await connect(heard), await connect(heard)];
  const { eventId } = await emulator.pushMessage({ chat, person: lin.id, text: '@bot 一次' });
  expect(heard).toHaveLength(1);
  await emulator.repeat(eventId);
  expect(heard[1]?.msgId).toBe(heard[0]?.msgId);

  let seen = 0;
  const later = () => ({ status: (seen += 1) < 3 ? EventAck.LATER : EventAck.SUCCESS });
  for (const client of [first, second]) client.registerAllEventListener(later);
  expect(await emulator.pushEvent({ eventType: 'chat_update_title', data: { chat } })).toMatchObject({
    acked: true,
    attempts: 3,
  });
});

test('nothing subscribed, nothing heard', async () => {
  const chat = await start();
  const client = new StreamClient(emulator);
  clients.push(client);
  await client.open();
  expect(await emulator.pushMessage({ chat, person: lin.id, text: '@bot' })).toMatchObject({ acked: false });
  expect(client.config.subscriptions.some(({ topic }) => topic === TOPIC_CARD)).toBe(false);
});

test('before a close there is silence in which messages are lost, unless another connection is open', async () => {
  const chat = await start({ silentWindowMs: 300 });
  const heard: Record<string, unknown>[] = [];
  const client = await connect(heard);
  const closed = once(client, 'stream:close');
  emulator.sendDisconnect();
  await expect.poll(() => client.system).toContain('disconnect');
  expect(await emulator.pushMessage({ chat, person: lin.id, text: '@bot 谁在' })).toMatchObject({ acked: false });
  await connect(heard);
  expect(await emulator.pushMessage({ chat, person: lin.id, text: '@bot 谁在' })).toMatchObject({ acked: true });
  await closed;
  await expect.poll(() => emulator.connections()).toBe(1);
  expect(heard).toHaveLength(1);
});

test('connections drop, freeze and are rejected', async () => {
  const chat = await start();
  const client = await connect();
  emulator.freezeConnections();
  expect(await emulator.pushMessage({ chat, person: lin.id, text: '@bot' })).toMatchObject({ acked: false });
  const closed = once(client, 'stream:close');
  emulator.dropConnections();
  await closed;
  emulator.rejectHandshakes({ times: 1 });
  await expect(client.open()).rejects.toThrow('401');
  await client.open();
  emulator.rejectHandshakes({ until: Date.now() + 60_000 });
  await expect(new StreamClient(emulator).open()).rejects.toThrow('401');
  expect(emulator.history().filter(({ kind }) => kind === 'handshake')).toHaveLength(4);
});

test('the stock client storms when handshakes are rejected, and here that shows', async () => {
  await start();
  const client = new StreamClient(emulator);
  clients.push(client);
  client.config.autoReconnect = true;
  (client as unknown as { reconnectInterval: number }).reconnectInterval = 20;
  emulator.rejectHandshakes({ until: Date.now() + 60_000 });
  await client.connect();
  await expect.poll(() => emulator.history().filter(({ path }) => path.endsWith('/open')).length).toBeGreaterThan(30);
  emulator.rejectHandshakes({ times: 0 });
  client.config.autoReconnect = false;
});

test('at most fifty connections', async () => {
  await start({ limits: { qps: 100 } });
  for (let i = 0; i < 50; i += 1) await connect();
  await expect(connect()).rejects.toThrow('401');
  expect(emulator.connections()).toBe(50);
});
