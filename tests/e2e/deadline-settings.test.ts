import { afterEach, expect, test } from 'vitest';
import { dataFolder } from '../timeline/data-folder.ts';
import { between, openNight } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock, tuesdayMorning } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

/** When people are warned of a deadline, and what moves one that runs. */

const minute = 60;
let service: InsideService;
afterEach(() => service.stop());

test('people are warned at the shares they chose, also of deadlines that run already; nonsense is refused in words', async () => {
  service = await startInside({ clock: stoppedClock() });
  const sandbox = sandboxClient(service.url);
  const night = await openNight(service, sandboxStage(sandbox));
  const say = (second: number, text: string, person = 'lin'): Promise<string> =>
    night.at(second, async () => (await sandbox.say(person, text))[0]!.text);
  const ticket = (await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin V.', text: 'Guten Tag' })).ticket!;
  await say(1, `/认领 ${ticket}`, 'wang');

  expect(await say(2, '/时限 提醒 60% 90%', 'wang')).toContain('主管');
  expect(await say(2, '/时限 提醒 早一点')).toContain('「早一点」没看懂,要的是百分比');
  expect(await say(2, '/时限 提醒')).toContain('要的是百分比');
  expect(await say(2, '/时限 提醒 50% 130%')).toContain('不在 1% 到 100% 之间');
  expect(await say(2, '/sla warn 10 20 30 40 50 60 70')).toContain('最多提醒 6 次');
  for (const typed of ['-2小时', '0小时', '亚马逊 -2小时', '999天'])
    expect(await say(2, `/时限 ${typed}`)).toContain('时限要大于零,最多 90天');
  expect(await say(2, '/时限 很久')).toContain('既不是平台,也不是一段时间');
  expect(await say(2, '/时限 提醒 90%、60%')).toContain('过去 60%、90%、100% 时提醒');

  // Two working hours from ten o'clock: 80 % would be 11:36.
  await night.expectNo('text', { shows: `#${ticket} 团队时限只` }, between(3, 107 * minute));
  await night.expect(between(108 * minute, 108 * minute + 1)).text({ shows: `#${ticket} 团队时限只` });
  await night.expect(between(120 * minute, 120 * minute + 1)).text({ shows: `#${ticket} 团队时限已到` });
  const warned = await service.desk.db.read.ticketEvent.findMany({ where: { kind: 'clock_warning' }, orderBy: { at: 'asc' } });
  expect(warned.map(({ data }) => (JSON.parse(data) as { percent: number }).percent)).toEqual([60, 90, 100]);
});

test('limits that come with a new version move what runs, once, with the cause in history and audit log', async () => {
  const folder = dataFolder();
  service = await startInside({ folder, clock: stoppedClock() });
  const { ticket } = await sandboxClient(service.url).buyer({ store: 'amazon-de', buyer: 'Katrin V.', text: 'Guten Tag' });
  await service.settled();
  const read = () => service.desk.db.read.ticket.findUniqueOrThrow({ where: { number: ticket! } });
  const { id, policyDueAt: due, version } = await read();
  // As a version left it whose limit was 48 hours.
  const older = new Date(due!.getTime() + 24 * 60 * minute * 1_000);
  await service.desk.db.write(async (tx) => {
    await tx.ticket.update({ where: { id }, data: { policyDueAt: older } });
    await tx.setting.update({ where: { key: 'policyEdition' }, data: { value: '"of an older version"' } });
  });
  for (const minutes of [10, 20]) {
    await service.stop();
    service = await startInside({ folder, clock: stoppedClock(tuesdayMorning + minutes * 60_000) });
    await service.settled();
    expect(await read()).toMatchObject({ policyDueAt: due, version: version + 1 });
  }
  const moved = await service.desk.db.read.ticketEvent.findMany({ where: { ticketId: id, kind: 'deadline_moved' } });
  expect(moved.map(({ data }) => JSON.parse(data) as unknown)).toMatchObject([
    { cause: 'policyEdition', policyDueAt: [older.getTime(), due!.getTime()] },
  ]);
  expect(await service.desk.db.read.auditEntry.findMany({ where: { action: 'platform policies' } })).toMatchObject([
    { personId: null, before: '"of an older version"' },
  ]);
  await sandboxClient(service.url).say('zhao', `/查看 ${ticket}`);
  const card = (await sandboxClient(service.url).cards(ticket)).at(-1)!.card!;
  expect(card.history!.map(({ text }) => text).join()).toContain('新版本里的平台时限改了,平台时限 11-26 10:00 → 11-25 10:00');
});
