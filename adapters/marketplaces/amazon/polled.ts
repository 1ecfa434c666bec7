import * as z from 'zod';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';

/** What the streams put into the inbox, as it is read back by normalise-polled.ts. */
export const polledSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('order'), order: z.unknown() }),
  /** A message of the queue as it came. */
  z.object({ type: z.literal('notification'), text: z.string() }),
  /** Seller performance; `before` are the account's statuses of the report before it, by marketplace. */
  z.object({
    type: z.literal('health'),
    reportedAt: z.number(),
    before: z.record(z.string(), z.string()),
    report: z.unknown(),
  }),
  /** A row of the feedback report, by position: its heading is translated (facts/marketplaces §3.7). */
  z.object({ type: z.literal('feedback'), reportedAt: z.number(), row: z.array(z.string()) }),
  /** All rows of one return, by heading. */
  z.object({ type: z.literal('return'), reportedAt: z.number(), rows: z.array(z.record(z.string(), z.string())).min(1) }),
  z.object({ type: z.literal('stock'), readAt: z.number(), summary: z.unknown() }),
]);
export type Polled = z.infer<typeof polledSchema>;

/** @param externalId names the state of the thing, so that reading it again costs nothing */
export const polledEvent = (externalId: string, polled: Polled): PolledEvent => ({ externalId, body: JSON.stringify(polled) });
