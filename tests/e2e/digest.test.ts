import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { nodes } from '../servers/database-of.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

let feishu: FeishuEmulator;
let chat: string;
let clock: ReturnType<typeof stoppedClock>;
let service: InsideService;

beforeEach(async () => {
  feishu = await startFeishuEmulator();
  chat = feishu.addChat({ people: [{ id: 'ou_lin', name: '林悦' }] }).id;
  clock = stoppedClock();
  service = await startInside({
    clock,
    env: {
      GENGFU_SANDBOX: 'on',
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_BASE_URL: feishu.url,
    },
  });
  await expect.poll(() => feishu.connections()).toBe(nodes);
  await service.desk.chats.meet({ messenger: 'feishu', externalId: chat, kind: 'group', alerts: true }, clock.now());
});
afterEach(async () => {
  await service.stop();
  await feishu.stop();
});

const cards = () => feishu.messages(chat).filter(({ type }) => type === 'interactive');

async function buyersWrite(texts: readonly string[]): Promise<number[]> {
  const sandbox = sandboxClient(service.url);
  const written = await Promise.all(
    texts.map((text, index) => sandbox.buyer({ store: index % 2 ? 'shopee-my' : 'amazon-de', buyer: `buyer ${index}`, text })),
  );
  return written.map(({ ticket }) => ticket!);
}

test('after an outage the group gets one digest, not a flood; what is urgent stands alone', async () => {
  const calm = [
    'Wo ist mein Paket?',
    'Where is my parcel?',
    'Bila barang sampai?',
    'Haben Sie das in Blau?',
    'Brauche eine Rechnung',
  ];
  feishu.failNext({ path: /messages$/, status: 503, code: 0, times: 1_000 });
  const tickets = await buyersWrite([...calm, 'Das Ding brannte! Ich gehe zum Anwalt!']);
  clock.advance(1_000);
  await service.settled();
  expect(cards()).toHaveLength(0);

  feishu.heal();
  clock.advance(11 * 60_000);
  await expect.poll(async () => (await service.settled(), cards().length), { timeout: 15_000 }).toBe(2);
  const [digest, alone] = [/汇总/, /紧急/].map((words) => cards().find(({ text }) => words.test(text))!);
  expect(digest!.text).toMatch(/汇总 · 5 条提醒 \(2 家店\)/);
  for (const ticket of tickets.slice(0, 5)) expect(digest!.text).toContain(`#${ticket}`);
  expect(alone!.text).toContain(`#${tickets[5]}`);

  // What happens to one of them afterwards is told on a card of its own, and the digest has it no longer.
  await feishu.pushMessage({ chat, person: 'ou_lin', text: `@bot /绑定 ${service.desk.bindCode.code}` });
  await feishu.pushMessage({ chat, person: 'ou_lin', text: `@bot /认领 ${tickets[0]}` });
  clock.advance(2_000);
  const cardsOf = (ticket: number) => cards().filter(({ text }) => text.includes(`#${ticket}`));
  const settles = (what: () => unknown) =>
    expect.poll(async () => (clock.advance(1_000), await service.settled(), what()), { timeout: 10_000 });
  const open = () => feishu.message(digest!.messageId);
  await settles(() => open().text).not.toContain(`#${tickets[0]}`);
  expect(cardsOf(tickets[0]!)).toHaveLength(1);

  // Two taps on the same picture take one ticket; the other is told.
  expect(feishu.offered(digest!.messageId)).toEqual(['take_next', 'take_all']);
  const next = { messageId: digest!.messageId, person: 'ou_lin', action: 'take_next' };
  const answers = await Promise.all([feishu.press(next), feishu.press(next)]);
  const toasts = answers.map(({ toast }) => toast!);
  expect(toasts.map(({ type }) => type).sort()).toEqual(['success', 'warning']);
  const taken = Number(/#(\d+)/.exec(toasts.find(({ type }) => type === 'success')!.content)![1]);
  await settles(() => cardsOf(taken).length).toBe(1);
  expect(open().text).not.toContain(`#${taken}`);
  expect(await service.desk.db.read.ticket.count({ where: { ownerId: { not: null } } })).toBe(2);

  await feishu.press({ ...next, action: 'take_all' });
  await settles(() => feishu.offered(digest!.messageId)).toEqual(['take_next']);
  expect(cards()).toHaveLength(4);
});

test('a few that waited are posted one by one', async () => {
  feishu.failNext({ path: /messages$/, status: 503, code: 0, times: 1_000 });
  const tickets = await buyersWrite(['Wo ist mein Paket?', 'Bila barang sampai?']);
  clock.advance(1_000);
  await service.settled();
  feishu.heal();
  clock.advance(11 * 60_000);
  await expect.poll(async () => (await service.settled(), cards().length), { timeout: 15_000 }).toBe(2);
  for (const ticket of tickets) expect(cards().some(({ text }) => text.includes(`#${ticket}`))).toBe(true);
});
