import { afterEach, beforeEach, expect, test } from 'vitest';
import { variantOf } from '../../src/rules/trial.ts';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage, wordsOf } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

/** Rules about waiting, and tickets that are open when such a rule comes, goes or changes. */

const minute = 60;
let service: InsideService;
let sandbox: SandboxClient;
let night: Night;

beforeEach(async () => {
  service = await startInside({ clock: stoppedClock() });
  sandbox = sandboxClient(service.url);
  night = await openNight(service, sandboxStage(sandbox));
});
afterEach(() => service.stop());

const writes = (at: number, buyer: string): Promise<number> =>
  night.at(
    at * minute,
    async () => (await sandbox.buyer({ store: 'amazon-de', buyer, text: 'Guten Tag, welche Farben?' })).ticket!,
  );
const say = (at: number, text: string): Promise<string> =>
  night.at(at * minute, async () => (await sandbox.say('lin', text))[0]!.text);
/** The minutes at which a rule rang, by ticket. */
async function rang(rule: string): Promise<[number, number][]> {
  const alerts = await service.desk.db.read.alert.findMany({
    where: { ruleName: rule, state: 'rang' },
    orderBy: [{ toldAt: 'asc' }, { id: 'asc' }],
  });
  const tickets = await service.desk.db.read.ticket.findMany();
  const numbers = new Map(tickets.map(({ id, number }) => [id, number]));
  const start = service.clock.now() - night.now() * 1_000;
  return alerts.map(({ ticketId, toldAt }) => [numbers.get(ticketId)!, (toldAt!.getTime() - start) / 60_000]);
}

test('a rule that comes later rings for who waits already: at its time, at once where that has passed', async () => {
  const first = await writes(0, 'Katrin');
  await say(10, '/规则 新建 直接 一刻钟 当 未回复 15分钟 则 紧急');
  await night.expectNo('card', { shows: '紧急' }, between(0, 15 * minute - 1));
  await night.expect(between(15 * minute, 15 * minute + 1)).card({ ticket: first, shows: ['紧急', '15分钟未回复'] });
  await say(20, '/规则 新建 直接 五分钟 当 未回复 5分钟 则 重要');
  await night.expect(between(20 * minute, 20 * minute + 1)).card({ ticket: first, shows: '5分钟未回复' });
  expect(await rang('一刻钟')).toEqual([[first, 15]]);
});

test('a rule that goes, is silent or changes: what has not rung yet goes by what holds now, and what has does not ring twice', async () => {
  await say(0, '/规则 新建 直接 一刻钟 当 未回复 15分钟 则 紧急');
  const first = await writes(0, 'Katrin');
  await say(10, '/规则 停用 一刻钟');
  await night.expectNo('card', { shows: '紧急' }, between(0, 16 * minute));
  await say(18, '/规则 启用 一刻钟');
  await night.expect(between(18 * minute, 18 * minute + 1)).card({ ticket: first, shows: '紧急' });
  const told = (await say(19, '/历史')).split('\n').find((line) => line.includes(`#${first}`));
  expect(told, 'when it rang, not when it could have').toMatch(/:18 .*已提醒/);

  const second = await writes(20, 'Jonas');
  await say(21, '/规则 修改 一刻钟 改成 当 未回复 30分钟 则 紧急');
  await service.settled();
  await say(22, `/规则 采用 1`);
  await night.expectNo('card', { ticket: second, shows: '紧急' }, between(20 * minute, 50 * minute - 1));
  await night.expect(between(50 * minute, 50 * minute + 1)).card({ ticket: second, shows: ['紧急', '30分钟未回复'] });

  const third = await writes(51, 'Siti');
  expect(await say(70, '/规则 撤销')).toContain('已撤销');
  await night.expect(between(70 * minute, 70 * minute + 1)).card({ ticket: third, shows: ['紧急', '15分钟未回复'] });
  expect(await rang('一刻钟')).toEqual([
    [first, 18],
    [second, 50],
    [third, 70],
  ]);
});

test('a silent one records when it would have rung, and nobody sees it; heard again it rings for who still waits', async () => {
  await say(0, '/规则 新建 直接 一刻钟 当 未回复 15分钟 则 紧急');
  expect(await say(0, '/规则 静默 一刻钟 开')).toContain('只记录');
  const number = await writes(0, 'Katrin');
  await night.expectNo('card', { shows: /紧急|一刻钟/ }, between(0, 20 * minute));
  expect(await service.desk.db.read.alert.findMany({ where: { ruleName: '一刻钟' } })).toMatchObject([{ state: 'shadow' }]);
  expect(await say(20, `/为什么 ${number}`)).not.toContain('一刻钟');
  await say(20, '/规则 静默 一刻钟 关');
  await night.expect(between(20 * minute, 20 * minute + 1)).card({ ticket: number, shows: ['紧急', '15分钟未回复'] });
  expect(await rang('一刻钟')).toEqual([[number, 20]]);
});

test('two forms share the tickets: each is recorded at its time, the one in force rings, and what is adopted rings nobody twice', async () => {
  await say(0, '/规则 新建 直接 久等 当 未回复 15分钟 则 紧急');
  const early = await writes(0, 'early');
  expect(await say(1, '/规则 试用 久等 改成 当 未回复 30分钟 且 店铺是 "Haushalt24" 则 紧急')).toContain('开始对比');
  const numbers: number[] = [];
  for (let buyer = 0; buyer < 10; buyer += 1) numbers.push(await writes(2, `buyer ${buyer}`));
  const tickets = await service.desk.db.read.ticket.findMany({ where: { number: { in: numbers } }, orderBy: { number: 'asc' } });
  const { id: ruleId } = await service.desk.db.read.rule.findFirstOrThrow({ where: { name: '久等' } });
  const inForce = tickets.map(({ id }) => variantOf(ruleId, id));

  const levels = (at: number): Promise<string[]> =>
    night.at(at * minute, async () => {
      const all = await service.desk.db.read.ticket.findMany({ where: { number: { in: numbers } }, orderBy: { number: 'asc' } });
      return all.map(({ level }) => level);
    });
  expect(await levels(17)).toEqual(inForce.map((form) => (form === 'a' ? 'urgent' : 'normal')));
  await say(20, `/回复 ${numbers[0]} 原样 很抱歉`);
  await say(20, `/误报 ${numbers[1]}`);
  expect(await levels(33)).toEqual(inForce.map((form, index) => (form === 'a' || index > 1 ? 'urgent' : 'normal')));
  const recorded = await service.desk.db.read.alert.findMany({
    where: { ruleId, ticketId: { in: tickets.map(({ id }) => id) } },
  });
  expect(
    recorded
      .map(({ variant }) => variant)
      .sort()
      .join(''),
  ).toBe('a'.repeat(10) + 'b'.repeat(8));
  for (const { ticketId, variant, state } of recorded)
    expect(state).toBe(variant === inForce[tickets.findIndex(({ id }) => id === ticketId)] ? 'rang' : 'shadow');

  await night.at(35 * minute, () => sandbox.say('lin', '/规则 对比 久等'));
  await service.settled();
  const compared = (await sandbox.messages()).findLast((message) => message.card?.title.includes('两种写法对比'))!;
  const words = wordsOf(compared.card!);
  expect(words).toMatch(/A 现在的写法: 命中 10 · 响了 \d 张单 · 误报/);
  expect(words).toMatch(/B 新写法: 命中 8 · 响了 \d 张单/);
  expect(words).toMatch(/两种都命中: 8/);
  expect(words).toContain('只算对比开始后新开的单');
  expect(words).toMatch(/95% 区间 [-+]?\d+ 到 /);

  const before = (await rang('久等')).length;
  await sandbox.tap({ messageId: compared.id, action: 'adopt', person: 'lin' });
  await night.at(60 * minute, async () => expect((await rang('久等')).length).toBe(before));
  expect(before).toBe(1 + 8 + inForce.slice(0, 2).filter((form) => form === 'a').length);
  expect((await rang('久等')).filter(([number]) => number === early)).toHaveLength(1);
});
