import type { TokenSource, Tokens } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { createCallLimits, perSecond } from '../../http/call-limits.ts';
import { createHttpClient } from '../../http/client.ts';
import type { HttpAnswer, HttpCall, HttpClient } from '../../http/client.ts';
import type { FormFile } from '../../http/form-file.ts';
import { readAccount } from './config.ts';
import type { TiktokAccount } from './config.ts';
import { faultOf, requestIdOf } from './faults.ts';
import { listShops, pickShop } from './shops.ts';
import { sign } from './sign.ts';

/** TikTok's limits move with its load and none is stated (facts/marketplaces §7): these are ours, and a 429 holds the call. */
const limits = { account: perSecond(20), app: perSecond(40) };

export interface ShopCall {
  /** For limits and traces. */
  name: string;
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: object;
  /** In place of a body; not signed (facts/marketplaces §7, Sign). */
  form?: FormFile;
  /** Twice has the effect of once. */
  repeatable?: true;
}

export interface TiktokClient {
  /** A call about the store's shop. @returns `data` of the envelope @throws MarketplaceError */
  call(store: StoreRecord, call: ShopCall): Promise<unknown>;
  /** A call about the account, which knows no shop; with tokens that are not kept yet when given. */
  callAccount(store: StoreRecord, call: ShopCall, tokens?: Tokens): Promise<unknown>;
  /** The host for tokens; unsigned. */
  callAuth(store: StoreRecord, call: { name: string; path: string; query: Record<string, string> }): Promise<unknown>;
  stop(): void;
}

interface Shop {
  store: StoreRecord;
  account: TiktokAccount;
  http: HttpClient;
  /** Looked up once where neither the settings nor the tokens have it. */
  cipher?: Promise<string>;
}

export function createClient({
  tokensOf,
  onTrace,
}: {
  tokensOf: (store: StoreRecord) => TokenSource;
  onTrace?: (trace: CallTrace) => void;
}): TiktokClient {
  const callLimits = createCallLimits(limits);
  const shared = { limits: callLimits, faultOf, requestIdOf, onTrace };
  // `baseUrl` stands for the account's own, which each call brings.
  const auth = createHttpClient({ ...shared, baseUrl: 'https://auth.tiktok-shops.com' });
  /** By id: a store that was set up anew takes the place of its former self. */
  const shops = new Map<string, Shop>();

  function shopOf(store: StoreRecord): Shop {
    let shop = shops.get(store.id);
    if (shop?.store !== store) {
      const account = readAccount(store);
      const http = createHttpClient({
        ...shared,
        baseUrl: account.apiUrl,
        sign: (call, tokens) => signed(account, call, tokens),
      });
      shops.set(store.id, (shop = { store, account, http }));
    }
    return shop;
  }

  async function cipherOf(shop: Shop): Promise<string> {
    if (shop.account.shopCipher) return shop.account.shopCipher;
    const known = (await tokensOf(shop.store).get()).more?.shopCipher;
    if (known) return known;
    shop.cipher ??= listShops(client, shop.store).then((found) => pickShop(found, shop.account.shopId).cipher);
    return shop.cipher.catch((error: unknown) => {
      shop.cipher = undefined;
      throw error;
    });
  }

  const client: TiktokClient = {
    async call(store, call) {
      const shop = shopOf(store);
      const shop_cipher = await cipherOf(shop);
      try {
        return dataOf(await shop.http.call(store.id, httpCall(call, { shop_cipher }), tokensOf(store)));
      } catch (error) {
        shop.cipher = undefined;
        throw inPlainWords(error, call);
      }
    },
    async callAccount(store, call, tokens) {
      const source = tokens ? { get: async () => tokens, renew: refused } : tokensOf(store);
      return dataOf(await shopOf(store).http.call(store.id, httpCall(call), source));
    },
    async callAuth(store, { name, path, query }) {
      return dataOf(await auth.call(store.id, { name, method: 'GET', path, query, baseUrl: readAccount(store).authUrl }));
    },
    stop() {
      auth.stop();
      for (const { http } of shops.values()) http.stop();
    },
  };
  return client;
}

const refused = async (): Promise<Tokens> => {
  throw new MarketplaceError('expired', 'TikTok Shop refused a new access token');
};

function httpCall(
  { name, method, path, query, body, form, repeatable }: ShopCall,
  shop: { shop_cipher?: string } = {},
): HttpCall {
  return {
    name,
    method,
    path,
    query: { ...query, ...shop },
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
    ...form,
    ...(repeatable && { repeatable }),
  };
}

/** The token goes in a header only: a query ends up in other people's logs. */
function signed({ appKey, appSecret }: TiktokAccount, call: HttpCall, tokens: Tokens | null): HttpCall {
  const query: Record<string, string> = { app_key: appKey, timestamp: String(Math.floor(Date.now() / 1000)) };
  for (const [name, value] of Object.entries(call.query ?? {})) if (value !== undefined) query[name] = String(value);
  const body = typeof call.body === 'string' ? call.body : '';
  return {
    ...call,
    query: { ...query, sign: sign(appSecret, { path: call.path, query, body }) },
    headers: { ...call.headers, ...(tokens && { 'x-tts-access-token': tokens.access }) },
  };
}

const dataOf = ({ json }: HttpAnswer): unknown => (json as { data?: unknown }).data ?? {};

/** The scope that TikTok gives nobody by default is the likeliest thing to be missing (facts/marketplaces §7). */
function inPlainWords(error: unknown, { path }: ShopCall): unknown {
  if (!(error instanceof MarketplaceError) || error.platformCode !== '105005') return error;
  const words = path.startsWith('/customer_service/')
    ? 'TikTok has not granted this app the Customer Service scope: messages can be neither read nor answered; orders and returns still work'
    : 'TikTok has not granted this app the scope for this: add it to the app in Partner Center and have the seller authorise anew';
  return new MarketplaceError('forbidden', words, { platformCode: error.platformCode, cause: error });
}
