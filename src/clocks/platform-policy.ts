import * as z from 'zod';
import { isoDate } from './calendar-definition.ts';

const spanMs = z.int().positive();
/** Minutes after local midnight. */
const minuteOfDay = z.int().min(0).max(1440);

/** How a platform counts its time limit. Local means the zone of the store's site. */
export const counting = z.discriminatedUnion('kind', [
  /** Every hour counts: nights, weekends, holidays. */
  z.object({ kind: z.literal('rolling'), withinMs: spanMs }),
  /** Rolling, but what arrives on Saturday or Sunday is due on Monday at a fixed local time. */
  z.object({ kind: z.literal('weekend_to_monday'), withinMs: spanMs, mondayMinute: minuteOfDay }),
  /** What arrived before the cut-off of a day is due at `answerByMinute` of that day, later arrivals the day after. */
  z.object({ kind: z.literal('daily_cutoff'), cutoffMinute: minuteOfDay, answerByMinute: minuteOfDay }),
  /** Hours of Monday to Friday, midnight to midnight. Site holidays count too: the earlier deadline is the safe one. */
  z.object({ kind: z.literal('weekday_hours'), withinMs: spanMs }),
]);
export type Counting = z.infer<typeof counting>;

/** One limit of one platform, with where it is written and when. Every one of them has changed at least once. */
export const platformPolicy = z.object({
  id: z.string().min(1),
  platform: z.string().min(1),
  /** ISO 3166 country sites, lower case; absent = all sites of the platform. */
  sites: z.array(z.string().regex(/^[a-z]{2}$/)).optional(),
  /** `request` is an open return or item-not-received request instead of a message. */
  subject: z.enum(['message', 'request']),
  /** Whether each message starts the clock or only the first of a thread. */
  covers: z.enum(['every_message', 'first_message']),
  counting,
  /** `target`: the platform states no limit, this is a sensible aim. `unconfirmed`: quoted by third parties only. */
  standing: z.enum(['official', 'target', 'unconfirmed', 'override']),
  source: z.string().min(1),
  /** Day the source was written, or the year or month it is known by; null = undated. */
  statedOn: z
    .string()
    .regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/)
    .nullable(),
  /** Share of messages to answer in time, as the platform measures it, 0 to 1. */
  target: z.number().min(0).max(1).optional(),
});
export type PlatformPolicy = z.infer<typeof platformPolicy>;

/** What a supervisor sets by `/sla amazon 12h`. Rolling hours, because that is what people mean by a number. */
export const policyOverride = z.object({
  platform: z.string().min(1),
  /** Absent = all sites. */
  site: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional(),
  withinMs: spanMs,
  /** When the team set it, where that is known. */
  statedOn: isoDate.nullable(),
});
export const policyOverrides = z.array(policyOverride);
export type PolicyOverride = z.infer<typeof policyOverride>;
