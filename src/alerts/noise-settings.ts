import * as z from 'zod';

/** What alerts may have in common to be told together. */
export const groupKeys = ['rule', 'store', 'product', 'buyer'] as const;
export type GroupKey = (typeof groupKeys)[number];

const waits = z.object({ important: z.number().int().nonnegative(), normal: z.number().int().nonnegative() });

/** What keeps alerts from becoming noise; spans in milliseconds, 0 switches a measure off. */
export const noiseSettings = z.object({
  /** The same rule does not ring again for the same ticket within this time. */
  coolDownMs: z.number().int().nonnegative(),
  /** So many tickets of a group are told of one by one; from then on what comes is told together, once in this time. */
  groupMs: z.number().int().nonnegative(),
  groupLoud: z.number().int().positive(),
  /** Alerts are one group when all of these are the same. */
  groupBy: z.array(z.enum(groupKeys)).min(1).default(['rule', 'store']),
  /** The first alert of a group waits so long for its like. What is urgent never waits. */
  groupWaitMs: waits.default({ important: 0, normal: 0 }),
  /** While an urgent alert on a ticket is younger than this, lesser ones of other rules do not ring. */
  inhibitMs: z.number().int().nonnegative(),
  /** Whether figures and spikes of a store that is silent or cannot be read wait until it is heard again. */
  inhibitByOutage: z.boolean().default(true),
  /** A rule that held so often for a ticket within this time is held back until it was quiet for `flapQuietMs`. */
  flapTimes: z.number().int().positive(),
  flapMs: z.number().int().nonnegative(),
  flapQuietMs: z.number().int().positive(),
  /** Daily, minutes of the team's day; may go past midnight. */
  quiet: z
    .object({
      from: z.number().int().min(0).max(1439),
      to: z.number().int().min(0).max(1439),
      levels: z.array(z.enum(['important', 'normal'])).min(1),
    })
    .nullable(),
});
export type NoiseSettings = z.infer<typeof noiseSettings>;

/**
 * Mild: a card is there within a second; the eleventh buyer with the same trouble within five minutes is told with those after
 * it; nothing is quiet by the clock.
 */
export const defaultNoise: NoiseSettings = {
  coolDownMs: 30 * 60_000,
  groupMs: 5 * 60_000,
  groupLoud: 10,
  groupBy: ['rule', 'store'],
  groupWaitMs: { important: 0, normal: 0 },
  inhibitMs: 60 * 60_000,
  inhibitByOutage: true,
  flapTimes: 6,
  flapMs: 60 * 60_000,
  flapQuietMs: 15 * 60_000,
  quiet: null,
};
