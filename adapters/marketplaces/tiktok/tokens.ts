import * as z from 'zod';
import { GengfuError } from '../../../src/errors.ts';
import type { Authoriser, Tokens } from '../../../src/ports/authoriser.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { TiktokClient } from './client.ts';
import { readAccount } from './config.ts';
import { instant, maybeInstant } from './fields.ts';
import { listShops, pickShop } from './shops.ts';

/** Both ends are absolute seconds, for all that their names say (facts/marketplaces §7). */
const answerSchema = z.looseObject({
  access_token: z.string().min(1),
  access_token_expire_in: instant,
  refresh_token: z.string().min(1),
  refresh_token_expire_in: maybeInstant,
});

/** What an access token lives as reported; of one that was pasted nothing better is known. */
const weekMs = 7 * 24 * 3_600_000;

/** Tokens rotate: a refresh token works once, and its successor must not be lost (facts/marketplaces §7, §19.2). */
export function createAuthoriser(client: TiktokClient): Authoriser {
  async function ask(store: StoreRecord, path: string, grant: { grant_type: string } & Record<string, string>): Promise<Tokens> {
    const { appKey, appSecret } = readAccount(store);
    const query = { app_key: appKey, app_secret: appSecret, ...grant };
    const answer = answerSchema.parse(await client.callAuth(store, { name: grant.grant_type, path, query }));
    return {
      access: answer.access_token,
      accessUntil: answer.access_token_expire_in,
      refresh: answer.refresh_token,
      ...(answer.refresh_token_expire_in && { refreshUntil: answer.refresh_token_expire_in }),
    };
  }

  /** Whatever goes wrong here, the tokens are kept: the cipher is asked for again with the first call that needs it. */
  async function withCipher(tokens: Tokens, store: StoreRecord): Promise<Tokens> {
    try {
      const { cipher } = pickShop(await listShops(client, store, tokens), readAccount(store).shopId);
      return { ...tokens, more: { shopCipher: cipher } };
    } catch {
      return tokens;
    }
  }

  return {
    async refresh(tokens, store) {
      const account = readAccount(store);
      const refresh_token = tokens?.refresh ?? account.refreshToken;
      // What was pasted is good until TikTok says otherwise: a refresh token is not spent on it.
      if (!tokens && account.accessToken)
        return {
          access: account.accessToken,
          accessUntil: Date.now() + weekMs,
          ...(refresh_token && { refresh: refresh_token }),
        };
      if (!refresh_token) throw new MarketplaceError('expired', 'the seller has to authorise the app for this TikTok shop');
      // Nothing more is asked here: should the process die before the new pair is on disk, the seller has to come again.
      const renewed = await ask(store, '/api/v2/token/refresh', { refresh_token, grant_type: 'refresh_token' });
      return tokens?.more ? { ...renewed, more: tokens.more } : renewed;
    },
    /** Where it leads back to is set in Partner Center, not in the link. */
    consentUrl({ state }, store) {
      const { serviceId, servicesUrl } = readAccount(store);
      if (!serviceId) throw new GengfuError('no_consent', { store: store.name }, { message: 'serviceId is not set' });
      const url = new URL('/open/authorize', servicesUrl);
      url.search = new URLSearchParams({ service_id: serviceId, state }).toString();
      return url;
    },
    async exchange({ query }, store) {
      const auth_code = query.get('code') ?? query.get('auth_code');
      if (!auth_code) throw new MarketplaceError('forbidden', 'the seller did not authorise the app');
      return withCipher(await ask(store, '/api/v2/token/get', { auth_code, grant_type: 'authorized_code' }), store);
    },
  };
}
