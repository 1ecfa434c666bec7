import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { TiktokClient } from './client.ts';
import { readAccount } from './config.ts';
import { listShops, pickShop } from './shops.ts';

/** One call that needs no scope. @throws MarketplaceError `expired` | `forbidden` when this shop is not among the authorised */
export async function checkAuthorisation(client: TiktokClient, store: StoreRecord): Promise<{ account: string }> {
  const { name, region, id } = pickShop(await listShops(client, store), readAccount(store).shopId);
  return { account: `${name || id}${region && ` (${region})`}` };
}
