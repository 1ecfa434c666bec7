import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { readAccount } from './config.ts';

const answer = z.looseObject({});

/**
 * One cheap call in the shop's name; where chat is not granted (facts/marketplaces §5.2) another that needs no permission of
 * its own, so that whoever connects the shop learns both.
 * @throws MarketplaceError
 */
export async function checkAuthorisation(ask: Ask, store: StoreRecord): Promise<{ account: string }> {
  const account = `Shopee shop ${readAccount(store).shopId}`;
  try {
    await ask(store, { name: 'sellerchat.get_unread_conversation_count' }, answer);
    return { account };
  } catch (error) {
    if (!(error instanceof MarketplaceError) || !['forbidden', 'invalid', 'gone'].includes(error.fault)) throw error;
    const now = Math.floor(Date.now() / 1_000);
    const query = { time_range_field: 'update_time', time_from: now - 60, time_to: now, page_size: 1 };
    await ask(store, { name: 'order.get_order_list', query }, answer);
    return { account: `${account} (${error.message})` };
  }
}
