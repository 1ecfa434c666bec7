import { expect, test } from 'vitest';
import { neededPerSide, newcombe, wilson } from '../../../src/rules/proportions.ts';

test('the score interval as Newcombe 1998 (one proportion) prints it', () => {
  expect(wilson({ hits: 81, of: 263 })).toEqual({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) });
  expect(wilson({ hits: 0, of: 20 })).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) });
  expect(wilson({ hits: 0, of: 0 })).toEqual({ low: 0, high: 1 });
});

test('the interval of a difference as Newcombe 1998 (method 10) prints it', () => {
  const cases = [
    { a: { hits: 48, of: 80 }, b: { hits: 56, of: 70 }, low: 0.0524, high: 0.3339 },
    { a: { hits: 3, of: 10 }, b: { hits: 9, of: 10 }, low: 0.1705, high: 0.809 },
    { a: { hits: 0, of: 29 }, b: { hits: 5, of: 56 }, low: -0.0381, high: 0.1926 },
    { a: { hits: 0, of: 10 }, b: { hits: 10, of: 10 }, low: 0.6075, high: 1 },
  ];
  for (const { a, b, low, high } of cases)
    expect(newcombe(a, b)).toEqual({ low: expect.closeTo(low, 3), high: expect.closeTo(high, 3) });
});

test('how many it takes to see a difference', () => {
  // 50 % against 60 %: Fleiss's table without correction.
  expect(neededPerSide({ hits: 5, of: 10 }, { hits: 6, of: 10 })).toBe(388);
  expect(neededPerSide({ hits: 1, of: 10 }, { hits: 1, of: 10 })).toBe(Infinity);
});
