import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeTimeLeft } from '../../../src/clocks/describe-time-left.ts';
import { MINUTE_MS } from '../../../src/clocks/local-day.ts';
import { formatDuration, parseDuration, readDuration } from '../../../src/clocks/parse-duration.ts';

describe('spans of time', () => {
  test.each([
    ['30分钟', 30],
    ['30m', 30],
    ['30 min', 30],
    ['90 minutes', 90],
    ['2小时', 120],
    ['两个小时', 120],
    ['半小时', 30],
    ['1.5 h', 90],
    ['1小时30分', 90],
    ['1h30m', 90],
    ['1天', 1440],
    ['3 days', 4320],
    ['２ｈ', 120],
    ['', null],
    ['30', null],
    ['30 means', null],
    ['0m', null],
    ['1m 2h', null],
    ['-5m', null],
  ])('"%s"', (text, minutes) => {
    expect(parseDuration(text)).toBe(minutes === null ? null : minutes * MINUTE_MS);
  });

  test('reads a span at the beginning and says where it ends', () => {
    expect(readDuration('30分钟工作时间')).toEqual({ ms: 30 * MINUTE_MS, length: 4 });
    expect(readDuration('2h business')).toEqual({ ms: 120 * MINUTE_MS, length: 2 });
  });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 * 1440 }), fc.constantFrom('zh' as const, 'en' as const), (minutes, language) => {
        expect(parseDuration(formatDuration(minutes * MINUTE_MS, language))).toBe(minutes * MINUTE_MS);
      }),
    );
  });
});

describe('time left in words', () => {
  test.each([
    [192, '剩 3 小时 12 分', '3 h 12 min left'],
    [180, '剩 3 小时', '3 h left'],
    [12, '剩 12 分钟', '12 min left'],
    [0.5, '剩不到 1 分钟', 'under 1 min left'],
    [0, '剩不到 1 分钟', 'under 1 min left'],
    [-0.5, '刚刚超时', 'just over'],
    [-5, '已超 5 分钟', '5 min over'],
    [-65, '已超 1 小时 5 分', '1 h 5 min over'],
    [3000, '剩 2 天 2 小时', '2 d 2 h left'],
    [1445, '剩 1 天', '1 d left'],
  ])('%d minutes', (minutes, zh, en) => {
    expect(describeTimeLeft(minutes * MINUTE_MS, 'zh')).toBe(zh);
    expect(describeTimeLeft(minutes * MINUTE_MS, 'en')).toBe(en);
  });
});
