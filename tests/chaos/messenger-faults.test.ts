import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { startDingtalkEmulator } from '../emulators/dingtalk.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import { startWecomEmulator } from '../emulators/wecom.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';

const lin = { id: '0166501', name: '林悦' };
const buyers = 12;
/** A word that each platform's review rejects in this test. */
const forbidden = 'verboten';

/** A group in a messenger whose platform misbehaves on demand. */
interface Group {
  env: Record<string, string>;
  connected(): boolean;
  says(text: string): Promise<unknown>;
  /** What stands in the group about a ticket: cards, and text that stands for one. */
  standing(ticket: number): { messageId: string }[];
  /** @returns whether the person was answered */
  claim(messageId: string): Promise<boolean>;
  /** One at a time, while buyers write and people tap. */
  faults: (() => void | Promise<unknown>)[];
  stop(): Promise<void>;
}

let group: Group;
let service: InsideService;
afterEach(async () => {
  await service.stop();
  await group.stop();
});

test.each([
  ['feishu', openFeishu],
  ['dingtalk', openDingtalk],
  ['wecom', openWecom],
] as const)(
  '%s: with every fault of its platform no alert is lost, none stands twice, no tap acts twice',
  async (_, open) => {
    group = await open();
    service = await startInside({ clock: createClock(), env: { GENGFU_SANDBOX: 'on', ...group.env } });
    const sandbox = sandboxClient(service.url);
    await until(() => group.connected(), 'the connection');
    await group.says(`/绑定 ${service.desk.bindCode.code}`);
    await until(() => service.desk.chats.alertsOf('amazon-de').length === 2, 'the group among those that get alerts');

    const tickets: number[] = [];
    for (let buyer = 0; buyer < buyers; buyer += 1) {
      await group.faults[buyer % group.faults.length]!();
      const text = buyer % 4 === 3 ? `Das ist ${forbidden}, ich will mein Geld zurück` : 'Ich will mein Geld zurück';
      tickets.push((await sandbox.buyer({ store: 'amazon-de', buyer: `buyer ${buyer}`, text })).ticket!);
    }
    await until(() => tickets.every((ticket) => group.standing(ticket).length > 0), 'a card for every ticket', 40_000);

    for (const [index, ticket] of tickets.entries()) {
      await group.faults[index % group.faults.length]!();
      const { messageId } = group.standing(ticket)[0]!;
      // Whoever sees no answer taps again; two taps at once are one.
      await until(
        async () => {
          await until(() => group.connected(), 'the connection');
          const answers = await Promise.all([group.claim(messageId), group.claim(messageId)]);
          return answers.some(Boolean) || (await owner(ticket)) !== null;
        },
        `an answer to the claim of #${ticket}`,
        40_000,
      );
    }
    await until(
      async () => (await Promise.all(tickets.map(owner))).every((id) => id !== null),
      'an owner of every ticket',
      20_000,
    );
    const claims = await service.desk.db.read.ticketEvent.groupBy({ by: ['ticketId'], where: { kind: 'claimed' }, _count: true });
    expect(claims.map(({ _count }) => _count)).toEqual(tickets.map(() => 1));
    for (const ticket of tickets) expect(group.standing(ticket), `#${ticket}`).toHaveLength(1);
    expect(await service.desk.db.read.job.count({ where: { deadAt: { not: null } } })).toBe(0);
  },
  120_000,
);

const owner = async (number: number) =>
  (await service.desk.db.read.ticket.findUniqueOrThrow({ where: { number }, select: { ownerId: true } })).ownerId;

async function openFeishu(): Promise<Group> {
  const emulator = await startFeishuEmulator({ clientConfig: { PingInterval: 0.3 } });
  const chat = emulator.addChat({ people: [lin] }).id;
  emulator.forbid(forbidden);
  emulator.splitFrames(3);
  let last = '';
  return {
    env: { FEISHU_APP_ID: emulator.appId, FEISHU_APP_SECRET: emulator.appSecret, FEISHU_BASE_URL: emulator.url },
    connected: () => emulator.connections() > 0,
    async says(text) {
      last = (await emulator.pushMessage({ chat, person: lin.id, text: `@bot ${text}` })).eventId;
    },
    standing: (ticket) =>
      emulator.messages(chat).filter(({ type, text }) => type === 'interactive' && text.includes(`#${ticket} `)),
    async claim(messageId) {
      const outcome = await emulator.press({ messageId, person: lin.id, action: 'claim' }).catch(() => null);
      return outcome !== null && !outcome.failure;
    },
    faults: [
      () => emulator.dropConnections(),
      () =>
        emulator.failNext({
          path: /messages$/,
          status: 429,
          code: 99991400,
          headers: { 'x-ogw-ratelimit-reset': '1' },
          times: 3,
        }),
      () => emulator.invalidateTokens(),
      () => emulator.failNext({ path: /messages/, status: 503, code: 0, times: 2 }),
      // Not waited for: the platform goes on pushing until somebody listens.
      () => void emulator.repeat(last),
      () => emulator.failNext({ path: /messages/, status: 400, code: 230020, times: 2 }),
    ],
    stop: () => emulator.stop(),
  };
}

async function openDingtalk(): Promise<Group> {
  const template = readFileSync(new URL('../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url), 'utf8');
  const emulator = await startDingtalkEmulator({ templates: { 't.schema': template }, silentWindowMs: 300 });
  const chat = emulator.addChat({ people: [lin] }).id;
  emulator.forbid(forbidden);
  let last = '';
  const qps = 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi';
  return {
    env: {
      DINGTALK_CLIENT_ID: emulator.clientId,
      DINGTALK_CLIENT_SECRET: emulator.clientSecret,
      DINGTALK_CARD_TEMPLATE: 't.schema',
      DINGTALK_API_URL: emulator.url,
      DINGTALK_OAPI_URL: emulator.url,
    },
    connected: () => emulator.connections() > 0,
    async says(text) {
      last = (await emulator.pushMessage({ chat, person: lin.id, text: `@bot ${text}` })).eventId;
    },
    standing: (ticket) => emulator.messages(chat).filter(({ type, text }) => type === 'card' && text.includes(`#${ticket} `)),
    async claim(messageId) {
      const outcome = await emulator.press({ messageId, person: lin.id, action: 'claim' }).catch(() => null);
      return outcome !== null && !outcome.failure;
    },
    faults: [
      () => emulator.dropConnections(),
      () => emulator.failNext({ path: /createAndDeliver/, status: 403, code: qps, times: 3 }),
      () => emulator.invalidateTokens(),
      () => emulator.failNext({ path: /card\/instances/, status: 504, code: 'timeout', times: 2 }),
      // Not waited for: the platform goes on pushing until somebody listens.
      () => void emulator.repeat(last),
      () => emulator.sendDisconnect(),
    ],
    stop: () => emulator.stop(),
  };
}

async function openWecom(): Promise<Group> {
  const emulator = await startWecomEmulator({ botName: '更夫' });
  const chat = emulator.addChat({ people: [lin], heard: true }).id;
  let last = '';
  return {
    env: { WECOM_BOT_ID: emulator.botId, WECOM_BOT_SECRET: emulator.secret, WECOM_WS_URL: emulator.wsUrl },
    connected: () => emulator.connections() > 0,
    async says(text) {
      last = (await emulator.pushMessage({ chat, person: lin.id, text: `@bot ${text}` })).eventId;
    },
    standing: (ticket) =>
      emulator
        .messages(chat)
        .filter(({ card, text }) => card !== undefined && text.includes(`#${ticket} `) && !text.includes('代替')),
    async claim(messageId) {
      const key = emulator.offered(messageId, lin.id).find((offered) => offered.startsWith('claim:'));
      if (!key) return true;
      const outcome = await emulator.press({ messageId, person: lin.id, key }).catch(() => null);
      return outcome !== null && !outcome.failure;
    },
    faults: [
      () => emulator.dropConnections(),
      () => emulator.failNext({ cmd: 'aibot_send_msg', errcode: 45009, times: 1 }),
      () => emulator.dropAcks(1),
      // Not waited for: the platform goes on pushing until somebody listens.
      () => void emulator.repeat(last),
    ],
    stop: () => emulator.stop(),
  };
}
