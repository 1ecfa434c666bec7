import fc from 'fast-check';
import type { CalendarDefinition } from '../../../src/clocks/calendar-definition.ts';
import { calendarDefinition } from '../../../src/clocks/calendar-definition.ts';
import type { DayKind } from '../../../src/clocks/holidays.ts';
import { dayOf, isoDateOf } from '../../../src/clocks/local-day.ts';
import { parseHours } from '../../../src/clocks/parse-hours.ts';

/** Instant of a wall time with offset: `at('2026-02-14T16:00+08:00')`. */
export const at = (text: string): number => Date.parse(text);

export const hours = (text: string, zone: string, rest: Partial<CalendarDefinition> = {}): CalendarDefinition =>
  calendarDefinition.parse({ zone, hours: parseHours(text), ...rest });

const clock = fc
  .integer({ min: 0, max: 95 })
  .map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);

export const weeklyHoursArbitrary = fc
  .record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: clock, to: clock })
  .filter(({ from, to }) => from !== to)
  .map(({ days, from, to }) => ({ days: days.sort((a, b) => a - b), from, to: to === '00:00' ? '24:00' : to }));

export const definitionArbitrary = fc.record({
  zone: fc.constantFrom(
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/Los_Angeles',
    'Australia/Lord_Howe',
    'Australia/Adelaide',
    'America/St_Johns',
    'America/Sao_Paulo',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'UTC',
  ),
  hours: fc.array(weeklyHoursArbitrary, { minLength: 1, maxLength: 3 }),
  holidays: fc.constant(null),
  closedDays: fc.uniqueArray(fc.constantFrom('2026-03-02', '2026-03-29', '2026-10-26', '2026-11-02'), { maxLength: 2 }),
  openDays: fc.uniqueArray(fc.constantFrom('2026-03-01', '2026-03-28', '2026-10-25'), { maxLength: 2 }),
});

/** Days a country calls free or worked, around the clock changes of the same year, several of them weekend days. */
export const holidaysArbitrary = fc
  .dictionary(
    fc.integer({ min: 0, max: 41 }).map((day) => isoDateOf(dayOf('2026-02-26') + day)),
    fc.constantFrom<DayKind>('free', 'workday'),
    { maxKeys: 12, noNullPrototype: true },
  )
  .map((days) => new Map(Object.entries(days)));

/** Instants around both 2026 clock changes of Europe and America. */
export const instantArbitrary = fc.oneof(
  fc.integer({ min: at('2026-02-25T00:00Z'), max: at('2026-04-08T00:00Z') }),
  fc.integer({ min: at('2026-10-20T00:00Z'), max: at('2026-11-10T00:00Z') }),
);
