import { IANAZone } from 'luxon';
import { DAY_MS, MINUTE_MS } from './local-day.ts';

/** Milliseconds to add to a UTC instant to read the wall clock. */
type OffsetAt = (at: number) => number;

const zones = new Map<string, OffsetAt>();
const MAX_CACHED_DAYS = 8192;

/**
 * Offset of an IANA zone. Intl costs microseconds a call, so a UTC day that begins and ends with the same offset is
 * remembered as constant; only the two days a year with a transition are asked for each time.
 */
export function offsetOf(zone: string): OffsetAt {
  const known = zones.get(zone);
  if (known) return known;
  const iana = IANAZone.create(zone);
  if (!iana.isValid) throw new RangeError(`Unknown time zone ${zone}`);
  const days = new Map<number, number | null>();
  const offsetAt: OffsetAt = (at) => {
    const day = Math.floor(at / DAY_MS);
    let constant = days.get(day);
    if (constant === undefined) {
      const opening = iana.offset(day * DAY_MS);
      constant = opening === iana.offset((day + 1) * DAY_MS) ? opening * MINUTE_MS : null;
      if (days.size >= MAX_CACHED_DAYS) days.clear();
      days.set(day, constant);
    }
    return constant ?? iana.offset(at) * MINUTE_MS;
  };
  zones.set(zone, offsetAt);
  return offsetAt;
}

/** What the wall shows at an instant: the day number and the milliseconds since local midnight. */
export function wallTimeAt(zone: string, at: number): { day: number; time: number } {
  const local = at + offsetOf(zone)(at);
  const day = Math.floor(local / DAY_MS);
  return { day, time: local - day * DAY_MS };
}

/**
 * The instant at which the wall of `zone` shows `time` ms after midnight of `day`.
 * A time the wall shows twice (clocks set back) is the first of the two; a time it never shows (clocks set forward) is the
 * moment of the jump.
 */
export function instantAt(zone: string, wall: { day: number; time: number }): number {
  const offsetAt = offsetOf(zone);
  const local = wall.day * DAY_MS + wall.time;
  const before = offsetAt(local - DAY_MS);
  const after = offsetAt(local + DAY_MS);
  if (before === after) return local - before;
  const early = local - before;
  const late = local - after;
  const shown = [early, late].filter((at) => at + offsetAt(at) === local);
  if (shown.length > 0) return Math.min(...shown);
  return transitionBetween(offsetAt, Math.min(early, late), Math.max(early, late));
}

/** First instant after `low` with the offset of `high`, to the millisecond. */
function transitionBetween(offsetAt: OffsetAt, low: number, high: number): number {
  const target = offsetAt(high);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === target) high = middle;
    else low = middle;
  }
  return high;
}
