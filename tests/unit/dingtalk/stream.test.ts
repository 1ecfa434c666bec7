import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { AddressInfo } from 'node:net';
import { openStreamClient } from '../../../adapters/messengers/dingtalk/stream-client.ts';
import { chen, lin, openScene } from './scene.ts';
import type { Scene } from './scene.ts';

/** The stream through the real SDK. */
let scene: Scene;
let logged: { mock: { calls: unknown[][] } }[];

beforeEach(() => {
  logged = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) => vi.spyOn(console, level).mockReturnValue());
});
afterEach(async () => {
  await scene?.stop();
  const lines = logged.flatMap((spy) => spy.mock.calls);
  vi.restoreAllMocks();
  // The SDK writes to the console whatever it does.
  expect(lines).toEqual([]);
});

test('rejected handshakes are retried, but not in a storm, and the line heals', async () => {
  scene = await openScene();
  const { emulator, messenger } = scene;
  emulator.rejectHandshakes({ times: 4 });
  emulator.dropConnections();
  await expect.poll(() => messenger.connection().state).not.toBe('connected');
  await expect.poll(() => messenger.connection().state, { timeout: 10_000 }).toBe('connected');
  const handshakes = emulator.history().filter(({ kind }) => kind === 'handshake');
  expect(handshakes.map(({ status }) => status)).toEqual([101, 401, 401, 401, 401, 101]);
  expect(emulator.connections()).toBe(1);
});

test('told to disconnect, it is connected anew before the silence costs anything', async () => {
  scene = await openScene({ emulator: { silentWindowMs: 10_000 } });
  const { emulator, messenger, inbound, chat } = scene;
  emulator.sendDisconnect();
  await expect.poll(() => scene.calls(/connect$/).length).toBe(2);
  expect(await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表' })).toMatchObject({ acked: true });
  expect(inbound.sayings).toHaveLength(1);
  expect(messenger.connection().state).toBe('connected');
  // The old one is dropped long before the platform would close it.
  await expect.poll(() => emulator.connections()).toBe(1);
});

test('an answer under way at the hand-over still goes back over the old connection', async () => {
  scene = await openScene();
  const { emulator, inbound } = scene;
  const { messageId } = await scene.post();
  const answer = Promise.withResolvers<void>();
  inbound.onTap = async () => {
    await answer.promise;
    return { toast: { type: 'success', text: '由你处理' } };
  };
  const tapping = emulator.press({ messageId, person: lin.id, action: 'claim' });
  await expect.poll(() => inbound.taps).toHaveLength(1);
  emulator.sendDisconnect();
  await expect.poll(() => emulator.connections()).toBe(2);
  answer.resolve();
  expect(await tapping).toMatchObject({ toast: { type: 'success' } });
  await expect.poll(() => emulator.connections()).toBe(1);
});

test('stopping also ends a connection that still waits for an answer', async () => {
  scene = await openScene();
  const { emulator, messenger, inbound, chat } = scene;
  inbound.onSaid = () => new Promise(() => undefined);
  void emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表' });
  await expect.poll(() => inbound.sayings).toHaveLength(1);
  emulator.sendDisconnect();
  await expect.poll(() => emulator.connections()).toBe(2);
  await messenger.stop();
  await expect.poll(() => emulator.connections()).toBe(0);
});

test('a half-open connection is noticed without a message', async () => {
  scene = await openScene();
  scene.emulator.freezeConnections();
  await expect.poll(() => scene.calls(/connect$/).length, { timeout: 5_000 }).toBe(2);
  await expect.poll(() => scene.messenger.connection().state).toBe('connected');
});

test('the platform’s own pings are echoed, a quiet line stays', async () => {
  scene = await openScene({ options: { heartbeatMs: 50 } });
  expect(await scene.emulator.ping()).toBe(true);
  const since = performance.now();
  await expect.poll(() => performance.now() - since).toBeGreaterThan(400);
  expect(scene.calls(/connect$/)).toHaveLength(1);
});

test('events are taken, and the group is met once', async () => {
  scene = await openScene();
  const { emulator, inbound, chat } = scene;
  expect(await emulator.pushEvent({ eventType: 'chat_update_title', data: {} })).toMatchObject({ acked: true, attempts: 1 });
  for (const text of ['@bot 一', '@bot 二']) await emulator.pushMessage({ chat, person: lin.id, text });
  expect(inbound.joins).toEqual([chat]);
});

test('a message the core could not take is not acknowledged, a picture is', async () => {
  scene = await openScene();
  const { emulator, inbound, chat } = scene;
  inbound.onSaid = () => Promise.reject(new Error('database is locked'));
  expect(await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表' })).toMatchObject({ acked: false });
  const picture = await emulator.pushMessage({ chat, person: lin.id, text: '@bot', undocumented: { msgtype: 'picture' } });
  expect(picture).toMatchObject({ acked: true });
});

test('sayings: richText loses the bot’s name, a single chat is direct and can be answered, strangers keep their opaque id', async () => {
  scene = await openScene({ emulator: { messages: { otherMentions: 'removed' } } });
  const { emulator, messenger, inbound, chat } = scene;
  await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表', type: 'richText', picture: new Uint8Array([1]) });
  await emulator.pushMessage({ chat, person: lin.id, text: `@bot /转交 1042 @${chen.id}\n谢谢` });
  const single = emulator.addChat({ id: 'cidsingle-0166501', people: [lin], kind: 'single' }).id;
  await emulator.pushMessage({ chat: single, person: lin.id, text: '列表' });
  const outside = emulator.addChat({ people: [{ id: 'guest', name: 'Gast', outside: true }] }).id;
  await emulator.pushMessage({ chat: outside, person: 'guest', text: '@bot hallo' });
  expect(inbound.sayings).toMatchObject([
    { text: '/列表', mentions: [] },
    { text: '/转交 1042 @陈晨\n谢谢', mentions: [chen] },
    { chat: single, chatKind: 'direct', text: '列表' },
    { person: { id: '$:LWCP_v1:$guest', name: 'Gast' }, text: 'hallo' },
  ]);
  await messenger.say({ chat: single, text: '没有工单', key: 'k9' });
  expect(emulator.messages(single).at(-1)).toMatchObject({ text: '没有工单' });
  expect(await messenger.resolvePerson(lin.id)).toEqual({ name: '林悦' });
  expect(scene.calls(/user\/get/)).toHaveLength(1);
});

test('wrong credentials are said at start; stopping ends an attempt', async () => {
  scene = await openScene({ options: { clientSecret: 'wrong' }, start: 'not yet' });
  await expect(scene.messenger.start(scene.inbound)).rejects.toMatchObject({ fault: 'refused', platformCode: 'authFailed' });
  expect(scene.messenger.connection().state).toBe('idle');
  await scene.stop();

  scene = await openScene({ start: 'not yet' });
  scene.emulator.rejectHandshakes({ until: Date.now() + 60_000 });
  const starting = scene.messenger.start(scene.inbound).catch((error: unknown) => error);
  await expect.poll(() => scene.calls(/connect$/).length).toBeGreaterThan(1);
  await scene.messenger.stop();
  expect(await starting).toMatchObject({ fault: 'unreachable' });
});

test('frames that are none, and taps that are not ours, harm nothing', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const answers: string[] = [];
  let refused = 0;
  server.on('connection', (socket) => {
    socket.on('message', (bytes: Buffer) => answers.push(bytes.toString()));
    for (const text of ['', '{', 'null', '[]', '{"type":"CALLBACK"}', '{"type":"EVENT","headers":{"topic":"*"}}'])
      socket.send(text);
    const frame = (messageId: string, topic: string, data: string) =>
      socket.send(JSON.stringify({ type: 'CALLBACK', headers: { topic, messageId }, data }));
    frame('m0', 'error', '{}');
    frame('m1', '/v1.0/card/instances/callback', '{"broken"');
    frame('m2', '/v1.0/im/bot/messages/get', '7');
    frame('m3', '/v1.0/card/instances/callback', '"fine"');
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const client = await openStreamClient({
    clientId: 'dingkey',
    clientSecret: 'secret',
    getUrl: async () => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heartbeatMs: 1_000,
    signal: new AbortController().signal,
    handlers: {
      alive: () => undefined,
      refused: () => (refused += 1),
      event: () => 'SUCCESS',
      robot: async ({ data }) => JSON.parse(data) as unknown,
      card: async ({ data }) => JSON.parse(data) as unknown,
    },
  });
  await expect.poll(() => answers).toHaveLength(3);
  const answered = answers.map((text) => JSON.parse(text) as { code: number; headers: { messageId: string } });
  expect(answered.map(({ code, headers }) => [headers.messageId, code])).toEqual([
    ['m0', 404],
    ['m2', 200],
    ['m3', 200],
  ]);
  expect(refused).toBe(7);
  client.close();
  await new Promise((resolve) => server.close(resolve));
});
