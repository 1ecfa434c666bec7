import * as z from 'zod';

/** The last millisecond that a date of four digits has. */
const endOfYear9999 = 253_402_300_799_999;

/** ISO 8601 with an offset, or seconds, or milliseconds. */
export const instant = z
  .union([z.iso.datetime({ offset: true }), z.number().int().nonnegative().max(endOfYear9999)])
  .transform((value) => {
    if (typeof value === 'string') return Date.parse(value);
    // Seconds until the year 5138, milliseconds from 1973 on: no instant of a shop is both.
    return value < 1e11 ? value * 1000 : value;
  });
export const id = z.union([z.string().min(1).max(200), z.number().int().transform(String)]);
