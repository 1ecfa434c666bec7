import { afterEach, beforeEach, expect, test } from 'vitest';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
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
