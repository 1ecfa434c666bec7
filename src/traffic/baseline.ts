import { DateTime } from 'luxon';
import { HOUR_MS } from '../clocks/local-day.ts';
import type { Expected } from './count-tail.ts';

/** One hour of the week, as it was in past weeks. */
export interface Cell extends Expected {
  /** Times this hour was seen. */
  seen: number;
}

/** What a series of counts usually does: 168 cells, Monday 0:00 first, in the zone of the store. Never larger than that. */
export type Baseline = readonly Cell[];

/** A baseline is judged by once this many weeks of an hour were seen; until then `expectedBetween` answers null. */
export const warmUpWeeks = 3;
/** Weight of the newest week: about ten weeks are remembered. */
const newest = 0.2;

export const emptyBaseline = (): Baseline => Array.from({ length: 168 }, () => ({ mean: 0, variance: 0, seen: 0 }));

/** By zone and hour: a calendar is asked for the same nine weeks again and again, and takes longer than all the arithmetic. */
const cells = new Map<string, Map<number, number>>();
const cellsKept = 5_000;

/** @param hour instant at which it begins @param zone IANA */
export function cellOf(hour: number, zone: string): number {
  let known = cells.get(zone);
  if (!known || known.size > cellsKept) cells.set(zone, (known = new Map<number, number>()));
  let cell = known.get(hour);
  if (cell === undefined) {
    const local = DateTime.fromMillis(hour, { zone });
    known.set(hour, (cell = (local.weekday - 1) * 24 + local.hour));
  }
  return cell;
}

/**
 * Learns one hour that is over: exponentially weighted mean and variance (EWMA and EWMV; Finch 2009, Incremental calculation
 * of weighted mean and variance, §9), as a plain mean while few weeks are known. Hours have to come in order, each once.
 */
export function learnHour(baseline: Baseline, cell: number, count: number): Baseline {
  const { mean, variance, seen } = baseline[cell]!;
  const weight = Math.max(newest, 1 / (seen + 1));
  const off = count - mean;
  const learnt = {
    mean: mean + weight * off,
    variance: (1 - weight) * (variance + weight * off * off),
    seen: seen + 1,
  };
  return baseline.with(cell, learnt);
}

/**
 * What is expected from one instant to another; hours that are cut count by their share, so that it adds up across any
 * division and across a change of the clocks.
 * @returns null while an hour of the span was seen too seldom to judge
 */
export function expectedBetween(baseline: Baseline, span: { from: number; until: number; zone: string }): Expected | null {
  let mean = 0;
  let variance = 0;
  for (let hour = Math.floor(span.from / HOUR_MS) * HOUR_MS; hour < span.until; hour += HOUR_MS) {
    const cell = baseline[cellOf(hour, span.zone)]!;
    if (cell.seen < warmUpWeeks) return null;
    const share = (Math.min(hour + HOUR_MS, span.until) - Math.max(hour, span.from)) / HOUR_MS;
    mean += cell.mean * share;
    // A count varies at least as chance does.
    variance += Math.max(cell.variance, cell.mean) * share;
  }
  return { mean, variance };
}
