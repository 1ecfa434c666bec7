import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PollRequest } from '../../../src/ports/marketplace.ts';

/**
 * Where the rounds of a stream stand, in milliseconds. Between rounds `from` alone; in the middle of one also where it ends
 * and how far its lists were read.
 */
export interface Cursor {
  from: number;
  until?: number;
  /** Which of the stream's lists. */
  list?: number;
  /** TikTok's token of the next page. */
  page?: string;
}

const instant = z.number().int().min(0).max(1e14);
const schema = z.object({
  from: instant,
  until: instant.optional(),
  list: z.number().int().min(0).max(9).optional(),
  page: z.string().max(2_000).optional(),
});

/** A round looks again at this much of the one before: clocks differ, and lists lag behind their pushes. */
const overlapMs = 3 * 60_000;

/** The round that a request belongs to. A cursor that is none of ours begins anew. */
export function openRound(request: PollRequest, lookBackMs: number): Required<Pick<Cursor, 'from' | 'until' | 'list'>> & Cursor {
  const kept = readCursor(request.cursor);
  const from = request.range?.from ?? kept?.from ?? request.now - lookBackMs;
  // One second more: ends are outside, and TikTok counts in seconds.
  const until = request.range?.until ?? kept?.until ?? request.now + 1_000;
  return { list: 0, ...kept, from, until };
}

export const writeCursor = (cursor: Cursor): string => JSON.stringify(cursor);

/** The next round begins a little before this one ended. */
export const closeRound = ({ until }: { until: number }): string => writeCursor({ from: Math.max(0, until - overlapMs) });

function readCursor(text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A token runs out, or its entry moved on: then the list is read from its start again. */
export async function fromPage<T>(page: string | undefined, read: (page: string | undefined) => Promise<T>): Promise<T> {
  try {
    return await read(page);
  } catch (error) {
    if (page === undefined || !(error instanceof MarketplaceError) || error.fault !== 'invalid') throw error;
    return read(undefined);
  }
}
