import * as z from 'zod';
import type { Tokens } from '../../../src/ports/authoriser.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { TiktokClient } from './client.ts';
import { id } from './fields.ts';

const shopsSchema = z.looseObject({
  shops: z
    .array(z.looseObject({ id, name: z.string().catch(''), region: z.string().catch(''), cipher: z.string().min(1) }))
    .catch([]),
});
export type AuthorisedShop = z.infer<typeof shopsSchema>['shops'][number];

/** The shops that the seller let the app into, with the cipher that names each in calls (facts/marketplaces §7). */
export async function listShops(client: TiktokClient, store: StoreRecord, tokens?: Tokens): Promise<AuthorisedShop[]> {
  const call = { name: 'shops', method: 'GET', path: '/authorization/202309/shops' } as const;
  return shopsSchema.parse(await client.callAccount(store, call, tokens)).shops;
}

/** @throws MarketplaceError `forbidden` when the store's shop is not among them, or cannot be told */
export function pickShop(shops: readonly AuthorisedShop[], shopId: string | undefined): AuthorisedShop {
  const fitting = shopId === undefined ? shops : shops.filter(({ id: known }) => known === shopId);
  if (fitting.length === 1) return fitting[0]!;
  throw new MarketplaceError(
    'forbidden',
    fitting.length === 0
      ? 'the seller has not let this app into the shop'
      : 'the seller has let this app into several shops: set shopId to the one that is meant',
  );
}
