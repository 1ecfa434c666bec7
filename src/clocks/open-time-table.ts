import type { OpenInterval } from './open-intervals.ts';

/** Openings in order, flat for binary search. */
export interface OpenTimeTable {
  /** Opening and closing instants. */
  from: Float64Array;
  to: Float64Array;
  /** Open milliseconds that passed before each opening. */
  before: Float64Array;
  /** Open milliseconds in the whole table. */
  total: number;
}

export function tabulate(intervals: readonly OpenInterval[]): OpenTimeTable {
  const from = Float64Array.from(intervals, (interval) => interval.from);
  const to = Float64Array.from(intervals, (interval) => interval.to);
  const before = new Float64Array(intervals.length);
  let total = 0;
  for (let index = 0; index < intervals.length; index++) {
    before[index] = total;
    total += to[index]! - from[index]!;
  }
  return { from, to, before, total };
}

/** Index of the last element ≤ value in a rising array, -1 when there is none. */
export function lastAtOrBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Open milliseconds from the table's beginning to an instant. */
export function openTimeUntil(table: OpenTimeTable, at: number): number {
  const index = lastAtOrBelow(table.from, at);
  return index < 0 ? 0 : table.before[index]! + Math.min(at, table.to[index]!) - table.from[index]!;
}

/** The earliest instant with `openTime` (above 0, at most `total`) behind it. */
export function instantOfOpenTime(table: OpenTimeTable, openTime: number): number {
  let index = lastAtOrBelow(table.before, openTime);
  // Exactly used up: that was at the closing before, not at the next opening.
  if (table.before[index] === openTime) index--;
  return table.from[index]! + openTime - table.before[index]!;
}
