import type * as z from 'zod';

/** A cursor of ours; whatever is not one (any more) counts as none, and the stream begins anew. */
export function readCursor<T>(schema: z.ZodType<T>, cursor: string | null): T | null {
  if (cursor === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(cursor));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** An instant as the Selling Partner API wants it. */
export const iso = (at: number): string => new Date(at).toISOString();
