import * as z from 'zod';

/** How Lazada writes things. Ids come bare and quoted and may exceed 2^53 (facts/marketplaces §19.1): always text here. */
export const id = z.union([z.string().min(1), z.number().int()]).transform(String);

/** Absent, null and empty all mean that there is none. */
export const idOrNone = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === undefined || value === null || value === '' ? undefined : String(value)));

export const textOrNone = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

/** An amount as it was written, as text. */
export const amountOrNone = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (/^-?\d+(\.\d+)?$/.test(String(value ?? '')) ? String(value) : undefined));

const latest = 8_640_000_000_000_000;

/** Milliseconds since the epoch. */
export const instant = z.coerce.number().int().min(0).max(latest);

/** Milliseconds where the digits are that many, else seconds: push types differ (facts/marketplaces §6). */
export const secondsOrMs = z.coerce
  .number()
  .nonnegative()
  .max(latest)
  .transform((value) => (value < 1e11 ? value * 1_000 : value));

/** `2026-11-20 10:00:00 +0800` and ISO 8601 into an instant; undefined for what is neither. */
export const timeOrNone = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    if (typeof value === 'number') return value > 0 ? value : undefined;
    const [, day, time, hours, minutes] =
      /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d)?:?(\d\d)?$/.exec(value ?? '') ?? [];
    if (!day) return undefined;
    // Without a zone nobody can tell when it was: such a time is left out.
    const zone = hours === 'Z' ? 'Z' : hours && `${hours}:${minutes ?? '00'}`;
    const at = zone ? Date.parse(`${day}T${time}${zone}`) : NaN;
    return Number.isNaN(at) ? undefined : at;
  });

export const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .nullish()
  .transform((value) => value === true || value === 'true' || value === 1 || value === '1');
