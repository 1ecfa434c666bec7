import type * as z from 'zod';

/** A cursor that cannot be read is the very beginning: reading again costs calls, nothing else. */
export function readJsonCursor<T>(schema: z.ZodType<T>, text: string | null): T | undefined {
  if (text === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
