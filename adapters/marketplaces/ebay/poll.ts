import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PollPage, PollRequest, PollStream } from '../../../src/ports/marketplace.ts';
import type { EbayAccount } from './client.ts';
import { pollAfterSales } from './poll-after-sales.ts';
import { pollMessages } from './poll-messages.ts';
import { pollOrders } from './poll-orders.ts';
import { pollPerformance } from './poll-performance.ts';
import { pollReviews } from './poll-reviews.ts';

const minutes = 60_000;

/** Rounds a day times calls a round stays far below the quotas of facts/marketplaces §4.4. */
export const streams: readonly PollStream[] = [
  { name: 'messages', everyMs: 2 * minutes },
  { name: 'orders', everyMs: 15 * minutes },
  { name: 'after_sales', everyMs: 15 * minutes },
  { name: 'reviews', everyMs: 60 * minutes },
  { name: 'performance', everyMs: 12 * 60 * minutes },
];

/** @throws MarketplaceError */
export async function poll(request: PollRequest, account: EbayAccount): Promise<PollPage> {
  // What the pages before brought is kept; the next round goes on from there.
  if (request.signal.aborted) throw new MarketplaceError('down', 'the round ran out of time');
  switch (request.stream) {
    case 'messages':
      return pollMessages(request, account);
    case 'orders':
      return pollOrders(request, account);
    case 'after_sales':
      return pollAfterSales(request, account);
    case 'reviews':
      return pollReviews(request, account);
    case 'performance':
      return pollPerformance(account);
    default:
      throw new MarketplaceError('invalid', `eBay has no stream of ${request.stream}`);
  }
}
