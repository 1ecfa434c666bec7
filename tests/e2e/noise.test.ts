import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock, tuesdayMorning } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

const minute = 60;
const hour = 3600;
let service: InsideService;
let sandbox: SandboxClient;
let night: Night;
afterEach(() => service.stop());

async function begin(at = tuesdayMorning): Promise<void> {
  service = await startInside({ clock: stoppedClock(at) });
  sandbox = sandboxClient(service.url);
  await sandbox.say('lin', '/规则 新建 直接 夜灯 当 内容包含 "Nachtlicht" 则 紧急');
  await sandbox.say('lin', '/规则 新建 直接 歪 当 内容包含 "schief" 则 重要');
  // What the understanding makes of a word or two is not the matter here.
  await sandbox.say('lin', '/规则 停用 语气不满');
  night = await openNight(service, sandboxStage(sandbox));
}
const writes = (second: number, text: string, { buyer = 'Katrin V.', store = 'amazon-de' } = {}): Promise<number> =>
  night.at(second, async () => (await sandbox.buyer({ store, buyer, text })).ticket!);
const say = (second: number, text: string, person = 'lin'): Promise<string> =>
  night.at(second, async () => (await sandbox.say(person, text))[0]!.text);
const levelOf = async (ticket: number): Promise<string> =>
  (await service.desk.db.read.ticket.findUniqueOrThrow({ where: { number: ticket } })).level;

describe('silences', () => {
  beforeEach(() => begin());

  test('a rule, until its end: the message comes in, nothing rings, and the end is told with what was held back', async () => {
    expect(await say(0, '/静音 夜灯 2小时 大促')).toContain('规则「夜灯」,到 12:00');
    const ticket = await writes(60, 'Das Nachtlicht brummt');
    await night.expect(between(60, 61)).card({ shows: `#${ticket}`, hides: ['紧急', '出现「Nachtlicht」'] });
    expect(await levelOf(ticket)).toBe('normal');
    expect(await say(90, `/为什么 ${ticket}`)).toMatch(
      /未提醒 · 「夜灯」第 1 版 · 出现「Nachtlicht」 · 静音 1\(夜灯\),到 12:00\n没有单独通知过谁/,
    );
    expect(await say(90, '/静音 列表')).toContain('1 · 规则「夜灯」 · 到 12:00 · 林悦 · 已压下 1 条 · 大促');
    await night.expectNo('text', { shows: '静音结束' }, between(61, 2 * hour - 1));
    await night.expect(between(2 * hour, 2 * hour)).text({ shows: '静音结束:规则「夜灯」,期间压下 1 条提醒' });
    const later = await writes(2 * hour + 1, 'Nachtlicht', { buyer: 'Jonas' });
    await night.expect(between(2 * hour + 1, 2 * hour + 2)).card({ shows: [`#${later}`, '紧急', '出现「Nachtlicht」'] });
  });

  test('a store, a platform, a buyer: each silences its own and nothing else', async () => {
    await say(0, '/静音 店铺 shopee-my 到 明早9点');
    expect(await levelOf(await writes(1, 'Nachtlicht', { store: 'shopee-my' }))).toBe('normal');
    const loud = await writes(2, 'Nachtlicht');
    expect(await levelOf(loud)).toBe('urgent');
    await say(3, '/静音 平台 亚马逊 2小时');
    expect(await levelOf(await writes(4, 'Nachtlicht', { buyer: 'Jonas' }))).toBe('normal');
    expect(await say(5, '/静音 结束 2')).toContain('期间压下 1 条');
    await say(6, `/静音 买家 ${loud} 1小时`, 'wang');
    expect(await say(7, `/为什么 ${await writes(7, 'schief')}`)).toContain('静音 3');
    const audits = await service.desk.db.read.auditEntry.findMany({ where: { action: { startsWith: 'silence' } } });
    expect(audits).toHaveLength(4);
  });

  test('one tap silences a ticket for two hours: once, its card says until when, and after that it rings again', async () => {
    const ticket = await writes(0, 'Das Nachtlicht brummt');
    const card = async (of = ticket) => (await service.settled(), (await sandbox.cards(of))[0]!);
    const offers = async (of = ticket) => (await card(of)).card!.actions.some(({ action }) => action === 'silence');
    expect(await offers()).toBe(true);
    expect(await say(1, `/为什么 ${ticket}`)).toContain(`不想让它再响:/静音 ${ticket} 2小时`);

    const { id } = await card();
    const taps = await night.at(minute, () =>
      Promise.all(['wang', 'lin'].map((person) => sandbox.tap({ messageId: id, action: 'silence', person }))),
    );
    expect(taps.map(({ toast }) => toast).sort()).toEqual([`#${ticket} 静音到 12:01`, '这张单已经静音,到 12:01']);
    expect(await service.desk.db.read.silence.count()).toBe(1);
    expect((await card()).card!.notice).toContain('静音中,到 12:01');
    expect(await offers()).toBe(false);
    await writes(hour, 'Nachtlicht!');
    expect(await say(hour, `/为什么 ${ticket}`)).toMatch(/11:00 未提醒.*静音 1/);

    await night
      .expect(between(2 * hour + minute, 2 * hour + minute + 1))
      .text({ shows: `静音结束:工单 #${ticket},期间压下 2 条提醒` });
    expect((await card()).card!.notice ?? '').not.toContain('静音');
    expect(await offers()).toBe(true);
    const quiet = await writes(2 * hour + 2 * minute, 'Guten Tag', { buyer: 'Jonas' });
    expect(await offers(quiet)).toBe(false);
  });

  test('always with an end, thirty days at most, and only supervisors silence more than a ticket', async () => {
    expect(await say(0, '/静音 夜灯')).toContain('要有结束时间');
    expect(await say(0, '/静音 夜灯 31天')).toContain('最长 30 天');
    expect(await say(0, '/静音 夜灯 2小时', 'wang')).toContain('主管');
    expect(await say(0, '/静音 没有这条 2小时')).toContain('没有叫「没有这条」的规则');
    expect(await say(0, '/静音 结束 9')).toContain('没有第 9 号静音');
    expect(await say(0, '/静音 列表')).toBe('现在没有静音');
  });
});

describe('repetition', () => {
  beforeEach(() => begin());

  test('cool-down: the same rule rings for a ticket once in half an hour', async () => {
    const ticket = await writes(0, 'Nachtlicht');
    await writes(29 * minute, 'Nachtlicht!');
    expect(await say(29 * minute, `/为什么 ${ticket}`)).toContain('10:30 前不重复');
    await writes(30 * minute, 'Nachtlicht!!');
    const states = await service.desk.db.read.alert.findMany({ orderBy: { at: 'asc' }, select: { state: true } });
    expect(states.map(({ state }) => state)).toEqual(['rang', 'muted', 'rang']);
  });

  test('grouping: three tickets of one cause ring, the fourth waits, another store and a later one ring', async () => {
    await say(0, '/降噪 归并 3 10分钟');
    const tickets: number[] = [];
    for (const [index, buyer] of ['A', 'B', 'C', 'D'].entries()) tickets.push(await writes(index, 'schief', { buyer }));
    expect(await Promise.all(tickets.map(levelOf))).toEqual(['important', 'important', 'important', 'normal']);
    expect(await say(5, `/为什么 ${tickets[3]}`)).toContain(`已为 3 张单提醒,从 #${tickets[0]} 起`);
    expect(await say(5, '/历史')).toContain(`从 #${tickets[0]} 起`);
    expect(await levelOf(await writes(6, 'schief', { store: 'shopee-my' }))).toBe('important');
    expect(await levelOf(await writes(11 * minute, 'schief', { buyer: 'E' }))).toBe('important');
    await say(11 * minute, '/降噪 归并 1 10分钟');
    expect(await levelOf(await writes(12 * minute, 'schief', { buyer: 'F' }))).toBe('normal');
  });

  test('what is urgent is never grouped: each of them is somebody', async () => {
    const levels: (string | undefined)[] = [];
    for (const [index, buyer] of ['A', 'B', 'C', 'D', 'E'].entries())
      levels.push(await levelOf(await writes(index, 'Nachtlicht', { buyer })));
    expect(levels).toEqual(Array(5).fill('urgent'));
  });

  test('inhibition: what is urgent keeps lesser rules of the ticket quiet for an hour', async () => {
    const ticket = await writes(0, 'Das Nachtlicht ist schief');
    await night.expect(between(0, 1)).card({ shows: [`#${ticket}`, '出现「Nachtlicht」'], hides: '出现「schief」' });
    expect(await say(1, `/为什么 ${ticket}`)).toMatch(
      /紧急 · 「夜灯」[^]*未提醒 · 「歪」第 1 版 · 出现「schief」 · 这张单已因「夜灯」紧急提醒|未提醒 · 「歪」[^]*紧急 · 「夜灯」/,
    );
    await say(2, '/降噪 抑制 关');
    expect(await say(3, `/为什么 ${await writes(3, 'Nachtlicht schief', { buyer: 'Jonas' })}`)).toContain('重要 · 「歪」');
  });

  test('flapping: what came too often within an hour is held until it was quiet for a quarter, and rings while the buyer waits', async () => {
    await say(0, '/降噪 冷却 关');
    await say(0, '/降噪 抖动 3 1小时');
    const ticket = await writes(0, 'schief');
    for (const at of [1, 2, 3]) await writes(at * minute, 'schief');
    expect(await say(4 * minute, `/为什么 ${ticket}`)).toContain('反复出现第 4 次,安静 15分钟后还在才提醒');
    await writes(17 * minute, 'schief');
    await writes(33 * minute, 'schief');
    const alerts = await service.desk.db.read.alert.findMany({ orderBy: { at: 'asc' }, select: { state: true } });
    expect(alerts.map(({ state }) => state)).toEqual(['rang', 'rang', 'rang', 'muted', 'rang', 'rang']);
  });

  test('no rule held: that is said as well', async () => {
    const ticket = await writes(0, 'Guten Tag');
    expect(await say(1, `/why ${ticket}`)).toContain('没有规则命中');
  });
});

test('quiet hours: important waits for the morning, urgent does not', async () => {
  await begin(Date.parse('2026-11-24T21:30:00+08:00'));
  expect(await say(0, '/降噪 安静 重要,普通 22:00-8:00')).toContain('22:00-08:00 重要、普通不响');
  expect(await levelOf(await writes(29 * minute, 'schief'))).toBe('important');
  const quiet = await writes(31 * minute, 'schief', { buyer: 'Jonas' });
  expect(await say(31 * minute, `/为什么 ${quiet}`)).toContain('安静时段,到 11-25 08:00');
  expect(await levelOf(await writes(32 * minute, 'Nachtlicht', { buyer: 'Ute' }))).toBe('urgent');
  expect(await levelOf(await writes(10 * hour + 31 * minute, 'schief', { buyer: 'Eva' }))).toBe('important');
});

test('time rules are decided alike, and a silence outlives a restart', async () => {
  const folder = dataFolder();
  const open = async (at: number): Promise<void> => {
    service = await startInside({ folder, clock: createClock({ base: () => at }) });
    sandbox = sandboxClient(service.url);
    await service.settled();
  };
  await open(tuesdayMorning);
  await sandbox.say('lin', '/规则 新建 直接 久等 当 未回复 20分钟 则 紧急');
  await sandbox.say('lin', '/静音 久等 40分钟');
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin V.', text: 'Guten Tag' });
  for (const minutes of [10, 21]) {
    await service.stop();
    await open(tuesdayMorning + minutes * 60_000);
  }
  expect(await levelOf(ticket!)).toBe('normal');
  expect((await sandbox.say('wang', `/为什么 ${ticket}`))[0]!.text).toMatch(/10:20 未提醒 · 「久等」.*静音 1/);
  await service.stop();
  await open(tuesdayMorning + 41 * 60_000);
  const ends = (await sandbox.messages()).filter(({ text }) => text.startsWith('静音结束'));
  expect(ends.map(({ text }) => text)).toEqual(['静音结束:规则「久等」,期间压下 1 条提醒']);
});
