import type { PollPage, PollRequest, PollStream, StreamName } from '../../../src/ports/marketplace.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { pollLostPushes } from './poll-lost-pushes.ts';
import { pollMessages } from './poll-messages.ts';
import { pollOrders } from './poll-orders.ts';
import { pollPerformance } from './poll-performance.ts';
import { pollReturns } from './poll-returns.ts';
import { pollReviews } from './poll-reviews.ts';

type Poll = (ask: Ask, request: PollRequest, store: StoreRecord) => Promise<PollPage>;

const minuteMs = 60_000;

const polls: Partial<Record<StreamName, { everyMs: number; poll: Poll; of: 'shop' | 'app' }>> = {
  messages: { everyMs: minuteMs, poll: pollMessages, of: 'shop' },
  orders: { everyMs: 15 * minuteMs, poll: pollOrders, of: 'shop' },
  after_sales: { everyMs: 15 * minuteMs, poll: pollReturns, of: 'shop' },
  reviews: { everyMs: 60 * minuteMs, poll: pollReviews, of: 'shop' },
  performance: { everyMs: 360 * minuteMs, poll: pollPerformance, of: 'shop' },
  // Signed without token and shop.
  lost_pushes: { everyMs: 5 * minuteMs, poll: pollLostPushes, of: 'app' },
};

export const streams: PollStream[] = Object.entries(polls).map(([name, { everyMs }]) => ({ name: name as StreamName, everyMs }));

/** @throws MarketplaceError */
export function poll(asks: { shop: Ask; app: Ask }, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  const stream = polls[request.stream];
  if (!stream) throw new MarketplaceError('invalid', `Shopee has no stream ${request.stream}`);
  return stream.poll(asks[stream.of], request, store);
}
