import { expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/clocks/local-day.ts';
import { expectedBetween } from '../../../src/traffic/baseline.ts';
import { learnHours } from '../../../src/traffic/learn-hours.ts';

const zone = 'Europe/Berlin';
const monday = Date.parse('2026-09-07T00:00:00+02:00');
const weekMs = 168 * HOUR_MS;
const until = monday + 5 * weekMs;
/** Two an hour by day, none by night. */
const usual = Array.from({ length: 5 * 168 }, (_, index) => ({ hour: monday + index * HOUR_MS, count: 2 })).filter(
  (_, index) => index % 24 >= 8 && index % 24 < 20,
);
const expectedOf = (hours: typeof usual, from: number, span = 24 * HOUR_MS) =>
  expectedBetween(learnHours(hours, { until, zone, chance: 0.001 }), { from, until: from + span, zone })?.mean;

test('nights are learnt as quiet; two days without anything are an outage and teach nothing', () => {
  expect(expectedOf(usual, until)).toBeCloseTo(24);
  const outage = { from: monday + 4 * weekMs + 10 * HOUR_MS, until: monday + 4 * weekMs + 58 * HOUR_MS };
  const broken = usual.filter(({ hour }) => hour < outage.from || hour >= outage.until);
  expect(expectedOf(broken, until)).toBeCloseTo(24);
});

test('one quiet hour is chance, and is learnt; so is trade that ebbs', () => {
  const nine = monday + 4 * weekMs + 9 * HOUR_MS;
  expect(
    expectedOf(
      usual.filter(({ hour }) => hour !== nine),
      nine + weekMs,
      HOUR_MS,
    ),
  ).toBeCloseTo(1.6);
  const ebbed = usual.map(({ hour, count }) => ({ hour, count: hour < monday + 3 * weekMs ? count : 1 }));
  expect(expectedOf(ebbed, until)).toBeCloseTo(19.2);
});

test('hours after the end, and the time after the newest, teach nothing', () => {
  const late = [...usual, { hour: until, count: 500 }];
  expect(expectedOf(late, until)).toBeCloseTo(24);
  const ended = usual.filter(({ hour }) => hour < monday + 4 * weekMs);
  expect(expectedOf(ended, until)).toBeCloseTo(24);
});
