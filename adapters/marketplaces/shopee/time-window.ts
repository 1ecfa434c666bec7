import * as z from 'zod';
import type { PollRequest } from '../../../src/ports/marketplace.ts';
import { overlapMs, readCursor } from './cursor.ts';

/** Orders and returns are listed by spans of 15 days at most (facts/marketplaces §5.4); a little less, for seconds rounded up. */
const longestMs = 15 * 86_400_000 - 60_000;

const instant = z.number().int().nonnegative();
const kept = z.object({ from: instant, end: instant.optional(), page: z.string().optional() });

/** The span that the next page is asked of. Instants. */
export interface TimeWindow {
  from: number;
  until: number;
  /** Where all windows together end. */
  end: number;
  /** Within this window. */
  page: string | undefined;
}

export function openWindow({ cursor, range, now }: PollRequest, lookBackMs: number): TimeWindow {
  const state = readCursor(kept, cursor);
  const end = state?.end ?? range?.until ?? now;
  const from = Math.min(state?.from ?? range?.from ?? now - lookBackMs, end);
  return { from, until: Math.min(from + longestMs, end), end, page: state?.page };
}

/** @param next the page after this one, if there is any */
export function leavePage({ from, until, end }: TimeWindow, next: string | undefined): { cursor: string; more: boolean } {
  if (next !== undefined) return { cursor: JSON.stringify({ from, end, page: next }), more: true };
  if (until < end) return { cursor: JSON.stringify({ from: until, end }), more: true };
  return { cursor: JSON.stringify({ from: Math.max(0, end - overlapMs) }), more: false };
}

/** As the calls want it: seconds, the span no smaller than asked. */
export const inSeconds = ({ from, until }: TimeWindow): { from: number; to: number } => ({
  from: Math.floor(from / 1_000),
  to: Math.ceil(until / 1_000),
});
