import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

let service: InsideService;
beforeAll(async () => void (service = await startInside()));
afterAll(() => service.stop());

const many = (count: number): string => Array.from({ length: count }, (_, index) => `"w${index}"`).join(',');

/** What a supervisor types after the name, and what the bot says should stand there instead. */
const wrong: [what: string, rule: string, says: string | RegExp][] = [
  ['a field that does not exist', '当 天气 是 雨 则 紧急', /这里应该是一个条件: 内容包含/],
  ['a field that does not exist', 'when weather is rain then urgent', /expected a condition: text contains/],
  ['a platform that does not exist', '当 平台是 火星 则 紧急', /已知的名称/],
  ['an empty keyword', '当 内容包含 "" 则 紧急', '引号里要有文字'],
  ['an empty keyword', 'when text contains " " then urgent', 'something between the quotes'],
  ['a keyword of 500 letters', `当 内容包含 "${'长'.repeat(500)}" 则 紧急`, '每项最多 100 个字'],
  ['600 keywords in one list', `when text contains ${many(600)} then urgent`, 'at most 500 in one list'],
  ['2,000 keywords in one list', `当 内容包含 ${many(2_000)} 则 紧急`, '一组最多 500 个'],
  ['no time at all', '当 未回复 0分钟 则 紧急', '时长,如 30分钟、2小时'],
  ['an impossible time', '当 未回复 25:99 则 紧急', '时长,如 30分钟、2小时'],
  ['a time longer than any platform waits', '当 未回复 400天 则 紧急', '最多 90天'],
  ['a time longer than any platform waits', 'when unanswered 400d then urgent', /at most 90/],
  ['a pattern that looks around', '当 内容匹配 "(?=x)" 则 紧急', '不支持环视'],
  ['a pattern that refers back', 'when text matches "(a)\\1" then urgent', 'back-references'],
  ['a pattern too large', '当 内容匹配 "(a{500}b{500}c{500}){2}" 则 紧急', /表达式太大|不是有效的正则表达式/],
  ['a pattern that is none', '当 内容匹配 "(((" 则 紧急', '不是有效的正则表达式'],
  ['a level that does not exist', '当 内容包含 "退款" 则 超级', '紧急、重要 或 普通'],
  ['no level', 'when text contains "refund"', 'then urgent/important/normal'],
  ['a negative amount', '当 订单金额 高于 -5 欧元 则 紧急', '金额'],
  ['half a condition', '当 国家是 德国 且 则 紧急', '一个条件'],
  ['brackets without end', `当 ${'('.repeat(60)}平台是 亚马逊${')'.repeat(60)} 则 紧急`, '括号最多 20 层'],
  ['the longest text there is room for', `当 ${'x'.repeat(19_900)} 则 紧急`, '一个条件'],
];

test.each(wrong)('%s is refused with what to write instead: %#', async (_, rule, says) => {
  const known = await service.desk.db.read.rule.count();
  const started = performance.now();
  const [answer] = await sandboxClient(service.url).say('lin', `/规则 新建 试 ${rule}`);
  expect(answer?.text).toMatch(says);
  // An example to copy, whatever was wrong.
  expect(answer?.text).toMatch(/例:|Example:/);
  expect(answer!.text.length).toBeLessThan(1_000);
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(await service.desk.db.read.rule.count()).toBe(known);
});

test('a megabyte of text does not get in', async () => {
  const saying = sandboxClient(service.url).say('lin', `/规则 新建 试 当 ${'x'.repeat(1_000_000)} 则 紧急`);
  await expect(saying).rejects.toThrow(/400.*<=20000 characters/);
});

test('a pattern that makes backtracking engines run for hours is taken, and costs nothing', async () => {
  const sandbox = sandboxClient(service.url);
  const [answer] = await sandbox.say('lin', '/规则 新建 直接 灾难 当 内容匹配 "(a+)+$" 则 紧急');
  expect(answer?.text).toContain('灾难');
  const started = performance.now();
  await sandbox.buyer({ store: 'amazon-de', buyer: 'Aaron', text: `${'a'.repeat(5_000)}!` });
  await service.settled();
  expect(performance.now() - started).toBeLessThan(10_000);
});
