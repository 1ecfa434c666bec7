import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { createWecom } from '../../adapters/messengers/wecom/index.ts';
import type { Inbound, Messenger } from '../../src/ports/messenger.ts';
import { startWecomEmulator } from '../emulators/wecom.ts';
import type { WecomEmulator } from '../emulators/wecom.ts';
import { describeMessenger } from './messenger.ts';
import type { MessengerDriver, MessengerUnderTest } from './messenger/driver.ts';
import { createRecordingInbound } from './messenger/recording-inbound.ts';

const people: MessengerDriver['people'] = [
  { id: 'linyue', name: '林悦' },
  { id: 'chenchen', name: '陈晨' },
];
const secrets = { token: 'EmulatedToken', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
const botName = '更夫 Desk';

describeMessenger({ name: 'wecom over a long connection', create: overLongConnection });
describeMessenger({ name: 'wecom over http callbacks', create: overCallbacks });

async function overLongConnection(): Promise<MessengerUnderTest> {
  // What people wrote while nobody was connected: the facts name no second push, so the platform's kinder reading.
  const emulator = await startWecomEmulator({ botName, whileOffline: 'queued' });
  const messenger = createWecom({
    botId: emulator.botId,
    botSecret: emulator.secret,
    wsUrl: emulator.wsUrl,
    heartbeatMs: 300,
    ...common(emulator),
  });
  const line = { drop: () => emulator.dropConnections(), freeze: () => emulator.freezeConnections() };
  return {
    messenger,
    driver: driverOf(emulator, messenger, { line, heard: true, handleOf: () => undefined }),
    stop: () => Promise.all([messenger.stop(), emulator.stop()]).then(() => undefined),
  };
}

async function overCallbacks(): Promise<MessengerUnderTest> {
  const emulator = await startWecomEmulator({ botName });
  const adapter = createWecom({ mode: 'http', ...secrets, ...common(emulator) });
  const server = serve({
    fetch: (request) => adapter.routes?.fetch(request) ?? new Response(null, { status: 404 }),
    port: 0,
    hostname: '127.0.0.1',
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/wecom`;
  emulator.deliverTo({ mode: 'http', url, ...secrets });

  const handles = new Map<string, string>();
  const driver = driverOf(emulator, adapter, { line: null, heard: false, handleOf: (id) => handles.get(id) });
  const lin = people[0].id;
  const wordsOf = (place: string) => emulator.messages(place).filter(({ from }) => from === emulator.bot.id);
  const messenger: Messenger = {
    ...adapter,
    /** A called-back bot may speak once for each time it was spoken to, so people have spoken before. */
    async start(inbound) {
      let before: Inbound | null = createRecordingInbound();
      await adapter.start({
        tap: (tap) => (before ?? inbound).tap(tap),
        said: (saying) => (before ?? inbound).said(saying),
        joined: (chat) => (before ?? inbound).joined(chat),
      });
      for (let i = 0; i < 20; i += 1) await emulator.pushMessage({ chat: driver.chat, person: lin, text: '@bot 在吗' });
      await emulator.pushMessage({ chat: lin, person: lin, text: '在吗' });
      before = null;
    },
    /** The platform tells nothing about what a response_url posted; the newest message is it. */
    async say(saying) {
      const seen = wordsOf(saying.chat).length;
      const said = await adapter.say(saying);
      const first = wordsOf(saying.chat)[seen];
      if (first) handles.set(first.messageId, said.messageId);
      return said;
    },
  };
  const stop = async () => {
    await adapter.stop();
    await emulator.stop();
    await new Promise((resolve) => server.close(resolve));
  };
  return { messenger, driver, stop };
}

const common = (emulator: WecomEmulator) => ({
  botName,
  apiUrl: emulator.url,
  corpId: emulator.corpId,
  corpSecret: emulator.corpSecret,
});

function driverOf(
  emulator: WecomEmulator,
  messenger: Messenger,
  way: { line: MessengerDriver['line']; heard: boolean; handleOf: (messageId: string) => string | undefined },
): MessengerDriver {
  const chat = emulator.addChat({ people, heard: way.heard }).id;
  for (const person of people) emulator.addChat({ people: [person], kind: 'single', heard: way.heard });
  let lastEvent = '';
  const sent = way.heard ? { cmd: 'aibot_send_msg' as const } : { path: /aibot\/response$/ };
  const shown = (place: string) =>
    emulator
      .messages(place)
      .filter(({ from }) => from === emulator.bot.id)
      .map((message) => ({
        ...message,
        messageId: message.taskId ?? message.reqId ?? way.handleOf(message.messageId) ?? message.messageId,
      }));
  return {
    chat,
    people,
    line: way.line,
    shown,
    shownTo: (person) => shown(emulator.privateChat(person)),
    async says({ person, text, quotes, pictures }) {
      // A mention is a name and no id: whose name was never asked for, nobody can tell.
      for (const { id } of people) if (text.includes(`@${id}`)) await messenger.resolvePerson(id);
      const files = pictures?.map((bytes) => ({ name: '', bytes }));
      const message = files ? { type: 'mixed' as const, files } : {};
      ({ eventId: lastEvent } = await emulator.pushMessage({ chat, person, text: `@bot ${text}`, quotes, ...message }));
    },
    async repeatLast() {
      await emulator.repeat(lastEvent);
    },
    async tap({ messageId, person, action, form = {} }) {
      const key = emulator.offered(messageId, person).find((offered) => offered.startsWith(`${action}:`)) ?? action;
      const selected = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, [value]]));
      const { card, failure, elapsedMs } = await emulator.press({ messageId, person, key, selected });
      return {
        ...(card ? { card: emulator.message(messageId, person).text } : {}),
        redrawn: Boolean(card),
        failed: Boolean(failure),
        elapsedMs,
      };
    },
    expire: (messageId) => emulator.expire(messageId),
    throttle: (times) => emulator.failNext({ ...sent, errcode: 45009, times }),
    throttled: () => emulator.history().filter(({ code }) => code === 45009).length,
  };
}
