import type { Calendar } from './calendar.ts';
import { compileCalendar } from './calendar.ts';
import { MINUTE_MS, weekdayOf } from './local-day.ts';
import type { Counting } from './platform-policy.ts';
import { instantAt, wallTimeAt } from './wall-time.ts';

const weekdayCalendars = new Map<string, Calendar>();

/** When a platform's limit ends for something that came at `since`, by that platform's own counting. */
export function policyDueAt(counting: Counting, since: number, zone: string): number {
  switch (counting.kind) {
    case 'rolling':
      return since + counting.withinMs;
    case 'weekend_to_monday': {
      const { day } = wallTimeAt(zone, since);
      const weekday = weekdayOf(day);
      if (weekday < 6) return since + counting.withinMs;
      return instantAt(zone, { day: day + 8 - weekday, time: counting.mondayMinute * MINUTE_MS });
    }
    case 'daily_cutoff': {
      const { day, time } = wallTimeAt(zone, since);
      const session = time < counting.cutoffMinute * MINUTE_MS ? day : day + 1;
      return instantAt(zone, { day: session, time: counting.answerByMinute * MINUTE_MS });
    }
    case 'weekday_hours':
      return weekdayCalendar(zone).addOpenTime(since, counting.withinMs);
  }
}

/** Milliseconds from one instant to another as a platform counts them; negative when `to` is the earlier one. */
export const policyTimeBetween = (counting: Counting, from: number, to: number, zone: string): number =>
  counting.kind === 'weekday_hours' ? weekdayCalendar(zone).openTimeBetween(from, to) : to - from;

function weekdayCalendar(zone: string): Calendar {
  let calendar = weekdayCalendars.get(zone);
  if (!calendar) {
    const hours = [{ days: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' }];
    calendar = compileCalendar({ zone, hours, holidays: null, closedDays: [], openDays: [] });
    weekdayCalendars.set(zone, calendar);
  }
  return calendar;
}
