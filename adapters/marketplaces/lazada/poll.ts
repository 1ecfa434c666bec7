import type { PollPage, PollRequest, PollStream } from '../../../src/ports/marketplace.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { pollAfterSales } from './poll-after-sales.ts';
import { pollMessages } from './poll-messages.ts';
import { pollOrders } from './poll-orders.ts';
import { pollPerformance } from './poll-performance.ts';
import { pollReviews } from './poll-reviews.ts';
import type { Products } from './products.ts';

const minute = 60_000;

export const streams: readonly PollStream[] = [
  { name: 'messages', everyMs: minute },
  { name: 'orders', everyMs: 15 * minute },
  { name: 'after_sales', everyMs: 15 * minute },
  { name: 'reviews', everyMs: 60 * minute },
  { name: 'performance', everyMs: 360 * minute },
];

/** @throws MarketplaceError */
export async function poll(parts: { ask: Ask; products: Products }, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  switch (request.stream) {
    case 'messages':
      return pollMessages(parts.ask, request, store);
    case 'orders':
      return pollOrders(parts, request, store);
    case 'after_sales':
      return pollAfterSales(parts.ask, request, store);
    case 'reviews':
      return pollReviews(parts, request, store);
    case 'performance':
      return pollPerformance(parts.ask, request, store);
    default:
      throw new MarketplaceError('invalid', `Lazada has no stream ${request.stream}`);
  }
}
