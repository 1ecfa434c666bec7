import { keepsTarget } from '../ports/keeps-target.ts';
import { DAY_MS } from '../clocks/local-day.ts';

import type { Limit } from './band.ts';

/** One snapshot of a figure. */
export interface Snapshot {
  /** Instant. */
  at: number;
  value: number;
}

/** Fewer days say nothing about a direction; a date further away is no forecast. */
const leastSpanMs = 2 * DAY_MS;
const leastSnapshots = 3;
const farthestMs = 60 * DAY_MS;

/**
 * Change a day: the median slope of all pairs of snapshots (Theil 1950, Sen 1968), which one odd day does not turn. Null for
 * fewer than three snapshots or less than two days. Pure.
 */
export function dailyChange(snapshots: readonly Snapshot[]): number | null {
  const first = snapshots[0];
  const last = snapshots.at(-1);
  if (!first || !last || snapshots.length < leastSnapshots || last.at - first.at < leastSpanMs) return null;
  const slopes: number[] = [];
  for (const [index, from] of snapshots.entries())
    for (const to of snapshots.slice(index + 1))
      if (to.at > from.at) slopes.push(((to.value - from.value) / (to.at - from.at)) * DAY_MS);
  slopes.sort((a, b) => a - b);
  const middle = slopes.length >> 1;
  return slopes.length % 2 === 1 ? slopes[middle]! : (slopes[middle - 1]! + slopes[middle]!) / 2;
}

/** Instant at which the newest figure crosses the limit at this rate; null when it moves away, is over it, or it is far off. */
export function crossesAt(newest: Snapshot, change: number, limit: Limit): number | null {
  if (!keepsTarget(newest.value, limit) || limit.comparator === '=') return null;
  const worse = limit.comparator.startsWith('<') ? change > 0 : change < 0;
  if (!worse) return null;
  const inMs = ((limit.value - newest.value) / change) * DAY_MS;
  return inMs <= farthestMs ? newest.at + inMs : null;
}
