import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { loadHolidays } from '../../../src/clocks/holidays.ts';
import { parseHours } from '../../../src/clocks/parse-hours.ts';
import { dutyEnd, dutySpans, onDuty, ownStretch } from '../../../src/roster/roster.ts';
import type { Roster } from '../../../src/roster/roster.ts';
import type { RosterLine } from '../../../src/roster/roster-line.ts';
import { walkMinutes } from './minute-walker.ts';

const shanghai = 'Asia/Shanghai';
const at = (iso: string): number => Date.parse(iso);
const noHolidays = () => new Map<number, 'free' | 'workday'>();
const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
const shift = (people: string[], hours: string, more: Partial<Extract<RosterLine, { kind: 'shift' }>> = {}): RosterLine => ({
  kind: 'shift',
  people,
  hours: parseHours(hours),
  zone: shanghai,
  holidays: 'worked',
  ...more,
});
const roster = (...lines: RosterLine[]): Roster => ({ lines, holidays: noHolidays });
const weekly = (people: string[], hours = '24x7'): RosterLine => ({
  kind: 'rotation',
  people,
  hours: parseHours(hours),
  zone: shanghai,
  holidays: 'worked',
  handover: { weekday: 1, time: '09:00' },
  firstDay: dayNumber('2026-11-23'),
});

describe('who is on duty', () => {
  test('a night shift belongs to the day it began on', () => {
    const nights = roster(shift(['wang'], '周一至周五 18:00-02:00'));
    expect(onDuty(nights, at('2026-11-27T18:00+08:00'))).toEqual(['wang']);
    expect(onDuty(nights, at('2026-11-28T01:59+08:00'))).toEqual(['wang']);
    expect(onDuty(nights, at('2026-11-28T02:00+08:00'))).toEqual([]);
    expect(onDuty(nights, at('2026-11-28T18:00+08:00'))).toEqual([]);
  });

  test('a rotation is handed over on its weekday and time, and goes round', () => {
    const weeks = roster(weekly(['lin', 'wang', 'chen']));
    const who = (iso: string): string[] => onDuty(weeks, at(iso));
    expect(who('2026-11-23T08:59+08:00')).toEqual(['chen']);
    expect(who('2026-11-23T09:00+08:00')).toEqual(['lin']);
    expect(who('2026-11-30T08:59+08:00')).toEqual(['lin']);
    expect(who('2026-11-30T09:00+08:00')).toEqual(['wang']);
    expect(who('2026-12-14T09:00+08:00')).toEqual(['lin']);
  });

  test('who stands first in the roster is called first, and nobody twice', () => {
    const both = roster(shift(['chen', 'wang'], '24x7'), weekly(['wang', 'lin']));
    expect(onDuty(both, at('2026-11-24T12:00+08:00'))).toEqual(['chen', 'wang']);
    expect(onDuty(both, at('2026-12-01T12:00+08:00'))).toEqual(['chen', 'wang', 'lin']);
  });

  test('a cover stands in for all, a swap for one, and the last word counts', () => {
    const from = at('2026-11-26T00:00+08:00');
    const to = at('2026-11-27T00:00+08:00');
    const lines = [shift(['wang', 'lin'], '24x7')];
    const swap: RosterLine = { kind: 'cover', person: 'chen', for: 'wang', from, to };
    const cover: RosterLine = { kind: 'cover', person: 'zhao', for: null, from, to };
    expect(onDuty(roster(...lines, swap), from)).toEqual(['chen', 'lin']);
    expect(onDuty(roster(...lines, swap, cover), to - 1)).toEqual(['zhao']);
    expect(onDuty(roster(...lines, swap, cover), to)).toEqual(['wang', 'lin']);
    expect(onDuty(roster(cover), from)).toEqual(['zhao']);
  });

  test('keeps the free days of the country, works its make-up days, or works through both', async () => {
    const holidays = await loadHolidays('cn');
    const kept = { lines: [shift(['wang'], '周一至周五 9:00-18:00', { holidays: 'kept' })], holidays };
    const worked = { lines: [shift(['wang'], '周一至周五 9:00-18:00')], holidays };
    // National Day 2026 falls on a Thursday; Saturday 10 October is worked for it.
    const [free, madeUp] = [at('2026-10-01T10:00+08:00'), at('2026-10-10T10:00+08:00')];
    expect([onDuty(kept, free), onDuty(kept, madeUp)]).toEqual([[], ['wang']]);
    expect([onDuty(worked, free), onDuty(worked, madeUp)]).toEqual([['wang'], []]);
  });
});

describe('stretches', () => {
  test('a week as a list, without gaps', () => {
    const lines = roster(shift(['wang'], '周一 18:00-02:00'), shift(['lin'], '周二 0:00-9:00'));
    const spans = dutySpans(lines, at('2026-11-23T12:00+08:00'), at('2026-11-24T12:00+08:00'));
    const told = spans.map(({ from, to, people }) => {
      const clock = (instant: number) => DateTime.fromMillis(instant, { zone: shanghai }).toFormat('HH:mm');
      return `${clock(from)}-${clock(to)} ${people.join('+')}`;
    });
    expect(told).toEqual(['12:00-18:00 ', '18:00-00:00 wang', '00:00-02:00 wang+lin', '02:00-09:00 lin', '09:00-12:00 ']);
  });

  test('the end of a duty, and the stretch that somebody means by a time', () => {
    const nights = roster(shift(['wang'], '周一至周五 18:00-02:00'), shift(['chen'], '每天 2:00-9:00'));
    const evening = at('2026-11-27T20:00+08:00');
    expect(dutyEnd(nights, 'wang', evening, 7 * 86_400_000)).toBe(at('2026-11-28T02:00+08:00'));
    expect(dutyEnd(nights, 'chen', evening, 7 * 86_400_000)).toBeNull();
    const friday = { from: at('2026-11-27T18:00+08:00'), to: at('2026-11-28T02:00+08:00') };
    expect(ownStretch(nights, 'wang', evening, at('2026-11-28T00:00+08:00'))).toEqual(friday);
    expect(ownStretch(nights, 'wang', at('2026-11-27T09:00+08:00'), at('2026-11-28T00:00+08:00'))).toEqual(friday);
    expect(ownStretch(nights, 'wang', at('2026-11-28T09:00+08:00'), at('2026-11-29T00:00+08:00'))).toBeNull();
  });
});

/** Weeks around changes of clocks, in both hemispheres. */
const scenes = [
  { zone: 'Europe/Berlin', begin: '2026-03-25' },
  { zone: 'Europe/Berlin', begin: '2026-10-21' },
  { zone: 'America/New_York', begin: '2026-11-28' },
  { zone: 'America/New_York', begin: '2026-10-29' },
  { zone: 'Australia/Lord_Howe', begin: '2026-10-01' },
  { zone: 'Asia/Shanghai', begin: '2026-09-29' },
];
const time = (most: number) =>
  fc
    .integer({ min: 0, max: most })
    .map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
const hoursArbitrary = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    from: time(95),
    to: time(96),
  })
  .filter(({ from, to }) => from !== to);
const people = fc.uniqueArray(fc.constantFrom('lin', 'wang', 'chen', 'zhao'), { minLength: 1, maxLength: 3 });

const sceneArbitrary = fc.constantFrom(...scenes).chain(({ zone, begin }) => {
  const start = DateTime.fromISO(begin, { zone }).toMillis();
  const minute = fc.integer({ min: 0, max: 8 * 1440 }).map((minutes) => start + minutes * 60_000);
  const base = {
    people,
    hours: fc.array(hoursArbitrary, { minLength: 1, maxLength: 2 }),
    zone: fc.constantFrom(zone, 'Asia/Shanghai'),
    holidays: fc.constantFrom('kept' as const, 'worked' as const),
  };
  const line: fc.Arbitrary<RosterLine> = fc.oneof(
    fc.record({ kind: fc.constant('shift' as const), ...base }),
    fc
      .record({
        kind: fc.constant('rotation' as const),
        ...base,
        handover: fc.record({ weekday: fc.integer({ min: 1, max: 7 }), time: time(95) }),
        week: fc.integer({ min: -3, max: 3 }),
      })
      .map(({ week, ...rotation }) => {
        const weekday = DateTime.fromISO(begin, { zone: 'utc' }).weekday;
        return { ...rotation, firstDay: dayNumber(begin) + rotation.handover.weekday - weekday + 7 * week };
      }),
    fc
      .record({
        kind: fc.constant('cover' as const),
        person: fc.constantFrom('lin', 'wang', 'chen'),
        for: fc.option(fc.constantFrom('lin', 'wang', 'chen')),
        from: minute,
        minutes: fc.integer({ min: 1, max: 2880 }),
      })
      .map(({ minutes, ...cover }) => ({ ...cover, to: cover.from + minutes * 60_000 })),
  );
  return fc.record({ start: fc.constant(start), lines: fc.array(line, { minLength: 1, maxLength: 4 }) });
});

test('agrees with a walk from minute to minute, through every change of clocks', { timeout: 60_000 }, async () => {
  const holidays = await loadHolidays('cn');
  fc.assert(
    fc.property(sceneArbitrary, ({ start, lines }) => {
      const subject = { lines, holidays };
      const end = start + 8 * 86_400_000;
      const walked = walkMinutes(subject, start, end);
      const spans = dutySpans(subject, start, end);
      for (const [index, expected] of walked.entries()) {
        const minute = start + index * 60_000;
        const known = onDuty(subject, minute);
        if (known.join() !== expected.join())
          throw new Error(`${new Date(minute).toISOString()}: ${known.join()} instead of ${expected.join()}`);
        const span = spans.find(({ from, to }) => from <= minute && minute < to);
        if (span?.people.join() !== expected.join())
          throw new Error(`${new Date(minute).toISOString()} in the list: ${span?.people.join()}`);
      }
    }),
    { numRuns: 25 },
  );
});
