import * as z from 'zod';

/** Of something that is no message: which matter it was, to see later whether it still stands. */
const matter = z.string().optional();

/** Why a match did not ring, or rang later, as Alert.muting keeps it. Instants and spans in milliseconds. */
export const muting = z.discriminatedUnion('by', [
  z.object({ by: z.literal('silence'), id: z.string(), number: z.number(), name: z.string(), until: z.number() }),
  /** The same rule rang for the same ticket a short while ago. */
  z.object({ by: z.literal('cool_down'), until: z.number() }),
  /** The first of its group, waits for what comes together with it. */
  z.object({ by: z.literal('wait'), until: z.number(), matter }),
  /** Enough tickets of the group were told of one by one; `leader` is the first of them. Told with the others at `until`. */
  z.object({ by: z.literal('group'), leader: z.string(), tickets: z.number(), until: z.number(), matter }),
  /** Rang after all, so many tickets at once, after having been held so long. */
  z.object({ by: z.literal('together'), tickets: z.number(), heldMs: z.number() }),
  /** Was answered, closed or well again before it was told. */
  z.object({ by: z.literal('over') }),
  /** An urgent alert of another rule rings for the same ticket. */
  z.object({ by: z.literal('inhibition'), ruleName: z.string() }),
  /** Its store is silent or cannot be read since an instant: what follows from that is no news. */
  z.object({ by: z.literal('outage'), cause: z.enum(['silent', 'unreadable', 'platform']), since: z.number(), matter }),
  /** It comes and goes; held until it has been quiet for a while. */
  z.object({ by: z.literal('flapping'), times: z.number(), quietMs: z.number(), matter }),
  z.object({ by: z.literal('quiet_hours'), until: z.number() }),
]);
export type Muting = z.infer<typeof muting>;

/** @returns null for an alert that rang at once, or a note of a kind that this version does not know */
export function readMuting(stored: string | null): Muting | null {
  if (stored === null) return null;
  const parsed = muting.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : null;
}
