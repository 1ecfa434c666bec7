import * as z from 'zod';
import type { Authoriser, Tokens } from '../../../src/ports/authoriser.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { ShopeeClient } from './client.ts';
import { readAccount } from './config.ts';

/** Stands beside `error`, not in a `response` (facts/marketplaces §5.1). */
const pairAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expire_in: z.number().positive(),
});

/** Of an access token that was filled in by hand, nobody knows how old it is. */
const documentedLifeMs = 14_400_000;

/**
 * Refresh tokens rotate and work once (facts/marketplaces §5.1): the keeper sees to it that one at a time asks. How long one
 * lasts is UNCONFIRMED and no answer says it, so `refreshUntil` stays open: push 12 and the hourly check tell of the end.
 */
export function createAuthoriser(client: ShopeeClient): Authoriser {
  const pair = async (store: StoreRecord, name: string, fields: object): Promise<Tokens> => {
    const { partnerId, shopId } = readAccount(store);
    const body = { ...fields, partner_id: BigInt(partnerId), shop_id: BigInt(shopId) };
    const { access_token, refresh_token, expire_in } = await client.ask(store, { name, body }, pairAnswer);
    return { access: access_token, accessUntil: Date.now() + expire_in * 1_000, refresh: refresh_token };
  };

  return {
    async refresh(tokens, store) {
      const { refreshToken, accessToken } = readAccount(store);
      const refresh = tokens ? tokens.refresh : refreshToken;
      if (refresh) return pair(store, 'auth.access_token.get', { refresh_token: refresh });
      // Filled in without its companion: good until it is refused.
      if (!tokens && accessToken) return { access: accessToken, accessUntil: Date.now() + documentedLifeMs };
      throw new MarketplaceError('expired', 'the shop has not authorised the app yet, or has to do it anew');
    },

    consentUrl({ state, redirect }, store) {
      const { partnerId, authUrl } = readAccount(store);
      const url = new URL('/auth', authUrl);
      url.search = new URLSearchParams({
        auth_type: 'seller',
        partner_id: partnerId,
        redirect_uri: redirect,
        response_type: 'code',
        state,
      }).toString();
      return url;
    },

    async exchange({ query }, store) {
      const { shopId } = readAccount(store);
      const code = query.get('code');
      const authorised = query.get('shop_id');
      if (!code) throw new MarketplaceError('invalid', 'Shopee sent no code back: the consent was not given');
      if (!authorised)
        throw new MarketplaceError('invalid', 'authorise as the shop itself: an authorisation of a main account names no shop');
      if (authorised !== shopId)
        throw new MarketplaceError('invalid', `shop ${authorised} was authorised, but this store is set up for shop ${shopId}`);
      return pair(store, 'auth.token.get', { code });
    },
  };
}
