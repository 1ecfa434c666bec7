/**
 * Calendar days without a zone, counted from 1970-01-01 = 0. A day number is what a wall calendar shows; it becomes
 * an instant only together with a zone (wall-time.ts).
 */
export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

/** ISO weekday, Monday = 1 … Sunday = 7. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `2026-02-14` → day number. The text must have passed `isoDate`. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

export function isoDateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function firstDayOf(year: number): number {
  return Date.UTC(year, 0, 1) / DAY_MS;
}
