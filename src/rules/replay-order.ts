import type { CalendarDefinition } from '../clocks/calendar-definition.ts';
import type { Rule } from './compile-rules.ts';
import type { ReplayHit, ReplayResult } from './replay-rule.ts';

/** What the replay's thread is asked for; plain data, for it crosses into another thread. */
export interface ReplayOrder {
  tried: Rule[];
  others: Rule[];
  stores: { id: string; platform: string; name: string; site: string }[];
  calendar: CalendarDefinition;
  /** Instants. */
  from: number;
  to: number;
  /** Words on the picture; absent = none is drawn. */
  picture?: { title: string; onlyThis: string; othersToo: string };
  /** One int: anything but 0 calls it off. */
  calledOff: SharedArrayBuffer;
}

/** A hit with the ticket it belongs to (0 = none) and the beginning of the buyer's words. Hostile. */
export interface ReplaySample extends ReplayHit {
  ticket: number;
  text: string;
}

export interface StoredReplay extends Omit<ReplayResult, 'samples'> {
  samples: ReplaySample[];
  /** PNG */
  picture?: Uint8Array;
}

/** Messages read so far, of how many. */
export interface ReplayProgress {
  read: number;
  of: number;
}

export type ReplayNews = { progress: ReplayProgress } | { done: StoredReplay } | { calledOff: true };
