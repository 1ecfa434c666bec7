import * as z from 'zod';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { readAccount } from './config.ts';

const answer = z.object({ response: z.looseObject({}) });

/** One cheap call in the shop's name that needs no permission of its own. @throws MarketplaceError */
export async function checkAuthorisation(ask: Ask, store: StoreRecord): Promise<{ account: string }> {
  const now = Math.floor(Date.now() / 1_000);
  const query = { time_range_field: 'update_time', time_from: now - 60, time_to: now, page_size: 1 };
  await ask(store, { name: 'order.get_order_list', query }, answer);
  return { account: `Shopee shop ${readAccount(store).shopId}` };
}
