import { afterEach, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { addStore } from '../../src/stores/add-store.ts';
import { tiktokAccount } from '../contract/marketplace/drivers/tiktok.ts';
import { startTiktok } from '../emulators/tiktok.ts';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

/** Stores that buyers stop writing to, from their pushes to the word in the group. */

const hour = 3_600;
const hourMs = hour * 1_000;
const dayMs = 24 * hourMs;
/** Tuesday, three in the morning where the store sells; all seconds count from here. */
const start = Date.parse('2026-11-24T03:00:00+01:00');
/** The store's own time of the Tuesday, as a second of the timeline. */
const clock = (hours: number, minutes = 0): number => (hours - 3) * hour + minutes * 60;

let service: InsideService;
let sandbox: SandboxClient;
let night: Night;
/** Second of the timeline at which this service was started. */
let begun = 0;
afterEach(() => service.stop());

async function open(options: { folder?: string; second: number }): Promise<void> {
  begun = options.second;
  service = await startInside({ folder: options.folder, clock: stoppedClock(start + options.second * 1_000) });
  sandbox = sandboxClient(service.url);
  night = await openNight(service, sandboxStage(sandbox));
}
async function restart(second: number): Promise<void> {
  await night.at(second - begun, async () => {});
  const { folder } = service;
  await service.stop();
  await open({ folder, second });
}
const window = (from: number, to: number) => between(from - begun, to - begun);

let pushes = 0;
const write = (at: number, { store = 'amazon-de', id = `m-${pushes++}` } = {}) =>
  push(service.url, {
    store,
    id,
    body: messageCreated({ id, buyer: 'katrin', text: 'Wo ist mein Paket?', sent_at: new Date(at).toISOString() }),
    timestamp: Math.floor(service.clock.wall() / 1_000),
  });

/** Two messages an hour between eight and twenty, at a quarter past and a quarter to, on each of the days before the start. */
async function past(days: number, store?: string): Promise<void> {
  const midnight = start - 3 * hourMs;
  for (let ago = days; ago > 0; ago -= 1)
    await Promise.all(
      Array.from({ length: 24 }, (_, index) => write(midnight - ago * dayMs + (8.25 + index / 2) * hourMs, { store })),
    );
  await service.settled();
}
const silent = { shows: '没有买家消息' };

test('a night is no silence, a morning is: told once at the instant chance no longer explains it, and when buyers are heard again', async () => {
  await open({ second: 0 });
  await past(28);
  // Too young to be known, and as quiet.
  await past(14, 'shopee-my');
  await night.expectNo('text', silent, between(0, clock(8)));
  await restart(clock(9, 30));
  // Half a message to expect in the evening before and two an hour since eight: e^-6.908 is one in a thousand.
  await night.expectNo('text', silent, window(clock(9, 30), clock(11, 12)));
  await night.expect(window(clock(11, 12), clock(11, 13))).text({
    shows: ['Haushalt24', '从 02:45 起没有买家消息,已经 15小时27分钟(平时这段时间约 7 条)', '最近一次推送', '请看推送方的服务'],
    hides: ['Rumah Kita', '/店铺 同步'],
  });
  await restart(clock(12));
  expect((await sandbox.say('lin', '/状态')).at(-1)!.text).toContain('Haushalt24 从 02:45 起没有买家消息');
  // What was written before it fell silent does not make it heard; nor does the same message once more.
  await night.at(clock(13) - begun, () => write(start - 9 * hourMs));
  await night.at(clock(13) - begun, () => write(start - hourMs, { id: 'm-671' }));
  await night.expectNo('text', { shows: /买家消息/ }, window(clock(12) + 1, clock(14) - 1));
  await night.at(clock(14) - begun, () => write(service.clock.now()));
  await night
    .expect(window(clock(14), clock(14) + 1))
    .text({ shows: '✅ Haushalt24 又有买家消息了。从 02:45 起静了 18小时15分钟。' });
  expect((await sandbox.say('lin', '/状态')).at(-1)!.text).not.toContain('没有买家消息');
});

test('what a supervisor silenced is not told of until that is over', async () => {
  await open({ second: 0 });
  await past(22);
  await night.at(clock(8), () => sandbox.say('lin', '/静音 店铺 amazon-de 6小时 平台维护'));
  await night.expectNo('text', silent, between(0, clock(14) - 1));
  await night.expect(between(clock(14), clock(15))).text({ shows: ['Haushalt24', '没有买家消息'] });
});

test('of a store with an account at its platform it is said that reading works, and how to fetch what was missed', async () => {
  const tiktok = await startTiktok();
  service = await startInside({ clock: createClock() });
  sandbox = sandboxClient(service.url);
  const api = tiktokAccount(tiktok);
  await addStore(service.desk, { id: 'tk', platform: 'tiktok', site: 'uk', name: 'Acme', settings: { api }, by: { id: 'test' } });
  await tiktok.deliverTo(`${service.url}/in/tiktok/tk`);
  try {
    const now = service.clock.now();
    // One an hour, day and night, until an hour ago.
    const { thread } = await tiktok.buyerWrites({ text: 'Hello?', at: now - 30 * dayMs });
    for (let at = now - 30 * dayMs + hourMs; at < now; at += hourMs) await tiktok.buyerWrites({ thread, text: `At ${at}`, at });
    await until(async () => (await service.desk.db.read.message.count()) === 30 * 24, 'all messages', 60_000);
    const text = () => sandbox.messages().then((all) => all.find((message) => message.text.includes('没有买家消息'))?.text);
    await sandbox.advance(5 * 3_600);
    await service.settled();
    expect(await text()).toBeUndefined();
    await sandbox.advance(3 * 3_600);
    expect(await until(text, 'the word in the group')).toMatch(
      /Acme .*(?:平时这段时间约 [89] 条).*\n最近一次推送 .*,最近一次读取接口 .*,正常\n.*\/店铺 同步 tk 1天/,
    );
    await sandbox.advance((40 * dayMs) / 1_000);
    const oldest = () => service.desk.db.read.trafficHour.findFirst({ orderBy: { hour: 'asc' } });
    await until(async () => (await oldest())!.hour.getTime() > now - 24 * dayMs, 'hours older than nine weeks are gone');
  } finally {
    await tiktok.stop();
  }
});
