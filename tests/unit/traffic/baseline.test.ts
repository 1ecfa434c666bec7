import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/clocks/local-day.ts';
import { cellOf, emptyBaseline, expectedBetween, learnHour } from '../../../src/traffic/baseline.ts';
import { isSpike, silenceLikelihood, tailProbability } from '../../../src/traffic/count-tail.ts';

const zone = 'Europe/Berlin';
/** Three o'clock is missing in the night to 29 March 2026, two o'clock comes twice on 25 October. */
const monday = Date.parse('2026-03-02T00:00:00+01:00');

function learnt(weeks: number, countAt: (cell: number) => number) {
  let baseline = emptyBaseline();
  for (let hour = monday; hour < monday + weeks * 168 * HOUR_MS; hour += HOUR_MS)
    baseline = learnHour(baseline, cellOf(hour, zone), countAt(cellOf(hour, zone)));
  return baseline;
}

test('day and night are told apart in the store’s own zone, before and after the clocks change', () => {
  const baseline = learnt(8, (cell) => (cell % 24 === 9 ? 12 : 0));
  const nine = (date: string, offset: string) => Date.parse(`${date}T09:00:00${offset}`);
  for (const from of [nine('2026-03-23', '+01:00'), nine('2026-04-20', '+02:00')]) {
    expect(expectedBetween(baseline, { from, until: from + HOUR_MS, zone })?.mean).toBeCloseTo(12);
    expect(expectedBetween(baseline, { from: from - 5 * HOUR_MS, until: from, zone })?.mean).toBe(0);
  }
});

test('nothing is judged before enough weeks were seen', () => {
  const span = { from: monday, until: monday + 24 * HOUR_MS, zone };
  expect(
    expectedBetween(
      learnt(2, () => 9),
      span,
    ),
  ).toBeNull();
  expect(
    expectedBetween(
      learnt(3, () => 9),
      span,
    )?.mean,
  ).toBeCloseTo(24 * 9);
});

test('what is expected adds up, however a span is cut', () => {
  const baseline = learnt(4, (cell) => cell % 7);
  const instant = fc.integer({ min: 0, max: 300 * HOUR_MS });
  fc.assert(
    fc.property(fc.tuple(instant, instant, instant), (cuts) => {
      const [from, middle, until] = cuts.map((ms) => monday + ms).sort((a, b) => a - b) as [number, number, number];
      const mean = (a: number, b: number) => expectedBetween(baseline, { from: a, until: b, zone })!.mean;
      expect(mean(from, middle) + mean(middle, until)).toBeCloseTo(mean(from, until), 6);
    }),
    { numRuns: 50 },
  );
});

describe('chance', () => {
  const expected = fc
    .record({ mean: fc.double({ min: 0.1, max: 900, noNaN: true }), scatter: fc.double({ min: 1, max: 9, noNaN: true }) })
    .map(({ mean, scatter }) => ({ mean, variance: mean * scatter }));

  test('is a probability, falls with the count, and agrees with silence at one', () =>
    fc.assert(
      fc.property(expected, fc.integer({ min: 1, max: 1_500 }), (usual, count) => {
        const tail = tailProbability(count, usual);
        expect(tail).toBeGreaterThanOrEqual(0);
        expect(tail).toBeLessThanOrEqual(tailProbability(count - 1, usual) + 1e-9);
        expect(1 - tailProbability(1, usual)).toBeCloseTo(silenceLikelihood(usual), 9);
      }),
    ));

  test('has the textbook’s values', () => {
    expect(tailProbability(3, { mean: 2, variance: 2 })).toBeCloseTo(1 - 5 * Math.exp(-2), 12);
    // Size 2, share 1/2: one or fewer is 1/4 + 1/4.
    expect(tailProbability(2, { mean: 2, variance: 4 })).toBeCloseTo(0.5, 12);
    expect(silenceLikelihood({ mean: 9, variance: 9 })).toBeCloseTo(Math.exp(-9), 12);
  });

  test('one to two is no spike, fourteen where three are usual is one, unless the past was as wild', () => {
    expect(isSpike(2, { mean: 0.2, variance: 0.2 })).toBe(false);
    expect(isSpike(14, { mean: 3.2, variance: 3.2 })).toBe(true);
    expect(isSpike(14, { mean: 3.2, variance: 40 })).toBe(false);
  });
});
