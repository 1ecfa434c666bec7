import type { CalendarDefinition } from './calendar-definition.ts';
import { timeOfDayMs } from './calendar-definition.ts';
import type { HolidaysOfYear } from './holidays.ts';
import { DAY_MS, dayOf, firstDayOf, weekdayOf } from './local-day.ts';
import { instantAt } from './wall-time.ts';

/** A stretch of open time, `from` included, `to` excluded, as UTC instants. */
export interface OpenInterval {
  from: number;
  to: number;
}

interface Shift {
  from: number;
  to: number;
}

/**
 * The open stretches that begin on a day of the given year, in order and without overlap.
 * Where clocks change inside a shift, the shift keeps its wall times and becomes longer or shorter.
 */
export function intervalsOfYear(
  definition: CalendarDefinition,
  holidaysOfYear: HolidaysOfYear,
): (year: number) => OpenInterval[] {
  const week = shiftsByWeekday(definition);
  const workday = week.find((shifts) => shifts.length > 0) ?? [];
  const closed = new Set(definition.closedDays.map(dayOf));
  const open = new Set(definition.openDays.map(dayOf));

  return (year) => {
    const holidays = holidaysOfYear(year);
    const intervals: OpenInterval[] = [];
    const end = firstDayOf(year + 1);
    for (let day = firstDayOf(year); day < end; day++) {
      if (closed.has(day)) continue;
      const kind = open.has(day) ? 'workday' : holidays.get(day);
      if (kind === 'free') continue;
      const planned = week[weekdayOf(day) - 1] ?? [];
      // A make-up day is announced without hours: those of the first working weekday are the custom.
      const shifts = planned.length === 0 && kind === 'workday' ? workday : planned;
      for (const { from, to } of shifts) {
        const on = (time: number) => instantAt(definition.zone, { day, time });
        append(intervals, { from: on(from), to: on(to) });
      }
    }
    return intervals;
  };
}

function shiftsByWeekday(definition: CalendarDefinition): Shift[][] {
  const week: Shift[][] = [[], [], [], [], [], [], []];
  for (const hours of definition.hours) {
    const from = timeOfDayMs(hours.from);
    const to = timeOfDayMs(hours.to);
    const shift = { from, to: to <= from ? to + DAY_MS : to };
    for (const day of new Set(hours.days)) week[day - 1]?.push(shift);
  }
  for (const shifts of week) shifts.sort((a, b) => a.from - b.from);
  return week;
}

/** Adds an interval that begins no earlier than the last one, joining what overlaps or touches. */
export function append(intervals: OpenInterval[], next: OpenInterval): void {
  const last = intervals.at(-1);
  if (last && next.from <= last.to) last.to = Math.max(last.to, next.to);
  else if (next.to > next.from) intervals.push({ ...next });
}
