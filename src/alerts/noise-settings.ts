import * as z from 'zod';

/** What keeps alerts from becoming noise; spans in milliseconds, 0 switches a measure off. */
export const noiseSettings = z.object({
  /** The same rule does not ring again for the same ticket within this time. */
  coolDownMs: z.number().int().nonnegative(),
  /** Within this time a rule rings for so many tickets of a store; the others are kept quietly. */
  groupMs: z.number().int().nonnegative(),
  groupLoud: z.number().int().positive(),
  /** While an urgent alert on a ticket is younger than this, lesser ones of other rules do not ring. */
  inhibitMs: z.number().int().nonnegative(),
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

/** Mild: a second buyer with the same trouble rings, the fourth within ten minutes does not; nothing is quiet by the clock. */
export const defaultNoise: NoiseSettings = {
  coolDownMs: 30 * 60_000,
  groupMs: 10 * 60_000,
  groupLoud: 3,
  inhibitMs: 60 * 60_000,
  flapTimes: 6,
  flapMs: 60 * 60_000,
  flapQuietMs: 15 * 60_000,
  quiet: null,
};
