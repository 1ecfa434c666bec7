import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoWebhookSecret } from '../../src/sandbox/install-demo.ts';
import { addStore } from '../../src/stores/add-store.ts';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

/** A store of which nothing is heard: when that is told, and what is not told meanwhile because it follows from it. */

const hour = 3_600;
const hourMs = hour * 1_000;
/** Tuesday, three in the morning where the store sells; all seconds count from here. */
const start = Date.parse('2026-11-24T03:00:00+01:00');
const clock = (hours: number, minutes = 0): number => (hours - 3) * hour + minutes * 60;
let service: InsideService;
let sandbox: SandboxClient;
let night: Night;

beforeAll(async () => {
  service = await startInside({ clock: stoppedClock(start) });
  sandbox = sandboxClient(service.url);
  night = await openNight(service, sandboxStage(sandbox));
  // A message in each hour between eight and twenty, for 22 days.
  const midnight = start - 3 * hourMs;
  for (let ago = 22; ago > 0; ago -= 1)
    await Promise.all(Array.from({ length: 12 }, (_, n) => write('katrin', midnight - ago * 24 * hourMs + (8.25 + n) * hourMs)));
  await service.settled();
});
afterAll(() => service.stop());

const pushed = (type: string, data: Record<string, unknown>, store = 'amazon-de') =>
  push(service.url, { store, body: JSON.stringify({ type, data }), timestamp: Math.floor(service.clock.wall() / 1_000) });
const write = (buyer: string, at = service.clock.now()) =>
  push(service.url, {
    store: 'amazon-de',
    body: messageCreated({ buyer, text: 'Wo ist mein Paket?', sent_at: new Date(at).toISOString() }),
    timestamp: Math.floor(service.clock.wall() / 1_000),
  });
const rate = (metric: string, value: number, more: Record<string, unknown> = {}) =>
  pushed('metric.reported', { metric, value, unit: 'fraction', ...more });
const say = (second: number, text: string, person = 'lin'): Promise<string> =>
  night.at(second, async () => (await sandbox.say(person, text))[0]!.text);

test('how unlikely a silence has to be is set by command; nonsense is refused in words; it holds at once', async () => {
  expect(await say(0, '/店铺 失联', 'zhao')).toContain('低于 0.1% 时,就提醒店铺失联。平时每小时 2 条的店,静 3小时27分钟');
  expect(await say(0, '/店铺 失联 1%', 'wang')).toContain('主管');
  expect(await say(0, '/店铺 失联 很少')).toContain('「很少」不是概率');
  for (const typed of ['0', '50%', '100', '0.00000001'])
    expect(await say(0, `/店铺 失联 ${typed}`)).toContain(`「${typed}」不行,要在 0.0001% 到 10% 之间`);
  expect(await say(0, '/store silence 1 in 20')).toContain('低于 5% 时');
  await say(0, '/规则 新建 直接 久等 当 未回复 8小时30分钟 自然时间 则 重要');
  await night.at(60, () => write('jonas'));
  // One message an hour since eight, and a quarter of one in the hour he wrote in: e^-3 is one in twenty.
  await night.expectNo('text', { shows: '没有买家消息' }, between(0, clock(10, 44)));
  await night.expect(between(clock(10, 44), clock(10, 46))).text({ shows: ['Haushalt24', '没有买家消息'] });
});

test('while it is silent its figures do not ring, buyers who wait and what is urgent do; heard again, what still stands rings', async () => {
  await night.at(clock(11, 10), () => rate('order_defect_rate', 0.009));
  await night.at(clock(11, 11), () => rate('late_shipment_rate', 0.039));
  await night.expectNo('card', { shows: '接近限值' }, between(clock(11, 10), clock(11, 19)));
  const alerts = await service.desk.db.read.alert.findMany({ where: { ruleName: '店铺表现接近限值' }, orderBy: { at: 'asc' } });
  const [stands, recovers] = await Promise.all(
    alerts.map(async ({ ticketId }) => (await service.desk.db.read.ticket.findUniqueOrThrow({ where: { id: ticketId } })).number),
  );
  expect(await say(clock(11, 19), `/为什么 ${stands}`)).toMatch(
    /未提醒 · 「店铺表现接近限值」.*这家店从 .* 起没有买家消息,数字可能只是跟着断了/,
  );
  await night.at(clock(11, 20), () => rate('order_defect_rate', 0.02, { country: 'fr' }));
  await night.expect(between(clock(11, 20), clock(11, 21))).card({ shows: ['紧急', '订单缺陷率 (法国)', '已超限'] });
  await night.expect(between(clock(11, 31), clock(11, 32))).card({ shows: ['jonas', '8小时30分钟未回复'] });
  await night.at(clock(11, 40), () => rate('late_shipment_rate', 0.001));

  await night.at(clock(12), () => write('jonas'));
  await night.expect(between(clock(12), clock(12) + 1)).text({ shows: 'Haushalt24 又有买家消息了' });
  await night.expect(between(clock(12), clock(12) + 1)).card({ ticket: stands!, shows: ['重要', '接近限值'] });
  await night.expectNo('card', { ticket: recovers! }, between(clock(11, 10), clock(12, 5)));
  expect(await say(clock(12, 6), `/为什么 ${stands}`)).toContain('重要 · 「店铺表现接近限值」第 1 版 · 订单缺陷率 0.9%');
});

test('a platform of which no store can be read is down for all its stores, until one can be read again', async () => {
  const at = clock(13);
  const settings = { webhook: { secret: demoWebhookSecret } };
  const site = (id: string) =>
    addStore(service.desk, { id, platform: 'amazon', site: 'fr', name: id, settings, by: { id: 'lin' } });
  await night.at(at, async () => {
    for (const id of ['amazon-fr', 'amazon-it']) await site(id);
    // As polling leaves it after twenty minutes.
    const failingSince = new Date(service.clock.now() - 20 * 60_000);
    for (const storeId of ['amazon-de', 'amazon-fr'])
      await service.desk.db.write((tx) => tx.pollState.create({ data: { storeId, stream: 'messages', failingSince } }));
    await pushed('metric.reported', { metric: 'order_defect_rate', value: 0.009, unit: 'fraction' }, 'amazon-it');
  });
  await night.expectNo('card', { shows: '接近限值' }, between(at, at + 100));
  const alert = await service.desk.db.read.alert.findFirstOrThrow({ where: { storeId: 'amazon-it' } });
  const { number } = await service.desk.db.read.ticket.findUniqueOrThrow({ where: { id: alert.ticketId } });
  expect(await say(at + 100, `/为什么 ${number}`)).toContain('整个平台从');
  await night.at(at + 110, () =>
    service.desk.db.write((tx) => tx.pollState.updateMany({ where: { storeId: 'amazon-fr' }, data: { failingSince: null } })),
  );
  // Looked at every five minutes.
  await night.expect(between(at + 300, at + 301)).card({ ticket: number, shows: ['重要', '接近限值'] });
});
