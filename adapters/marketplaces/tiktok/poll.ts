import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PollPage, PollRequest, PollStream } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { TiktokClient } from './client.ts';
import { pollMessages } from './poll-messages.ts';
import { pollLists } from './poll-lists.ts';
import { afterSaleLists, orderLists } from './search-lists.ts';

/** TikTok has nothing to read of reviews or of the shop's standing (facts/marketplaces §7). */
export const streams: readonly PollStream[] = [
  { name: 'messages', everyMs: 60_000 },
  { name: 'orders', everyMs: 15 * 60_000 },
  { name: 'after_sales', everyMs: 15 * 60_000 },
];

/** @throws MarketplaceError */
export async function poll(client: TiktokClient, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  switch (request.stream) {
    case 'messages':
      return pollMessages(client, request, store);
    case 'orders':
      return pollLists(client, request, store, orderLists);
    case 'after_sales':
      return pollLists(client, request, store, afterSaleLists);
    default:
      throw new MarketplaceError('invalid', `TikTok Shop has no stream ${request.stream}`);
  }
}
