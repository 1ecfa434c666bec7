import * as z from 'zod';

/** How Shopee writes things. Ids may be bare or quoted, and exceed 2^53 (facts/marketplaces §5.5): always text here. */
export const id = z.union([z.string().min(1), z.number().int()]).transform(String);

/** Absent, empty and 0 all mean nobody. */
export const idOrNone = z
  .union([z.string(), z.number().int()])
  .nullish()
  .transform((value) =>
    value === undefined || value === null || value === '' || Number(value) === 0 ? undefined : String(value),
  );

/** Seconds since the epoch into an instant. */
export const seconds = z.union([z.number(), z.string().regex(/^\d+$/)]).transform((value) => Number(value) * 1_000);

export const secondsOrNone = z
  .union([z.number(), z.string().regex(/^\d*$/)])
  .nullish()
  .transform((value) => (value ? Number(value) * 1_000 : undefined));

/** Nanoseconds since the epoch: the time and the cursor of a conversation. */
export const nanos = z.union([z.string().regex(/^\d{1,19}$/), z.number().int().nonnegative()]).transform(BigInt);

/** An amount as it was written. */
export const amountOrNone = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .nullish()
  .transform((value) => (value === undefined || value === null ? undefined : String(value)));

export const textOrNone = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

export const msOfNanos = (value: bigint): number => Number(value / 1_000_000n);
