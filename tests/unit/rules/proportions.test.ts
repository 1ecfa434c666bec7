import { expect, test } from 'vitest';
import { neededPerSide, newcombe, wilson } from '../../../src/rules/proportions.ts';

test('the score interval as Newcombe 1998 (one proportion) prints it', () => {
  const some = wilson({ hits: 81, of: 263 });
  expect(some.low).toBeCloseTo(0.2553, 4);
  expect(some.high).toBeCloseTo(0.3662, 4);
  expect(wilson({ hits: 0, of: 20 }).low).toBe(0);
  expect(wilson({ hits: 0, of: 20 }).high).toBeCloseTo(0.1611, 4);
  expect(wilson({ hits: 0, of: 0 })).toEqual({ low: 0, high: 1 });
});

test('the interval of a difference as Newcombe 1998 (method 10) prints it', () => {
  const cases = [
    { a: { hits: 48, of: 80 }, b: { hits: 56, of: 70 }, low: 0.0524, high: 0.3339 },
    { a: { hits: 3, of: 10 }, b: { hits: 9, of: 10 }, low: 0.1705, high: 0.809 },
    { a: { hits: 0, of: 29 }, b: { hits: 5, of: 56 }, low: -0.0381, high: 0.1926 },
    { a: { hits: 0, of: 10 }, b: { hits: 10, of: 10 }, low: 0.6075, high: 1 },
  ];
  for (const { a, b, low, high } of cases) {
    const interval = newcombe(a, b);
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  }
});

test('how many it takes to see a difference', () => {
  // 50 % against 60 %: Fleiss's table without correction.
  expect(neededPerSide({ hits: 5, of: 10 }, { hits: 6, of: 10 })).toBe(388);
  expect(neededPerSide({ hits: 1, of: 10 }, { hits: 1, of: 10 })).toBe(Infinity);
});
