/**
 * A tap in a group as the person sees it: from the click to the answer, through the messenger's own SDK and an emulator of
 * its platform, while a shop pushes 500 messages a second. The platform's deadline is the peer: an answer must stay far below it.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDingtalkEmulator } from '../tests/emulators/dingtalk.ts';
import { startFeishuEmulator } from '../tests/emulators/feishu.ts';
import { startWecomEmulator } from '../tests/emulators/wecom.ts';
import { startChild } from './lib/child.ts';
import { at, load, round } from './lib/load.ts';
import { signedMessages } from './lib/messages.ts';
import { report } from './lib/report.ts';

const taps = 200;
const tapsPerSecond = 20;
/** WeCom lets 30 messages a minute into a group, so few cards are tapped often. */
const cardCount = 20;
const pushesPerSecond = 500;
const lin = { id: '0166501', name: '林悦' };

interface Group {
  env: Record<string, string>;
  connected(): boolean;
  says(text: string): Promise<unknown>;
  /** Message ids of the ticket cards in the group. */
  cards(): string[];
  /** @returns milliseconds until the answer was there */
  tap(messageId: string, action: 'claim' | 'unclaim'): Promise<number>;
  stop(): Promise<void>;
}

const results: Record<string, { deadline: number; p50: number; p99: number; share: number }> = {};
for (const [name, deadline, open] of [
  ['feishu', 3_000, openFeishu],
  ['dingtalk', 2_000, openDingtalk],
  ['wecom', 5_000, openWecom],
] as const) {
  const times = await measure(await open());
  const p99 = at(times, 0.99);
  results[name] = { deadline, p50: at(times, 0.5), p99, share: round(p99 / deadline) };
}
const worst = Object.values(results).reduce((a, b) => (a.share > b.share ? a : b));
report({
  bench: 'messenger-tap',
  unit: 'ms to the answer (p99)',
  ours: worst.p99,
  peers: Object.fromEntries(Object.entries(results).map(([name, { deadline }]) => [`${name} deadline`, deadline])),
  ratio: Object.fromEntries(Object.entries(results).map(([name, { share }]) => [`${name} deadline`, share])),
  p50: worst.p50,
  p99: worst.p99,
  messengers: results,
  'pushes a second beside': pushesPerSecond,
});

async function measure(group: Group): Promise<number[]> {
  await using service = await startChild('src/main.ts', group.env);
  try {
    await until(() => group.connected());
    await group.says(`/bind ${service.bindCode()}`);
    await sleep(500);
    await load(
      service.port,
      signedMessages(cardCount, 'tap').map(({ request }) => request),
      4,
    );
    await until(() => group.cards().length >= cardCount);
    const cards = group.cards().slice(0, cardCount);
    const pushing = push(service.port, taps / tapsPerSecond);
    const times: number[] = [];
    for (let tap = 0; tap < taps; tap += 1) {
      const begun = performance.now();
      const action = Math.floor(tap / cardCount) % 2 === 0 ? 'claim' : 'unclaim';
      times.push(await group.tap(cards[tap % cardCount]!, action));
      await sleep(Math.max(0, 1_000 / tapsPerSecond - (performance.now() - begun)));
    }
    await pushing;
    return times.sort((a, b) => a - b);
  } finally {
    await group.stop();
  }
}

async function push(port: number, seconds: number): Promise<void> {
  const perTenth = pushesPerSecond / 10;
  const begun = performance.now();
  for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
    await sleep(Math.max(0, tenth * 100 - (performance.now() - begun)));
    await load(
      port,
      signedMessages(perTenth, `beside-${tenth}`).map(({ request }) => request),
      8,
    );
  }
}

async function until(done: () => boolean): Promise<void> {
  for (const begun = performance.now(); !done(); await sleep(50))
    if (performance.now() - begun > 180_000) throw new Error(`not within three minutes: ${done.toString()}`);
}

async function openFeishu(): Promise<Group> {
  const emulator = await startFeishuEmulator();
  const chat = emulator.addChat({ people: [lin] }).id;
  return {
    env: { FEISHU_APP_ID: emulator.appId, FEISHU_APP_SECRET: emulator.appSecret, FEISHU_BASE_URL: emulator.url },
    connected: () => emulator.connections() === 1,
    says: (text) => emulator.pushMessage({ chat, person: lin.id, text: `@bot ${text}` }),
    cards: () =>
      emulator
        .messages(chat)
        .filter(({ type }) => type === 'interactive')
        .map(({ messageId }) => messageId),
    async tap(messageId, action) {
      const { elapsedMs, failure } = await emulator.press({ messageId, person: lin.id, action });
      if (failure) throw new Error(`feishu: ${failure}`);
      return elapsedMs;
    },
    stop: () => emulator.stop(),
  };
}

async function openDingtalk(): Promise<Group> {
  const template = readFileSync(new URL('../adapters/messengers/dingtalk/ticket-card.json', import.meta.url), 'utf8');
  const emulator = await startDingtalkEmulator({ templates: { 't.schema': template }, monthlyQuota: 10_000_000 });
  const chat = emulator.addChat({ people: [lin] }).id;
  return {
    env: {
      DINGTALK_CLIENT_ID: emulator.clientId,
      DINGTALK_CLIENT_SECRET: emulator.clientSecret,
      DINGTALK_CARD_TEMPLATE: 't.schema',
      DINGTALK_API_URL: emulator.url,
      DINGTALK_OAPI_URL: emulator.url,
      DINGTALK_MONTHLY_CALLS: '10000000',
    },
    connected: () => emulator.connections() === 1,
    says: (text) => emulator.pushMessage({ chat, person: lin.id, text: `@bot ${text}` }),
    cards: () =>
      emulator
        .messages(chat)
        .filter(({ type, from }) => type === 'card' && from === emulator.bot.id)
        .map(({ messageId }) => messageId),
    async tap(messageId, action) {
      const { elapsedMs, failure } = await emulator.press({ messageId, person: lin.id, action });
      if (failure) throw new Error(`dingtalk: ${failure}`);
      return elapsedMs;
    },
    stop: () => emulator.stop(),
  };
}

async function openWecom(): Promise<Group> {
  const emulator = await startWecomEmulator({ botName: 'bot' });
  const chat = emulator.addChat({ people: [lin], heard: true }).id;
  return {
    env: { WECOM_BOT_ID: emulator.botId, WECOM_BOT_SECRET: emulator.secret, WECOM_WS_URL: emulator.wsUrl },
    connected: () => emulator.connections() === 1,
    says: (text) => emulator.pushMessage({ chat, person: lin.id, text: `@bot ${text}` }),
    cards: () =>
      emulator
        .messages(chat)
        .filter(({ card }) => card)
        .map(({ messageId }) => messageId),
    async tap(messageId, action) {
      const key = emulator.offered(messageId, lin.id).find((offered) => offered.startsWith(`${action}:`))!;
      const { elapsedMs, failure } = await emulator.press({ messageId, person: lin.id, key });
      if (failure) throw new Error(`wecom: ${failure}`);
      return elapsedMs;
    },
    stop: () => emulator.stop(),
  };
}
