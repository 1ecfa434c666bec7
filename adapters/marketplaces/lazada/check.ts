import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { readAccount } from './config.ts';
import { idOrNone } from './shapes.ts';

const answer = z.object({ data: z.object({ seller_id: idOrNone }) });

/** One small call. @throws MarketplaceError `expired`, or `forbidden` when the keys are another shop's */
export async function checkAuthorisation(ask: Ask, store: StoreRecord): Promise<{ account: string }> {
  const { data } = await ask(store, { path: '/seller/metrics/get' }, answer);
  const { sellerId } = readAccount(store);
  if (data.seller_id !== undefined && data.seller_id !== sellerId)
    throw new MarketplaceError('forbidden', `Lazada lets us in as seller ${data.seller_id}, this store is ${sellerId}`);
  return { account: sellerId };
}
