import { IANAZone } from 'luxon';
import * as z from 'zod';

/** `2026-02-14`, a day that exists. */
export const isoDate = z.iso.date();

/** `09:00` to `24:00`. */
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/**
 * Hours that repeat every week on `days` (ISO, Monday = 1). A `to` not after `from` passes midnight and still belongs
 * to the day it began on: a night shift before a holiday is worked to its end.
 */
export const weeklyHours = z.object({
  days: z.array(z.int().min(1).max(7)).min(1),
  from: timeOfDay.refine((time) => time !== '24:00'),
  to: timeOfDay,
});
export type WeeklyHours = z.infer<typeof weeklyHours>;

/** When a team works. Stored as a setting; everything computed from it is in calendar.ts. */
export const calendarDefinition = z.object({
  /** IANA name. */
  zone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'not an IANA time zone'),
  hours: z.array(weeklyHours).min(1),
  /** ISO 3166 country, lower case, whose public holidays are free; null = the team works through them. */
  holidays: z
    .string()
    .regex(/^[a-z]{2}$/)
    .nullable()
    .default(null),
  /** Closed whatever else says so: a company outing. */
  closedDays: z.array(isoDate).default([]),
  /** Worked although weekend or holiday, with a weekday's hours: stock-taking, a sale. */
  openDays: z.array(isoDate).default([]),
});
export type CalendarDefinition = z.infer<typeof calendarDefinition>;

/** `09:30` → milliseconds after midnight. */
export function timeOfDayMs(time: string): number {
  const [hours, minutes] = time.split(':');
  return (Number(hours) * 60 + Number(minutes)) * 60_000;
}
