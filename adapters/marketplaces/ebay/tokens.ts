import type { HttpAnswer, HttpCall } from '../../http/client.ts';
import type { Authoriser, Tokens } from '../../../src/ports/authoriser.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { readAccount, scopes } from './config.ts';
import { grantCall, readGrant } from './grants.ts';

/** The seller's consent and what follows from it. The refresh token lives 18 months and stays the same (facts/marketplaces §4.1). */
export function createAuthoriser(call: (store: StoreRecord, call: HttpCall) => Promise<HttpAnswer>): Authoriser {
  async function renew(store: StoreRecord, refresh: string): Promise<Tokens> {
    const answer = await call(store, grantCall(readAccount(store), { grant_type: 'refresh_token', refresh_token: refresh }));
    return { refresh, ...readGrant(answer, Date.now()) };
  }

  return {
    async refresh(tokens, store) {
      const typedIn = readAccount(store).refreshToken;
      const refresh = tokens?.refresh ?? typedIn;
      if (!refresh) throw new MarketplaceError('expired', 'nobody has let us into this eBay account yet');
      try {
        return { ...(tokens?.refreshUntil && { refreshUntil: tokens.refreshUntil }), ...(await renew(store, refresh)) };
      } catch (error) {
        const dead = error instanceof MarketplaceError && error.fault === 'expired';
        // Somebody may have filled in a newer one meanwhile.
        if (!dead || !typedIn || typedIn === refresh) throw error;
        return renew(store, typedIn);
      }
    },

    consentUrl({ state }, store) {
      const { authUrl, clientId, ruName } = readAccount(store);
      const url = new URL('/oauth2/authorize', authUrl);
      url.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: ruName,
        response_type: 'code',
        scope: scopes.join(' '),
        state,
      }).toString();
      return url;
    },

    async exchange({ query }, store) {
      const settings = readAccount(store);
      const code = query.get('code');
      if (!code) throw new MarketplaceError('forbidden', `eBay brought no consent: ${wordOf(query.get('error'))}`);
      const form = { grant_type: 'authorization_code', code, redirect_uri: settings.ruName };
      return readGrant(await call(store, grantCall(settings, form)), Date.now());
    },
  };
}

/** Anybody can write into an address: only what looks like a code of OAuth is repeated. */
const wordOf = (error: string | null): string => (error && /^[a-z_]{1,40}$/.test(error) ? error : 'no reason given');
