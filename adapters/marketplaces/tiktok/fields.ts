import * as z from 'zod';

/** TikTok writes ids as strings of up to 19 digits; a number is taken as well, as the exact reader left it. */
export const id = z.union([z.string().min(1).max(200), z.number().int().transform(String)]);

/** Seconds since the epoch, bare or as a string, to milliseconds. 0 stands for “none”. */
const seconds = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number),
  ])
  .pipe(z.number().min(0).max(1e11));
export const instant = seconds.pipe(z.number().positive()).transform((value) => Math.round(value * 1000));
export const maybeInstant = seconds
  .transform((value) => (value > 0 ? Math.round(value * 1000) : undefined))
  .optional()
  .catch(undefined);

/** Words that TikTok leaves empty where it has none. */
export const maybeText = z
  .string()
  .max(20_000)
  .transform((value) => value || undefined)
  .optional()
  .catch(undefined);

const amount = z.union([z.string().regex(/^-?\d+(\.\d+)?$/), z.number().transform(String)]);
export const maybeAmount = amount.optional().catch(undefined);
