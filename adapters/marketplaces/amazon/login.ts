import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Authoriser, TokenSource, Tokens } from '../../../src/ports/authoriser.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { HttpClient } from '../../http/client.ts';
import type { AmazonAccount } from './api-config.ts';

const grantedSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
/** A token with less than this left is not begun with. */
const spareMs = 60_000;

export interface Login {
  /** Of one seller: `refresh_token`, which Amazon does not rotate (facts/marketplaces §19.2). */
  authoriser: Authoriser;
  /** The seller's tokens, renewed as well when they were granted to other credentials than the store's present ones. */
  sellerTokens(store: StoreRecord, kept: TokenSource): TokenSource;
  /** Of the application alone, for destinations of notifications (facts/marketplaces §3.1). */
  grantless(store: StoreRecord): TokenSource;
}

/** Login with Amazon: `POST /auth/o2/token`, form encoded. */
export function createLogin(http: HttpClient, accountOf: (store: StoreRecord) => AmazonAccount): Login {
  const applications = new WeakMap<StoreRecord, Tokens>();

  async function ask(store: StoreRecord, form: Record<string, string>): Promise<Tokens> {
    const account = accountOf(store);
    const { clientId, clientSecret } = account;
    const { json } = await http.call(store.id, {
      name: 'token',
      method: 'POST',
      baseUrl: account.authUrl,
      path: '/auth/o2/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret }).toString(),
      // Tokens given before stay good.
      repeatable: true,
    });
    const granted = grantedSchema.safeParse(json);
    if (!granted.success) throw new MarketplaceError('invalid', 'the login’s answer has no token');
    const { access_token: access, expires_in: seconds } = granted.data;
    return { access, accessUntil: Date.now() + seconds * 1_000, more: { credentials: fingerprint(account) } };
  }

  async function application(store: StoreRecord): Promise<Tokens> {
    const tokens = await ask(store, { grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' });
    applications.set(store, tokens);
    return tokens;
  }

  return {
    authoriser: {
      refresh: (_, store) => ask(store, { grant_type: 'refresh_token', refresh_token: accountOf(store).refreshToken }),
    },
    sellerTokens: (store, kept) => ({
      async get() {
        const tokens = await kept.get();
        return tokens.more?.credentials === fingerprint(accountOf(store)) ? tokens : kept.renew(tokens.access);
      },
      renew: (refused) => kept.renew(refused),
    }),
    grantless: (store) => ({
      async get() {
        const tokens = applications.get(store);
        return tokens && tokens.accessUntil - Date.now() > spareMs ? tokens : application(store);
      },
      renew: () => application(store),
    }),
  };
}

/** Tells one set of credentials from another without keeping them. */
const fingerprint = ({ clientId, refreshToken }: AmazonAccount): string =>
  createHash('sha256').update(`${clientId}\n${refreshToken}`).digest('base64url').slice(0, 16);
