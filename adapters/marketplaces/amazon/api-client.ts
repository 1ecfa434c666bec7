import type { Authoriser, TokenSource } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { createCallLimits } from '../../http/call-limits.ts';
import { createHttpClient } from '../../http/client.ts';
import type { HttpAnswer, HttpCall } from '../../http/client.ts';
import { readAccount } from './api-config.ts';
import type { AmazonAccount } from './api-config.ts';
import { faultOf } from './api-faults.ts';
import { rates } from './api-limits.ts';
import { createLogin } from './login.ts';

export interface ApiOptions {
  tokensOf: (store: StoreRecord, authoriser: Authoriser) => TokenSource;
  onTrace: (trace: CallTrace) => void;
}

/** The Selling Partner API as a store's account reaches it. */
export interface SpApi {
  authoriser: Authoriser;
  /** @throws MarketplaceError invalid when the store's settings are wrong */
  accountOf(store: StoreRecord): AmazonAccount;
  /** @throws MarketplaceError */
  call(store: StoreRecord, call: HttpCall): Promise<HttpAnswer>;
  /** For operations that want a token of the application instead of one of the seller. @throws MarketplaceError */
  callGrantless(store: StoreRecord, call: HttpCall): Promise<HttpAnswer>;
  /** What lies at a presigned address, which is its own key. @throws MarketplaceError */
  download(store: StoreRecord, url: string): Promise<HttpAnswer>;
  stop(): void;
}

/** Every call must say who makes it (facts/marketplaces §3.1). */
const userAgent = 'Gengfu/1.0 (Language=TypeScript)';

export function createSpApi({ tokensOf, onTrace }: ApiOptions): SpApi {
  const accounts = new WeakMap<StoreRecord, AmazonAccount>();
  const http = createHttpClient({
    baseUrl: 'https://sellingpartnerapi-eu.amazon.com',
    limits: createCallLimits({ byCall: rates }),
    sign: (call, tokens) => ({
      ...call,
      headers: { ...call.headers, 'user-agent': userAgent, ...(tokens && { 'x-amz-access-token': tokens.access }) },
    }),
    faultOf,
    requestIdOf: ({ headers }) => headers.get('x-amzn-requestid'),
    onTrace,
  });
  const login = createLogin(http, accountOf);

  function accountOf(store: StoreRecord): AmazonAccount {
    let account = accounts.get(store);
    if (!account) accounts.set(store, (account = readAccount(store)));
    return account;
  }

  const toApi = (store: StoreRecord, call: HttpCall): HttpCall => ({ ...call, baseUrl: accountOf(store).apiUrl });
  const sellerTokens = (store: StoreRecord): TokenSource => login.sellerTokens(store, tokensOf(store, login.authoriser));

  return {
    authoriser: login.authoriser,
    accountOf,
    call: (store, call) => http.call(store.id, toApi(store, call), sellerTokens(store)),
    callGrantless: (store, call) => http.call(store.id, toApi(store, call), login.grantless(store)),
    download: (store, url) => http.call(store.id, { name: 'document', method: 'GET', path: url }),
    stop: () => http.stop(),
  };
}

/** A JSON body with its header. */
export const jsonBody = (body: object): Pick<HttpCall, 'headers' | 'body'> => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
