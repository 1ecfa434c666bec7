import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { CalendarDefinition } from '../../../src/clocks/calendar-definition.ts';
import { compileCalendar, openCalendar } from '../../../src/clocks/calendar.ts';
import type { DayKind } from '../../../src/clocks/holidays.ts';
import { dayOf, HOUR_MS, MINUTE_MS } from '../../../src/clocks/local-day.ts';
import { at, definitionArbitrary, holidaysArbitrary, hours, instantArbitrary } from './calendars.ts';

const iso = (instant: number, zone: string) => DateTime.fromMillis(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");

describe('a working week', () => {
  const calendar = compileCalendar(hours('Mon-Fri 09:00-18:00', 'Asia/Shanghai'));

  test.each([
    ['inside a day', '2026-11-18T10:00+08:00', 2, '2026-11-18T12:00'],
    ['before opening', '2026-11-18T07:00+08:00', 2, '2026-11-18T11:00'],
    ['over night', '2026-11-18T17:00+08:00', 2, '2026-11-19T10:00'],
    ['over the weekend', '2026-11-20T17:00+08:00', 2, '2026-11-23T10:00'],
    ['exactly to closing time', '2026-11-20T16:00+08:00', 2, '2026-11-20T18:00'],
    ['from exactly closing time', '2026-11-20T18:00+08:00', 2, '2026-11-23T11:00'],
    ['over weeks', '2026-11-02T09:00+08:00', 9 * 11, '2026-11-16T18:00'],
  ])('%s', (_name, from, openHours, due) => {
    expect(iso(calendar.addOpenTime(at(from), openHours * HOUR_MS), 'Asia/Shanghai')).toBe(due);
  });

  test('opens and closes to the millisecond', () => {
    const opening = at('2026-11-18T09:00+08:00');
    const closing = at('2026-11-18T18:00+08:00');
    expect([opening - 1, opening, closing - 1, closing].map((instant) => calendar.isOpen(instant))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(calendar.nextOpening(closing)).toBe(at('2026-11-19T09:00+08:00'));
    expect(calendar.nextOpening(opening + 1)).toBe(opening + 1);
  });
});

test('a night shift belongs to the day it began on', () => {
  const calendar = compileCalendar(hours('Fri 22:00-06:00', 'Europe/Berlin', { closedDays: ['2026-11-21'] }));
  expect(calendar.isOpen(at('2026-11-21T05:59+01:00'))).toBe(true);
  expect(calendar.isOpen(at('2026-11-21T06:00+01:00'))).toBe(false);
});

test('shifts that overlap count once', () => {
  const calendar = compileCalendar(hours('Mon 09:00-13:00, 12:00-18:00; Mon 22:00-10:00; Tue 09:00-11:00', 'UTC'));
  expect(calendar.openTimeBetween(at('2026-11-16T00:00Z'), at('2026-11-18T00:00Z'))).toBe((9 + 13) * HOUR_MS);
});

describe('clock changes in Berlin', () => {
  const zone = 'Europe/Berlin';
  const day = (calendar: ReturnType<typeof compileCalendar>, date: string) =>
    calendar.openTimeBetween(
      DateTime.fromISO(date, { zone }).toMillis(),
      DateTime.fromISO(date, { zone }).plus({ days: 1 }).toMillis(),
    );

  test('a day has 23 hours in March and 25 in October', () => {
    const calendar = compileCalendar(hours('24x7', zone));
    expect([day(calendar, '2026-03-29'), day(calendar, '2026-03-30'), day(calendar, '2026-10-25')]).toEqual(
      [23, 24, 25].map((length) => length * HOUR_MS),
    );
  });

  test('a shift that begins in the skipped hour begins at the jump', () => {
    const calendar = compileCalendar(hours('Sun 02:30-05:00', zone));
    expect(calendar.nextOpening(at('2026-03-29T00:00Z'))).toBe(at('2026-03-29T03:00+02:00'));
    expect(day(calendar, '2026-03-29')).toBe(2 * HOUR_MS);
  });

  test('a shift through the repeated hour is longer; one that ends or begins in it does so the first time', () => {
    expect(day(compileCalendar(hours('Sun 01:00-05:00', zone)), '2026-10-25')).toBe(5 * HOUR_MS);
    expect(day(compileCalendar(hours('Sun 01:00-02:30', zone)), '2026-10-25')).toBe(1.5 * HOUR_MS);
    expect(day(compileCalendar(hours('Sun 02:30-05:00', zone)), '2026-10-25')).toBe(3.5 * HOUR_MS);
  });
});

describe('holidays', () => {
  test('China 2026 with make-up working days', async () => {
    const calendar = await openCalendar(hours('周一至周五 9:00-18:00', 'Asia/Shanghai', { holidays: 'cn' }));
    const noon = (date: string) => calendar.isOpen(at(`${date}T12:00+08:00`));
    expect(noon('2026-02-14'), 'Saturday worked for Spring Festival').toBe(true);
    expect(noon('2026-02-17'), 'Spring Festival').toBe(false);
    expect(noon('2026-10-10'), 'Saturday worked for National Day').toBe(true);
    expect(noon('2026-11-21'), 'an ordinary Saturday').toBe(false);
    const due = calendar.addOpenTime(at('2026-02-14T17:00+08:00'), 2 * HOUR_MS);
    expect(iso(due, 'Asia/Shanghai')).toBe('2026-02-24T10:00');
  });

  test('a year China has not published yet has its statutory days', async () => {
    const calendar = await openCalendar(hours('每天 9:00-18:00', 'Asia/Shanghai', { holidays: 'cn' }));
    const afternoon = (date: string) => calendar.isOpen(at(`${date}T15:00+08:00`));
    expect(afternoon('2027-10-01')).toBe(false);
    expect(afternoon('2027-05-04'), 'half a day for the young').toBe(true);
    expect(afternoon('2027-06-01'), 'for children').toBe(true);
  });

  test.each([
    ['de', 'Europe/Berlin', '2026-10-03T12:00+02:00'],
    ['us', 'America/New_York', '2026-11-26T12:00-05:00'],
    ['gb', 'Europe/London', '2026-12-25T12:00Z'],
    ['jp', 'Asia/Tokyo', '2026-05-05T12:00+09:00'],
  ])('%s', async (country, zone, holiday) => {
    const calendar = await openCalendar(hours('daily 09:00-18:00', zone, { holidays: country }));
    expect(calendar.isOpen(at(holiday))).toBe(false);
    expect(calendar.isOpen(at(holiday) + 8 * 24 * HOUR_MS)).toBe(true);
  });

  test("the team's own days win", async () => {
    const own = { holidays: 'cn', openDays: ['2026-02-17', '2026-11-21'], closedDays: ['2026-11-23'] };
    const calendar = await openCalendar(hours('Mon-Fri 09:00-18:00', 'Asia/Shanghai', own));
    expect(['2026-02-17', '2026-11-21', '2026-11-23'].map((date) => calendar.isOpen(at(`${date}T12:00+08:00`)))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('for every calendar', () => {
  test('adding open time and measuring it are inverse', () => {
    fc.assert(
      fc.property(definitionArbitrary, instantArbitrary, fc.integer({ min: 0, max: 400 * HOUR_MS }), (definition, from, ms) => {
        const calendar = compileCalendar(definition);
        const due = calendar.addOpenTime(from, ms);
        expect(calendar.openTimeBetween(from, due)).toBe(ms);
        expect(calendar.openTimeBetween(due, from) + ms).toBe(0);
        // The earliest such instant: one millisecond before it, less had passed.
        if (ms > 0) expect(calendar.openTimeBetween(from, due - 1)).toBe(ms - 1);
      }),
    );
  });

  test('more open time is never due earlier, and parts add up', () => {
    fc.assert(
      fc.property(definitionArbitrary, instantArbitrary, fc.nat(50 * HOUR_MS), fc.nat(50 * HOUR_MS), (definition, from, a, b) => {
        const calendar = compileCalendar(definition);
        expect(calendar.addOpenTime(from, a + b)).toBeGreaterThanOrEqual(calendar.addOpenTime(from, a));
        expect(calendar.addOpenTime(calendar.addOpenTime(from, a), b)).toBe(calendar.addOpenTime(from, a + b));
      }),
    );
  });

  test('the order of questions does not matter', () => {
    fc.assert(
      fc.property(
        definitionArbitrary,
        fc.array(fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2030-01-01T00:00Z') }), { minLength: 2, maxLength: 5 }),
        (definition, instants) => {
          const used = compileCalendar(definition);
          for (const instant of instants) used.isOpen(instant);
          for (const instant of instants)
            expect(used.addOpenTime(instant, 5 * HOUR_MS)).toBe(compileCalendar(definition).addOpenTime(instant, 5 * HOUR_MS));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('agrees with a walk through the minutes', () => {
    fc.assert(
      fc.property(
        definitionArbitrary,
        holidaysArbitrary,
        instantArbitrary,
        fc.integer({ min: 0, max: 3000 }),
        (definition, holidays, instant, minutes) => {
          // A wall time that is shown twice tells the walk nothing about which of the two it is.
          fc.pre(definition.hours.every(({ from, to }) => ![from, to].some((time) => time >= '01:00' && time < '03:00')));
          // A holiday belongs to one year; both ways of counting hear of the same one.
          const days = new Map([...holidays].map(([date, kind]) => [dayOf(date), kind]));
          const calendar = compileCalendar(definition, (year) => (year === 2026 ? days : new Map()));
          const from = Math.floor(instant / MINUTE_MS) * MINUTE_MS;
          const walked = walk(definition, holidays, from, minutes);
          expect(calendar.openTimeBetween(from, from + minutes * MINUTE_MS)).toBe(walked * MINUTE_MS);
          // The other way round: the instant at which the walk has counted that much is the last open minute's end.
          if (walked > 0) {
            const due = calendar.addOpenTime(from, walked * MINUTE_MS);
            expect(due).toBeLessThanOrEqual(from + minutes * MINUTE_MS);
            expect(walk(definition, holidays, due - MINUTE_MS, 1)).toBe(1);
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});

/** Open minutes by asking luxon for the wall time of each: slow, plain, independent. */
function walk(definition: CalendarDefinition, holidays: ReadonlyMap<string, DayKind>, from: number, minutes: number): number {
  let open = 0;
  for (let minute = 0; minute < minutes; minute++) {
    const wall = DateTime.fromMillis(from + minute * MINUTE_MS, { zone: definition.zone });
    const time = wall.toFormat('HH:mm');
    const yesterday = wall.minus({ days: 1 });
    const isOpen = definition.hours.some(({ days, from: start, to: end }) => {
      const overnight = end <= start;
      const today = works(definition, holidays, wall, days) && time >= start && (overnight || time < end);
      return today || (overnight && works(definition, holidays, yesterday, days) && time < end);
    });
    if (isOpen) open++;
  }
  return open;
}

function works(
  definition: CalendarDefinition,
  holidays: ReadonlyMap<string, DayKind>,
  day: DateTime,
  days: readonly number[],
): boolean {
  const date = day.toISODate()!;
  if (definition.closedDays.includes(date)) return false;
  const kind = definition.openDays.includes(date) ? 'workday' : holidays.get(date);
  if (kind === 'free') return false;
  const planned = definition.hours.some((hours) => hours.days.includes(day.weekday));
  if (kind !== 'workday' || planned) return days.includes(day.weekday);
  const model = [1, 2, 3, 4, 5, 6, 7].find((weekday) => definition.hours.some((hours) => hours.days.includes(weekday)))!;
  return days.includes(model);
}

describe('stray instants get an answer', () => {
  const calendar = compileCalendar(hours('Mon-Fri 09:00-18:00', 'Asia/Shanghai'));

  test('before 2010 nothing counts, after 2050 everything', () => {
    expect(iso(calendar.addOpenTime(0, HOUR_MS), 'Asia/Shanghai')).toBe('2010-01-01T10:00');
    expect(calendar.addOpenTime(at('9000-01-01T00:00Z'), HOUR_MS)).toBe(at('9000-01-01T01:00Z'));
    expect(calendar.openTimeBetween(at('1970-01-01T00:00Z'), at('2008-01-01T00:00Z'))).toBe(0);
  });

  test.each([NaN, Infinity, -Infinity])('%d is refused', (wrong) => {
    expect(() => calendar.addOpenTime(wrong, 1)).toThrow(RangeError);
    expect(() => calendar.addOpenTime(at('2026-01-01T00:00Z'), wrong)).toThrow(RangeError);
    expect(() => calendar.isOpen(wrong)).toThrow(RangeError);
  });

  test('a negative span is refused', () => {
    expect(() => calendar.addOpenTime(at('2026-01-01T00:00Z'), -1)).toThrow(RangeError);
  });
});
