import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { accountName } from '../../webhooks/account-name.ts';
import { wordTable } from '../../../src/word-table.ts';

const id = z.string().regex(/^\d{1,19}$/);
const address = z.url({ protocol: /^https?$/ });

/** `store.settings.api`: one shop, and the app of the Open Platform that speaks for it. */
export const accountSchema = z.object({
  partnerId: id,
  /** Signs calls. */
  partnerKey: z.string().min(16),
  /** The Live Push Partner Key, another than `partnerKey` (facts/marketplaces §5.3). Without it there are polls only. */
  pushKey: z.string().min(16).optional(),
  shopId: id,
  /** Of an authorisation given before; used once, then what the platform hands out in its place. */
  refreshToken: z.string().min(1).optional(),
  accessToken: z.string().min(1).optional(),
  apiUrl: address.optional(),
  authUrl: address.optional(),
  /** The callback URL as it stands in the console, where that is another than ours: it is signed. */
  pushUrl: address.optional(),
  /**
   * Whose messages are pushed, UNCONFIRMED: only buyers' have been seen. With `all`, a push that does not say which side wrote
   * is looked up first.
   */
  pushedMessages: z.enum(['buyers', 'all']).default('buyers'),
});

export type Account = Omit<z.infer<typeof accountSchema>, 'apiUrl' | 'authUrl'> & { apiUrl: string; authUrl: string };

/** Facts/marketplaces §5.1. Sellers registered in China use `https://openplatform.shopee.cn`, which no site tells. */
const apiUrls = wordTable<string>({ br: 'https://openplatform.shopee.com.br' });
const globalApiUrl = 'https://partner.shopeemobile.com';
const authUrl = 'https://open.shopee.com';

const known = new WeakMap<StoreRecord, Account>();

/** @throws MarketplaceError `invalid` when the account is not set up, or wrongly */
export function readAccount(store: StoreRecord): Account {
  let account = known.get(store);
  if (!account) {
    const read = accountSchema.safeParse(store.settings.api ?? {});
    if (!read.success) {
      const wrong = read.error.issues.map(({ path }) => path.join('.')).join(', ');
      throw new MarketplaceError('invalid', `the Shopee account of this store is not set up: ${wrong}`);
    }
    account = {
      ...read.data,
      apiUrl: read.data.apiUrl ?? apiUrls[store.site] ?? globalApiUrl,
      authUrl: read.data.authUrl ?? authUrl,
    };
    known.set(store, account);
  }
  return account;
}

/** An app has one callback URL for all its shops (facts/marketplaces §5.3). */
export const nameOf = ({ partnerId, partnerKey }: Account, shopId: string): string =>
  accountName({ app: partnerId, secret: partnerKey }, shopId);
