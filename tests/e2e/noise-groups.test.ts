import { afterAll, beforeAll, expect, test } from 'vitest';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

/** What comes together is told together, what comes and goes once: one service through one morning. */

let service: InsideService;
let sandbox: SandboxClient;
let night: Night;
beforeAll(async () => {
  service = await startInside({ clock: stoppedClock() });
  sandbox = sandboxClient(service.url);
  await sandbox.say('lin', '/规则 新建 直接 怪词 当 内容包含 "zorbl" 则 普通');
  await sandbox.say('lin', '/规则 新建 直接 歪 当 内容包含 "schief" 则 重要');
  await sandbox.say('lin', '/规则 新建 直接 夜灯 当 内容包含 "Nachtlicht" 则 紧急');
  await sandbox.say('lin', '/降噪 归并 3 10分钟');
  await sandbox.say('lin', '/降噪 等待 普通 30秒');
  // What the understanding makes of a word or two is not the matter here.
  await sandbox.say('lin', '/规则 停用 语气不满');
  night = await openNight(service, sandboxStage(sandbox));
});
afterAll(() => service.stop());

const writes = (second: number, buyer: string, text: string, store = 'amazon-de'): Promise<number> =>
  night.at(second, async () => (await sandbox.buyer({ store, buyer, text })).ticket!);
const say = (second: number, text: string, person = 'lin'): Promise<string> =>
  night.at(second, async () => (await sandbox.say(person, text))[0]!.text);
const pushed = (body: string, store = 'amazon-de') =>
  push(service.url, { store, body, timestamp: Math.floor(service.clock.wall() / 1_000) });
const levelOf = async (ticket: number): Promise<string> =>
  (await service.desk.db.read.ticket.findUniqueOrThrow({ where: { number: ticket } })).level;

test('group wait: normal alerts of half a minute are one digest, one alone is its own card; urgent never waits', async () => {
  const first = await writes(0, 'A', 'zorbl');
  expect(await say(5, `/为什么 ${first}`)).toMatch(/10:00 稍后提醒 · 「怪词」.*等等看有没有同类的/);
  const second = await writes(10, 'B', 'Zorbl!');
  await night.expectNo('card', {}, between(0, 29));
  const digest = await night
    .expect(between(30, 31))
    .card({ shows: ['2 条提醒', `#${first}`, `#${second}`, '怪词', '同一原因一起来的'], offers: ['take_next', 'take_all'] });
  expect(night.seen.filter(({ kind }) => kind === 'card').map(({ id }) => id)).toEqual([digest.id]);
  expect(await say(35, `/为什么 ${first}`)).toContain('普通 · 「怪词」第 1 版 · 出现「zorbl」 · 攒了 30秒,和另外 1 张单一起提醒');

  const loud = await writes(60, 'C', 'Nachtlicht zorbl');
  await night.expect(between(60, 61)).card({ ticket: loud, shows: ['紧急', '出现「Nachtlicht」'] });

  const alone = await writes(100, 'D', 'zorbl');
  await night.expectNo('card', { ticket: alone }, between(100, 129));
  await night.expect(between(130, 131)).card({ ticket: alone, shows: ['出现「zorbl」'], offers: ['claim'] });
});

test('group interval: once three were told, what comes is told once, ten minutes after; what was done by then is not', async () => {
  // Three were told by 130 s.
  const [fourth, fifth] = [await writes(200, 'E', 'zorbl'), await writes(300, 'F', 'zorbl')];
  const done = await writes(310, 'G', 'zorbl');
  expect(await say(320, `/为什么 ${fourth}`)).toMatch(/稍后提醒.*已为 3 张单提醒,从 #1001 起;后来的 10:12 一起说/);
  expect(await say(330, '/历史')).toContain('稍后提醒');
  await say(340, `/误报 ${done}`);
  for (const held of [{ ticket: fourth }, { ticket: fifth }, { ticket: done }, { shows: '汇总' }])
    await night.expectNo('card', held, between(200, 729));
  await night.expect(between(730, 731)).card({ shows: ['2 条提醒', `#${fourth}`, `#${fifth}`], hides: `#${done}` });
  expect(await say(740, `/为什么 ${done}`)).toContain('轮到提醒时已经处理完或恢复了');
});

test('whoever is taken, or becomes urgent, waits no longer', async () => {
  const at = 1_200;
  await say(at, '/降噪 归并 1 10分钟');
  const told = await writes(at + 1, 'H', 'schief');
  await night.expect(between(at + 1, at + 2)).card({ ticket: told, shows: ['重要', '出现「schief」'] });
  const [taken, worse] = [await writes(at + 10, 'I', 'schief'), await writes(at + 10, 'J', 'schief')];
  await night.expectNo('card', { ticket: taken }, between(at + 10, at + 59));
  expect(await levelOf(taken)).toBe('normal');
  await say(at + 60, `/认领 ${taken}`, 'wang');
  await night.expect(between(at + 60, at + 61)).card({ ticket: taken, shows: ['王磊'] });
  await writes(at + 70, 'J', 'Nachtlicht');
  await night.expect(between(at + 70, at + 71)).card({ ticket: worse, shows: ['紧急', '出现「Nachtlicht」'] });
  await night.expect(between(at + 601, at + 602)).card({ ticket: taken, shows: ['重要', '出现「schief」'] });
  expect(await say(at + 610, `/为什么 ${worse}`)).toContain(
    '未提醒 · 「歪」第 1 版 · 出现「schief」 · 这张单已因「夜灯」紧急提醒',
  );
});

test('a silence that began meanwhile holds for what waits as well', async () => {
  const at = 2_000;
  const held = await writes(at, 'K', 'zorbl');
  await say(at + 10, '/静音 怪词 1小时');
  await night.expect(between(at + 30, at + 31)).card({ ticket: held, hides: '出现「zorbl」' });
  expect(await say(at + 40, `/为什么 ${held}`)).toContain('静音 1(怪词)');
});

test('grouping keys: by product across stores, by buyer; nonsense and waiting for urgent ones are refused in words', async () => {
  const at = 2_200;
  expect(await say(at, '/降噪 分组 规则 商品')).toContain('同一组:规则、商品都相同');
  const write = (second: number, sku: string, store: string) =>
    night.at(second, () => {
      const order = { id: `O-${second}`, items: [{ id: sku, title: sku }] };
      return pushed(messageCreated({ buyer: `b-${second}`, text: 'schief', order }), store);
    });
  const numberAt = async (second: number): Promise<number> => {
    await service.settled();
    const alert = await service.desk.db.read.alert.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(Math.round((alert.at.getTime() - service.clock.now()) / 1_000)).toBe(0);
    expect(night.now()).toBe(second);
    return (await service.desk.db.read.ticket.findUniqueOrThrow({ where: { id: alert.ticketId } })).number;
  };
  await write(at + 1, 'TEA-1', 'amazon-de');
  const leader = await numberAt(at + 1);
  await write(at + 2, 'TEA-1', 'shopee-my');
  expect(await say(at + 2, `/为什么 ${await numberAt(at + 2)}`)).toContain(`已为 1 张单提醒,从 #${leader} 起`);
  await write(at + 3, 'CUP-2', 'amazon-de');
  expect(await levelOf(await numberAt(at + 3))).toBe('important');

  expect(await say(at + 10, '/noise groupby buyer rule')).toContain('同一组:买家、规则都相同');
  expect(await levelOf(await writes(at + 11, 'L', 'schief'))).toBe('important');
  expect(await levelOf(await writes(at + 12, 'M', 'schief'))).toBe('important');

  expect(await say(at + 20, '/降噪 分组 天气')).toContain('「分组 天气」没看懂');
  expect(await say(at + 20, '/降噪 等待 普通 3天')).toContain('最长 10 分钟');
  expect(await say(at + 20, '/降噪 等待 紧急 30秒')).toContain('紧急提醒不等待');
  expect(await say(at + 20, '/降噪 等待 重要 1分钟')).toContain('重要 1分钟、普通 30秒');
  expect(await say(at + 20, '/降噪 等待 关')).toContain('不等同组的');
  expect(await say(at + 20, '/降噪 分组 默认')).toContain('同一组:规则、店铺都相同');
});

test('flapping: a figure that goes on and off is told once as that, and again when it stays', async () => {
  const at = 2_300;
  for (const measure of ['冷却 关', '归并 关', '抖动 3 1小时']) await say(at, `/降噪 ${measure}`);
  const rate = (second: number, value: number) =>
    night.at(second, () =>
      pushed(JSON.stringify({ type: 'metric.reported', data: { metric: 'order_defect_rate', value, unit: 'fraction' } })),
    );
  for (const round of [0, 1, 2]) {
    await rate(at + round * 120, 0.009);
    await rate(at + round * 120 + 60, 0.002);
  }
  await night.expectNo('text', { shows: '🔁' }, between(at, at + 359));
  await rate(at + 360, 0.009);
  const told = await night
    .expect(between(at + 360, at + 361))
    .text({ shows: /🔁 #\d+ 「店铺表现接近限值」1小时内反复出现 4 次/ });
  const ticket = Number(/#(\d+)/.exec(told.words)![1]);
  expect(await say(at + 370, `/为什么 ${ticket}`)).toContain('反复出现第 4 次,安静 15分钟后还在才提醒');
  await rate(at + 420, 0.002);
  await rate(at + 480, 0.009);
  await night.expectNo('text', { shows: '🔁' }, between(at + 362, at + 1_379));
  await night.expect(between(at + 1_380, at + 1_381)).text({ shows: [`#${ticket}`, '已经 15分钟没有变化,问题还在'] });
  await night.expect(between(at + 1_380, at + 1_381)).card({ ticket, shows: ['重要', '接近限值'] });
  expect(await say(at + 1_390, `/为什么 ${ticket}`)).toContain('攒了 15分钟');
});
