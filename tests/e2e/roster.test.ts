import { afterEach, beforeEach, expect, test } from 'vitest';
import { dutyAt } from '../../src/roster/duty-now.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

let service: InsideService;
let sandbox: SandboxClient;

beforeEach(async () => {
  service = await startInside({ clock: stoppedClock() });
  sandbox = sandboxClient(service.url);
});
afterEach(() => service.stop());

/** Tuesday, 24 November 2026, 10:00 in Shanghai. */
async function ask(person: string, text: string): Promise<string> {
  const [answer] = await sandbox.say(person, text);
  await service.settled();
  return answer!.text;
}
const onDuty = async (iso: string): Promise<string[]> =>
  (await dutyAt(service.desk, service.desk.db.read, Date.parse(iso))).map(({ name }) => name);

test('a supervisor makes a roster in a few lines, and everybody reads who is on', async () => {
  expect(await ask('zhao', '/值班')).toContain('还没有值班表');
  expect(await ask('wang', '/值班 添加 @王磊 周一至周五 18:00-02:00')).toContain('主管');
  expect(await ask('lin', '/值班 添加 @王磊 周一至周五 18:00-02:00')).toBe(
    '已排进值班表:1 · 王磊 周一至周五 18:00-02:00 · 节假日休息',
  );
  expect(await ask('lin', '/值班 轮换 周一 09:00 @林悦 @王磊 @陈晨 每天 9:00-18:00')).toBe(
    '已排进值班表:2 · 林悦 → 王磊 → 陈晨 每周轮换,周一 09:00 交班,每天 09:00-18:00',
  );
  expect(await ask('lin', '/roster add @陈晨 Sat-Sun 10:00-20:00 zone Europe/Berlin holidays worked')).toBe(
    '已排进值班表:3 · 陈晨 周六、周日 10:00-20:00 · Europe/Berlin',
  );
  expect(await onDuty('2026-11-24T10:00+08:00')).toEqual(['林悦']);
  expect(await onDuty('2026-11-28T01:00+08:00')).toEqual(['王磊']);
  expect(await onDuty('2026-11-30T10:00+08:00')).toEqual(['王磊']);
  expect(await onDuty('2026-11-28T12:00+01:00')).toEqual(['陈晨']);

  const read = await ask('zhao', '/值班');
  expect(read).toContain('值班:林悦(到 周二 11-24 18:00)\n之后:王磊(周二 11-24 18:00 起)');
  expect(read).toContain('周五 11-27 18:00 至 周六 11-28 02:00  王磊');
  expect(await ask('zhao', '/值班 明天')).toContain('周三 11-25 09:00 至 周三 11-25 18:00  林悦');
  expect(await ask('zhao', '/状态')).toContain('值班:林悦');

  expect(await ask('lin', '/值班 删除 2')).toContain('第 2 行');
  expect(await ask('lin', '/值班 删除 2')).toContain('没有编号 2');
  expect(await onDuty('2026-11-24T10:00+08:00')).toEqual([]);
  expect(await ask('lin', '/值班 添加 @王磊 随便')).toContain('例:/值班 添加 @王磊');
  expect(await ask('lin', '/值班 轮换 周一 09:00 @王磊')).toContain('至少两个人');
  const audits = await service.desk.db.read.auditEntry.findMany({ where: { action: 'roster' } });
  expect(audits.map(({ personId, subject }) => `${personId} ${subject}`)).toEqual(['lin 1', 'lin 2', 'lin 3', 'lin 2']);
});

test('a cover takes the night that begins on its day, and is over by itself', async () => {
  await ask('lin', '/值班 添加 @王磊 每天 18:00-02:00');
  expect(await ask('lin', '/代班 @陈晨 11-26')).toBe('已排进值班表:2 · 陈晨 代班 周四 11-26 18:00 至 周五 11-27 02:00');
  expect(await onDuty('2026-11-26T01:00+08:00')).toEqual(['王磊']);
  expect(await onDuty('2026-11-27T01:00+08:00')).toEqual(['陈晨']);
  expect(await onDuty('2026-11-27T20:00+08:00')).toEqual(['王磊']);
  await ask('lin', '/cover @陈晨 11-28 to 11-29');
  expect(await onDuty('2026-11-30T01:00+08:00')).toEqual(['陈晨']);
  service.clock.advance(10 * 86_400_000);
  expect(await ask('lin', '/值班')).not.toContain('代班');
});

test('a swap counts once the other agrees, and only the other can', async () => {
  await ask('lin', '/值班 添加 @王磊 周一至周五 18:00-02:00');
  const friday = '2026-11-27T20:00+08:00';
  expect(await ask('chen', '/换班 @王磊 周五晚')).toContain('不是您值班');
  expect(await ask('wang', '/换班 @陈晨 周五晚')).toBe('已问 陈晨,等对方同意后生效');
  const asked = (await sandbox.messages()).find(({ text }) => text.includes('想请'))!.text;
  expect(asked).toBe(
    '@陈晨 王磊 想请 陈晨 替班:周五 11-27 18:00 至 周六 11-28 02:00。同意请回:/换班 同意 2,不行请回:/换班 拒绝 2',
  );
  expect(await onDuty(friday)).toEqual(['王磊']);
  expect(await ask('wang', '/换班 同意 2')).toContain('没有编号 2');
  expect(await ask('chen', '/换班 同意 2')).toBe('换好了:2 · 陈晨 替 王磊 值班 周五 11-27 18:00 至 周六 11-28 02:00');
  expect(await ask('chen', '/换班 同意 2')).toContain('没有编号 2');
  expect(await onDuty(friday)).toEqual(['陈晨']);
  expect(await onDuty('2026-11-26T20:00+08:00')).toEqual(['王磊']);

  await ask('wang', '/swap @Nobody thu 20:00');
  await ask('wang', '/swap @陈晨 thu 20:00');
  expect(await ask('chen', '/swap no 3')).toContain('3');
  expect(await onDuty('2026-11-26T20:00+08:00')).toEqual(['王磊']);
});
