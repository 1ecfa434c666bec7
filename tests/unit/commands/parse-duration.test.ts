import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../src/commands/grammar/parse-duration.ts';

const minute = 60_000;

describe('parseDuration', () => {
  it.each([
    ['30分钟', 30],
    ['１０ 分', 10],
    ['2小时', 120],
    ['两个小时', 120],
    ['半小时', 30],
    ['半个小时', 30],
    ['一个半小时', 90],
    ['1小时30分', 90],
    ['半天', 720],
    ['1天半', 2160],
    ['十五分钟', 15],
    ['一刻钟', 15],
    ['30天', 43_200],
    ['两周', 20_160],
    ['1个月', 43_200],
    ['90m', 90],
    ['1h30m', 90],
    ['2.5h', 150],
    ['2 days', 2880],
    ['3 weeks', 30_240],
    ['1 hour and 30 minutes', 90],
    ['half an hour', 30],
    ['an hour', 60],
    ['90s', 1.5],
  ])('%s', (text, minutes) => {
    expect(parseDuration(text)).toBe(minutes * minute);
  });

  it.each(['', 'x', '30', 'm', '0m', '2h 9', '30mx', '11月', '25日', '9999999d', '99999天', '-5m', '1042'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  it('is a positive whole number or null, for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'0123456789.半个小时分钟天周hmd 一二十两') }),
        ),
        (text) => {
          const ms = parseDuration(text);
          expect(ms === null || (Number.isInteger(ms) && ms > 0)).toBe(true);
        },
      ),
    );
  });
});
