import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { createFeishu } from '../../adapters/messengers/feishu/index.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import { describeMessenger } from './messenger.ts';
import type { MessengerDriver, MessengerUnderTest } from './messenger/driver.ts';

const people: MessengerDriver['people'] = [
  { id: 'ou_lin', name: '林悦' },
  { id: 'ou_chen', name: '陈晨' },
];
const secrets = { encryptKey: 'emulated-encrypt-key', verificationToken: 'emulated-token' };

describeMessenger({ name: 'feishu over a long connection', create: overLongConnection });
describeMessenger({ name: 'feishu over http callbacks', create: overCallbacks });

async function overLongConnection(): Promise<MessengerUnderTest> {
  const emulator = await startFeishuEmulator({ clientConfig: { PingInterval: 0.3 } });
  const messenger = createFeishu({
    appId: emulator.appId,
    appSecret: emulator.appSecret,
    baseUrl: emulator.url,
    pingTimeoutSeconds: 0.3,
  });
  const line = { drop: () => emulator.dropConnections(), freeze: () => emulator.freezeConnections() };
  return {
    messenger,
    driver: driverOf(emulator, line),
    stop: () => Promise.all([messenger.stop(), emulator.stop()]).then(() => undefined),
  };
}

async function overCallbacks(): Promise<MessengerUnderTest> {
  const emulator = await startFeishuEmulator();
  const messenger = createFeishu({
    appId: emulator.appId,
    appSecret: emulator.appSecret,
    baseUrl: emulator.url,
    mode: 'http',
    ...secrets,
  });
  const server = serve({
    fetch: (request) => messenger.routes?.fetch(request) ?? new Response(null, { status: 404 }),
    port: 0,
    hostname: '127.0.0.1',
  });
  await new Promise((resolve) => server.once('listening', resolve));
  emulator.deliverTo({ mode: 'http', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/feishu`, ...secrets });
  const stop = async () => {
    await messenger.stop();
    await emulator.stop();
    await new Promise((resolve) => server.close(resolve));
  };
  return { messenger, driver: driverOf(emulator, null), stop };
}

function driverOf(emulator: FeishuEmulator, line: MessengerDriver['line']): MessengerDriver {
  const chat = emulator.addChat({ people }).id;
  let lastEvent = '';
  const tooMany = new Set([230020, 99991400]);
  const shown = (id: string) => emulator.messages(id).filter(({ from }) => from === emulator.bot.id);
  return {
    chat,
    people,
    line,
    shown,
    shownTo: (person) => [...emulator.whispered(person), ...shown(emulator.privateChat(person))],
    async says({ person, text, quotes, pictures }) {
      const files = pictures?.map((bytes) => ({ name: '', bytes }));
      const message = files ? { type: 'post' as const, files } : {};
      ({ eventId: lastEvent } = await emulator.pushMessage({ chat, person, text: `@bot ${text}`, parentId: quotes, ...message }));
    },
    async repeatLast() {
      await emulator.repeat(lastEvent);
    },
    async tap(tapped) {
      const { toast, card, failure, elapsedMs } = await emulator.press(tapped);
      return {
        ...(toast ? { toast: { type: toast.type, text: toast.content } } : {}),
        redrawn: Boolean(card),
        failed: Boolean(failure),
        elapsedMs,
      };
    },
    expire: (messageId) => emulator.age(messageId, 15 * 24 * 3_600_000),
    throttle: (times) =>
      emulator.failNext({ path: /messages$/, status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '1' }, times }),
    throttled: () => emulator.history().filter(({ code }) => tooMany.has(code)).length,
  };
}
