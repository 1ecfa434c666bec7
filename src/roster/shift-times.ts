import { timeOfDayMs } from '../clocks/calendar-definition.ts';
import type { DayKind, HolidaysOfYear } from '../clocks/holidays.ts';
import { DAY_MS, isoDateOf, weekdayOf } from '../clocks/local-day.ts';
import { instantAt, wallTimeAt } from '../clocks/wall-time.ts';
import type { Rotation, Shift } from './roster-line.ts';

export interface Stretch {
  from: number;
  to: number;
}

/** The stretches of a shift that begin on a local day of its zone, in order. */
export function stretchesOn(shift: Shift, day: number, holidays: HolidaysOfYear): Stretch[] {
  const kind = shift.holidays === 'kept' ? kindOf(day, holidays) : undefined;
  if (kind === 'free') return [];
  const planned = shift.hours.filter(({ days }) => days.includes(weekdayOf(day)));
  // As with opening hours: a make-up day is worked with the hours of the first working weekday.
  const worked = planned.length === 0 && kind === 'workday' ? hoursOfFirstDay(shift) : planned;
  return worked
    .map(({ from, to }) => {
      const start = timeOfDayMs(from);
      const end = timeOfDayMs(to) <= start ? timeOfDayMs(to) + DAY_MS : timeOfDayMs(to);
      return { from: instantAt(shift.zone, { day, time: start }), to: instantAt(shift.zone, { day, time: end }) };
    })
    .sort((a, b) => a.from - b.from);
}

function kindOf(day: number, holidays: HolidaysOfYear): DayKind | undefined {
  return holidays(Number(isoDateOf(day).slice(0, 4))).get(day);
}

function hoursOfFirstDay({ hours }: Shift): Shift['hours'] {
  const first = Math.min(...hours.flatMap(({ days }) => days));
  return hours.filter(({ days }) => days.includes(first));
}

/** A stretch may have begun the day before: it never lasts longer than a day. */
export function isWithin(shift: Shift, at: number, holidays: HolidaysOfYear): boolean {
  const { day } = wallTimeAt(shift.zone, at);
  return [day - 1, day].some((start) => stretchesOn(shift, start, holidays).some(({ from, to }) => from <= at && at < to));
}

/** Whose week it is in a rotation. */
export function turnAt(rotation: Rotation, at: number): string {
  const weeks = (handoverDay(rotation, at) - rotation.firstDay) / 7;
  const { people } = rotation;
  return people[((weeks % people.length) + people.length) % people.length]!;
}

/** The local day of the latest handover at or before an instant. */
export function handoverDay({ zone, handover }: Pick<Rotation, 'zone' | 'handover'>, at: number): number {
  const { day } = wallTimeAt(zone, at);
  const latest = day - ((weekdayOf(day) - handover.weekday + 7) % 7);
  return handoverAt({ zone, handover }, latest) <= at ? latest : latest - 7;
}

export const handoverAt = ({ zone, handover }: Pick<Rotation, 'zone' | 'handover'>, day: number): number =>
  instantAt(zone, { day, time: timeOfDayMs(handover.time) });
