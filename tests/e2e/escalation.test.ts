import { afterEach, describe, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock, tuesdayMorning } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

const urgent = 'Das Ding brannte! Ich gehe zum Anwalt!';
const important = 'Das Nachtlicht ist schief';
const calm = 'Wo ist mein Paket?';
const minute = 60;

let service: InsideService;
let sandbox: SandboxClient;
let night: Night;
afterEach(() => service.stop());

/** A group with 王磊 and 陈晨 on duty round the clock, and 林悦 as supervisor. */
async function begin(at = tuesdayMorning, roster = ['@王磊 24x7', '@陈晨 24x7']): Promise<void> {
  service = await startInside({ clock: stoppedClock(at) });
  sandbox = sandboxClient(service.url);
  for (const line of roster) await sandbox.say('lin', `/值班 添加 ${line}`);
  await sandbox.say('lin', '/规则 新建 直接 夜灯 当 内容包含 "Nachtlicht" 则 重要');
  night = await openNight(service, sandboxStage(sandbox));
}
const buyerWrites = (text: string): Promise<number> =>
  night.at(0, async () => (await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin V.', text })).ticket!);

/** Calls up to a second, as `300 🔔 王磊`: rings and direct messages, in order of time. */
async function callsUntil(second: number): Promise<string[]> {
  await night.at(second, async () => undefined);
  return night.seen.flatMap(({ kind, words, id, at }) => {
    const rung = /^🔔 @(\S+)/.exec(words)?.[1];
    const direct = kind === 'text' && /^[🔴🟠🟢]/u.test(words) ? id.split('-')[0] : undefined;
    return rung ? [`${at} 🔔 ${rung}`] : direct ? [`${at} ✉ ${direct}`] : [];
  });
}
const rings = async (second: number): Promise<string[]> => (await callsUntil(second)).filter((call) => call.includes('🔔'));
const history = async (ticket: number): Promise<string[]> =>
  ((await sandbox.cards(ticket))[0]!.card!.history ?? []).map(({ at, text }) => `${at} ${text}`);

describe('nobody takes it', () => {
  test('urgent, by day: duty at once, rung after 5, the next after 10, supervisors after 15, three times', async () => {
    await begin();
    const ticket = await buyerWrites(urgent);
    await night.expect(between(0, 1)).text({ shows: ['🔴', `#${ticket}`, '等人认领'] });
    expect(await callsUntil(50 * minute)).toEqual([
      '0 ✉ wang',
      '300 ✉ wang',
      '300 🔔 王磊',
      '600 ✉ chen',
      '600 🔔 陈晨',
      '900 ✉ lin',
      '900 🔔 林悦',
      '1800 ✉ lin',
      '1800 🔔 林悦',
      '2700 ✉ lin',
      '2700 🔔 林悦',
    ]);
    expect(await history(ticket)).toEqual([
      '10:00 呼叫值班 王磊(私信)',
      '10:05 呼叫值班 王磊(应用内加急)',
      '10:10 呼叫值班 陈晨(应用内加急)',
      '10:15 呼叫主管 林悦(应用内加急)',
      '10:30 呼叫主管 林悦(应用内加急)',
      '10:45 呼叫主管 林悦(应用内加急)',
    ]);
  });

  test('urgent, by night: supervisors are phoned; where no phone is, the next means does, and the history says so', async () => {
    await begin(Date.parse('2026-11-24T23:00:00+08:00'));
    const ticket = await buyerWrites(urgent);
    expect(await rings(20 * minute)).toEqual(['300 🔔 王磊', '600 🔔 陈晨', '900 🔔 林悦']);
    expect(await history(ticket)).toContain('23:15 呼叫主管 林悦(电话不通,改用应用内加急)');
  });

  test('important: quietly, duty after 15 and supervisors after 30', async () => {
    await begin();
    await buyerWrites(important);
    expect(await callsUntil(59 * minute)).toEqual(['900 ✉ wang', '1800 ✉ lin']);
  });

  test('normal: by the clock alone', async () => {
    await begin();
    await buyerWrites(calm);
    expect(await callsUntil(95 * minute)).toEqual(['3600 ✉ wang']);
  });

  test('without a roster only supervisors are called; with nobody on duty the history says so', async () => {
    await begin(tuesdayMorning, []);
    const ticket = await buyerWrites(urgent);
    expect(await rings(16 * minute)).toEqual(['900 🔔 林悦']);
    await service.stop();
    await begin(tuesdayMorning, ['@王磊 周六 9:00-18:00']);
    await buyerWrites(urgent);
    expect(await callsUntil(6 * minute)).toEqual([]);
    expect(await history(ticket)).toContain('10:05 该呼叫值班了,但找不到人');
  });
});

describe('what makes it stop', () => {
  test.each([
    ['a claim', (ticket: number) => `/认领 ${ticket}`],
    ['an answer', (ticket: number) => `/回复 ${ticket} 原样 很抱歉`],
    ['a snooze', (ticket: number) => `/稍后 ${ticket} 3小时`],
    ['a false alarm', (ticket: number) => `/误报 ${ticket}`],
  ])('%s after 6 minutes: rung at 5, nothing at 10', async (_, command) => {
    await begin();
    const ticket = await buyerWrites(urgent);
    await night.at(6 * minute, () => sandbox.say('wang', command(ticket)));
    expect(await rings(59 * minute)).toEqual(['300 🔔 王磊']);
  });

  test('given back, it rings anew', async () => {
    await begin();
    const ticket = await buyerWrites(urgent);
    await night.at(60, () => sandbox.say('wang', `/认领 ${ticket}`));
    await night.at(10 * minute, () => sandbox.say('wang', `/放回 ${ticket}`));
    expect(await rings(21 * minute)).toEqual(['900 🔔 王磊', '1200 🔔 陈晨']);
  });

  test('a level that rises rings anew as what it now is', async () => {
    await begin();
    await buyerWrites(important);
    await night.at(10 * minute, () => sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin V.', text: urgent }));
    expect(await callsUntil(15 * minute)).toEqual(['600 ✉ wang', '900 ✉ wang', '900 🔔 王磊']);
  });
});

describe('taken and not answered', () => {
  test('at 50 % the owner, at 80 % the next, at 100 % the supervisor', async () => {
    await begin();
    await sandbox.say('lin', '/认领时限 关');
    const ticket = await buyerWrites(calm);
    await night.at(10, () => sandbox.say('wang', `/认领 ${ticket}`));
    expect(await callsUntil(130 * minute)).toEqual(['3600 ✉ wang', '5760 ✉ chen', '7200 ✉ lin', '7200 🔔 林悦']);
    expect(await history(ticket)).toContain('11:00 呼叫负责人 王磊(私信)');
  });

  test('nothing happens for an hour: released, the group hears it, and it rings anew', async () => {
    await begin();
    const ticket = await buyerWrites(urgent);
    await night.at(60, () => sandbox.say('chen', `/认领 ${ticket}`));
    await night.at(30 * minute, () => sandbox.say('chen', `/备注 ${ticket} 在问仓库`));
    await night.at(90 * minute, async () => undefined);
    await night.expect(between(90 * minute, 90 * minute)).text({ shows: ['@王磊', `#${ticket}`, '陈晨', '没有动静'] });
    expect(await rings(96 * minute)).toEqual(['5700 🔔 王磊']);
    expect(await history(ticket)).toContain('11:30 陈晨 一直没有动静,已放回');
  });

  test('the limit is a setting, and off by a word', async () => {
    await begin();
    expect((await sandbox.say('lin', '/认领时限 20分钟'))[0]!.text).toContain('20分钟');
    const ticket = await buyerWrites(calm);
    await night.at(0, () => sandbox.say('wang', `/认领 ${ticket}`));
    await night.expect(between(20 * minute, 20 * minute)).text({ shows: '没有动静' });
    expect((await sandbox.say('wang', '/认领时限 关'))[0]!.text).toContain('主管');
  });

  test('at the end of a shift the next on duty is offered what the last one holds', async () => {
    await begin(tuesdayMorning, ['@王磊 9:00-18:00', '@陈晨 18:00-24:00']);
    await sandbox.say('lin', '/认领时限 关');
    const late = 7 * 3600 + 50 * minute;
    let ticket = 0;
    await night.at(late, async () => {
      ticket = (await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin V.', text: calm })).ticket!;
    });
    await night.at(late, () => sandbox.say('wang', `/认领 ${ticket}`));
    await night.expectNo('text', { shows: '下班' }, between(late, 8 * 3600 - 1));
    await night.expect(between(8 * 3600, 8 * 3600)).text({ shows: ['@陈晨', `#${ticket}`, '王磊 下班了'] });
    expect((await sandbox.cards(ticket))[0]!.card).toMatchObject({ state: 'new' });
  });
});

describe('supervisors change it by a line', () => {
  test('the policy in words, a step changed while a ticket rings, and the change in the audit', async () => {
    await begin();
    expect((await sandbox.say('zhao', '/升级'))[0]!.text).toContain('紧急 15分钟 主管 电话 夜间 每15分钟 3次');
    expect((await sandbox.say('wang', '/升级 紧急 5分钟 取消'))[0]!.text).toContain('主管');
    await buyerWrites(urgent);
    await night.at(60, () => sandbox.say('lin', '/升级 紧急 5分钟 取消'));
    await night.at(60, () => sandbox.say('lin', '/升级 紧急 3分钟 全部值班 加急'));
    // Both at once, in whichever order.
    expect((await rings(9 * minute)).toSorted()).toEqual(['180 🔔 王磊', '180 🔔 陈晨'].toSorted());
    expect((await sandbox.say('lin', '/升级 紧急 什么'))[0]!.text).toContain('「什么」没看懂');
    const audits = await service.desk.db.read.auditEntry.findMany({ where: { subject: 'escalation' } });
    expect(audits).toHaveLength(2);
  });

  test('a test alert tries every means and tells what reached', async () => {
    await begin();
    await sandbox.say('lin', '/测试提醒 @王磊');
    await service.settled();
    const told = (await sandbox.messages()).find(({ text }) => text.startsWith('试呼'))!.text;
    expect(told).toContain('试呼 王磊:\n— 电话:没有接这种方式\n— 短信:没有接这种方式\n✓ 应用内加急 0.0 秒\n✓ 私信 0.0 秒');
    expect(told).toContain('近 30 天呼叫 3 次,送达 3 次');
    expect((await sandbox.say('lin', '/状态'))[0]!.text).toContain('近 30 天呼叫 3 次');
  });
});

describe('over a restart', () => {
  const open = async (folder: string, at: number): Promise<void> => {
    service = await startInside({ folder, clock: createClock({ base: () => at }) });
    sandbox = sandboxClient(service.url);
    await service.settled();
  };
  const rung = async (): Promise<(string | undefined)[]> =>
    (await sandbox.messages()).map(({ text }) => /^🔔 @(\S+)/.exec(text)?.[1]).filter((name) => name !== undefined);

  test('between the steps, each is made once; during them, only what still matters', async () => {
    const folder = dataFolder();
    await open(folder, tuesdayMorning);
    for (const name of ['王磊', '陈晨']) await sandbox.say('lin', `/值班 添加 @${name} 24x7`);
    await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin V.', text: urgent });
    await service.settled();
    for (const minutes of [2, 5, 6, 7, 10, 11]) {
      await service.stop();
      await open(folder, tuesdayMorning + minutes * 60_000);
    }
    expect(await rung()).toEqual(['王磊', '陈晨']);
    await service.stop();
    // Two rounds for the supervisor were missed: one ring makes up for both.
    await open(folder, tuesdayMorning + 40 * 60_000);
    expect(await rung()).toEqual(['王磊', '陈晨', '林悦']);
    await service.stop();
    await open(folder, tuesdayMorning + 46 * 60_000);
    expect(await rung()).toEqual(['王磊', '陈晨', '林悦', '林悦']);
  });
});
