import { DateTime } from 'luxon';
import { parseTime } from './grammar/parse-time.ts';

/**
 * One day or several as people say them: `11-26`, `今天`, `周六至周日`, `11-26 to 11-28`.
 * @returns from the first midnight to the one after the last day, in the zone; null when it is something else
 */
export function readDays(text: string, place: { now: number; zone: string }): { from: number; to: number } | null {
  const [first, last = first, ...more] = text
    .trim()
    .split(/\s*(?:至|到|~|～|–|—|\bto\b|\buntil\b)\s*/iu)
    .filter(Boolean);
  if (first === undefined || more.length > 0) return null;
  const from = endOf(first, place);
  const to = last === undefined || from === null ? null : endOf(last, { ...place, now: from - 60_000 });
  if (from === null || to === null) return null;
  return { from: dayAt(from, place.zone).toMillis(), to: dayAt(to, place.zone).plus({ days: 1 }).toMillis() };
}

/** The last minute of a day: today has not passed before it. */
const endOf = (day: string, place: { now: number; zone: string }): number | null => parseTime(`${day} 23:59`, place);

const dayAt = (at: number, zone: string): DateTime => DateTime.fromMillis(at, { zone }).startOf('day');
