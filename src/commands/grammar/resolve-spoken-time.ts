import { DateTime } from 'luxon';
import { type PartOfDay, type SpokenClock, clockOf } from './read-spoken-clock.ts';
import type { SpokenDay } from './read-spoken-day.ts';

export interface TimeContext {
  /** Instant in milliseconds. */
  now: number;
  /** IANA zone in which the person speaks, e.g. `Asia/Shanghai`. */
  zone: string;
}

export interface SpokenTime {
  day?: SpokenDay;
  part?: PartOfDay;
  clock?: SpokenClock;
}

/**
 * Turns what was said into the first fitting instant after `now`. Wall times are resolved in the zone, so that the
 * hour stays right across a change of clocks; a wall time that does not exist moves forward with the clocks.
 * @returns milliseconds, null when there is no such date or it is over.
 */
export function resolveSpokenTime({ day, part, clock }: SpokenTime, { now, zone }: TimeContext): number | null {
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  if (!today.isValid) return null;
  const time = clockOf(clock, part);
  for (const date of datesOf(day, today)) {
    const moment = at(date, time);
    if (moment !== null && moment > now) return moment;
  }
  return null;
}

/** Dates in question, nearest first; the first one whose time is still to come is meant. */
function datesOf(day: SpokenDay | undefined, today: DateTime): DateTime[] {
  if (day === undefined) return [today, today.plus({ days: 1 })];
  switch (day.kind) {
    case 'offset':
      return [today.plus({ days: day.days })];
    case 'weekday': {
      if (day.week !== undefined) return [today.startOf('week').plus({ weeks: day.week, days: day.weekday - 1 })];
      const next = today.plus({ days: (day.weekday - today.weekday + 7) % 7 });
      return [next, next.plus({ weeks: 1 })];
    }
    case 'date':
      return calendarDates(day, today);
  }
}

function calendarDates(day: { year?: number; month?: number; day: number }, today: DateTime): DateTime[] {
  if (day.year !== undefined)
    return [today.set({ year: day.year, month: day.month ?? 1, day: 1 })].flatMap((first) => onDay(first, day.day));
  const firsts =
    day.month === undefined
      ? Array.from({ length: 13 }, (_, months) => today.startOf('month').plus({ months }))
      : // Eight years always hold a 29 February.
        Array.from({ length: 9 }, (_, years) => today.set({ day: 1, month: day.month ?? 1 }).plus({ years }));
  return firsts.flatMap((first) => onDay(first, day.day));
}

/** Empty for 31 November: luxon would otherwise answer with another date. */
function onDay(first: DateTime, day: number): DateTime[] {
  return first.isValid && day >= 1 && day <= (first.daysInMonth ?? 0) ? [first.set({ day })] : [];
}

function at(date: DateTime, { hour, minute }: { hour: number; minute: number }): number | null {
  const day = hour >= 24 ? date.plus({ days: 1 }) : date;
  const moment = day.set({ hour: hour % 24, minute, second: 0, millisecond: 0 });
  return moment.isValid ? moment.toMillis() : null;
}
