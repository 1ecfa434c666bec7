import type * as z from 'zod';

/** What a stream kept, or null where nothing can be made of it: then it begins anew, which costs reading but loses nothing. */
export function readCursor<T>(schema: z.ZodType<T>, cursor: string | null): T | null {
  if (cursor === null) return null;
  try {
    const read = schema.safeParse(JSON.parse(cursor));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/**
 * Each round begins this long before the last one ended. Calls are refused when clocks differ by more than five minutes
 * (facts/marketplaces §5.1), so nothing that happened meanwhile can bear an earlier time.
 */
export const overlapMs = 6 * 60_000;
