import * as z from 'zod';

/** Why a match did not ring, as Alert.muting keeps it. Instants and spans in milliseconds. */
export const muting = z.discriminatedUnion('by', [
  z.object({ by: z.literal('silence'), id: z.string(), number: z.number(), name: z.string(), until: z.number() }),
  /** The same rule rang for the same ticket a short while ago. */
  z.object({ by: z.literal('cool_down'), until: z.number() }),
  /** Enough tickets of the same store rang for the same rule; `leader` is the first of them. */
  z.object({ by: z.literal('group'), leader: z.string(), tickets: z.number() }),
  /** An urgent alert of another rule rings for the same ticket. */
  z.object({ by: z.literal('inhibition'), ruleName: z.string() }),
  /** It comes and goes; held until it has been quiet for a while. */
  z.object({ by: z.literal('flapping'), times: z.number(), quietMs: z.number() }),
  z.object({ by: z.literal('quiet_hours'), until: z.number() }),
]);
export type Muting = z.infer<typeof muting>;

/** @returns null for an alert that rang, or a note of a kind that this version does not know */
export function readMuting(stored: string | null): Muting | null {
  if (stored === null) return null;
  const parsed = muting.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : null;
}
