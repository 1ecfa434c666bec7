import * as z from 'zod';
import type { Authoriser, Tokens } from '../../../src/ports/authoriser.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { LazadaClient } from './client.ts';
import { readAccount } from './config.ts';
import { id } from './shapes.ts';

const sellers = z.array(z.object({ seller_id: id })).nullish();

/** Flat, without `data`. The reference of the refresh names the sellers otherwise than the guide: both are read. */
const answer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().optional(),
  expires_in: z.coerce.number().positive(),
  refresh_expires_in: z.coerce.number().optional(),
  country_user_info: sellers,
  country_user_info_list: sellers,
});

/** A token that was filled in by hand is tried this long before it is renewed; its true end is unknown. */
const triedMs = 3_600_000;

/**
 * Lifetimes depend on the app and are taken from the answer (facts/marketplaces §6, §21). A refresh hands out a new refresh
 * token whose end stays that of the consent.
 */
export function createAuthoriser(client: LazadaClient): Authoriser {
  async function issue(store: StoreRecord, path: string, params: Record<string, string>) {
    const { country_user_info, country_user_info_list, ...said } = await client.ask(
      store,
      { path, params, method: 'POST' },
      answer,
    );
    const now = Date.now();
    const left = said.refresh_expires_in ?? 0;
    const tokens: Tokens = {
      access: said.access_token,
      accessUntil: now + said.expires_in * 1_000,
      // 0 seconds: this authorisation cannot be renewed.
      ...(said.refresh_token && { refresh: said.refresh_token }),
      ...(left > 0 && { refreshUntil: now + left * 1_000 }),
    };
    return {
      tokens,
      sellers: [...(country_user_info ?? []), ...(country_user_info_list ?? [])].map(({ seller_id }) => seller_id),
    };
  }

  return {
    async refresh(tokens, store) {
      const { accessToken, refreshToken } = readAccount(store);
      if (!tokens && accessToken) return { access: accessToken, accessUntil: Date.now() + triedMs, refresh: refreshToken };
      const refresh = tokens ? tokens.refresh : refreshToken;
      if (!refresh) throw new MarketplaceError('expired', 'the shop has not authorised this app yet');
      return (await issue(store, '/auth/token/refresh', { refresh_token: refresh })).tokens;
    },

    consentUrl({ state, redirect }, store) {
      const { appKey, authUrl } = readAccount(store);
      const url = new URL(`${authUrl.replace(/\/rest$/, '')}/oauth/authorize`);
      const query = { response_type: 'code', force_auth: 'true', redirect_uri: redirect, client_id: appKey, state };
      url.search = new URLSearchParams(query).toString();
      return url;
    },

    async exchange({ query }, store) {
      const code = query.get('code');
      if (!code) throw new MarketplaceError('invalid', 'Lazada sent the seller back without a code');
      const { tokens, sellers: named } = await issue(store, '/auth/token/create', { code });
      const { sellerId } = readAccount(store);
      // Else another shop's messages would be answered in this one's name.
      if (named.length > 0 && !named.includes(sellerId))
        throw new MarketplaceError('forbidden', `the consent is of seller ${named.join(', ')}, this store is ${sellerId}`);
      return tokens;
    },
  };
}
