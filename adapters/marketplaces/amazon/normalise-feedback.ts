import * as z from 'zod';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { readDay } from './read-day.ts';
import type { Polled } from './polled.ts';
import { parseRelayAddress } from './relay-address.ts';

/** Date, rating, comments, response, order id, rater's address: the order of columns holds where their names are translated. */
const rowSchema = z
  .tuple([z.string(), z.coerce.number().int().min(1).max(5), z.string(), z.string(), z.string().regex(/^\d{3}-\d{7}-\d{7}$/)])
  .rest(z.string());

/** Seller feedback; an order has one at most (facts/marketplaces §3.7). @throws ZodError */
export function normaliseFeedback(
  { row, reportedAt }: Extract<Polled, { type: 'feedback' }>,
  store: StoreRecord,
): MarketplaceEvent[] {
  const [date, rating, text, answer, orderId, address = ''] = rowSchema.parse(row);
  const relay = parseRelayAddress(address);
  return [
    {
      kind: 'review',
      externalId: `feedback ${orderId}`,
      rating,
      text: text || undefined,
      orderId,
      buyer: relay ? { id: relay.buyerId } : undefined,
      answer: answer || undefined,
      writtenAt: readDay(date, store.site) ?? reportedAt,
      updatedAt: reportedAt,
    },
  ];
}
