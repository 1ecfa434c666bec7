import { createCallLimits, perSecond } from '../../http/call-limits.ts';
import { createHttpClient } from '../../http/client.ts';
import type { HttpAnswer, HttpCall } from '../../http/client.ts';
import { createRecent } from '../../outbound/recent.ts';
import type { Recent } from '../../outbound/recent.ts';
import type { Authoriser, TokenSource } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { createAppTokens } from './app-tokens.ts';
import { namesOf, readAccount } from './config.ts';
import type { EbaySettings } from './config.ts';
import { faultOf } from './faults.ts';
import { createOwnNames } from './own-names.ts';
import type { OwnNames } from './own-names.ts';
import { authorise } from './sign.ts';
import { createAuthoriser } from './tokens.ts';

export interface EbayOptions {
  tokensOf: (store: StoreRecord, authoriser: Authoriser) => TokenSource;
  onTrace: (trace: CallTrace) => void;
  /** Where platforms reach us; eBay is told of it only where it is https. */
  publicUrl: string;
}

/** One seller's account, as its store is set up now. */
export interface EbayAccount {
  store: StoreRecord;
  settings: EbaySettings;
  /** In the seller's name. @throws MarketplaceError */
  call: (call: HttpCall) => Promise<HttpAnswer>;
  /** In the application's own name. @throws MarketplaceError */
  callAsApp: (call: HttpCall) => Promise<HttpAnswer>;
  names: OwnNames;
  /** Item ids of the listings that conversations are about; a single conversation does not say (facts/marketplaces §4.2). */
  listings: Recent<string | null>;
}

export interface EbayClient {
  /** @throws MarketplaceError `invalid` where the account is incomplete */
  account(store: StoreRecord): EbayAccount;
  authoriser: Authoriser;
  stop(): void;
}

/**
 * eBay counts calls by the day, a quota for each API, and says so itself (429/2001). No shorter rate is published: this one
 * keeps a re-sync from arriving as a burst.
 */
const limits = { account: perSecond(20, 40) };

export function createClient({ tokensOf, onTrace }: Pick<EbayOptions, 'tokensOf' | 'onTrace'>): EbayClient {
  const http = createHttpClient({
    baseUrl: 'https://api.ebay.com',
    limits: createCallLimits(limits),
    sign: authorise,
    faultOf,
    requestIdOf: ({ headers }) => headers.get('x-ebay-c-request-id') ?? headers.get('rlogid'),
    onTrace,
  });
  const accounts = new WeakMap<StoreRecord, EbayAccount>();
  const authoriser = createAuthoriser((store, call) => http.call(store.id, call));
  const appTokens = createAppTokens();

  function open(store: StoreRecord): EbayAccount {
    const settings = readAccount(store);
    const here = (call: HttpCall): HttpCall => ({ baseUrl: settings.apiUrl, ...call });
    return {
      store,
      settings,
      call: (call) => http.call(store.id, here(call), tokensOf(store, authoriser)),
      callAsApp: (call) =>
        http.call(
          store.id,
          here(call),
          appTokens(settings, (grant) => http.call(store.id, grant)),
        ),
      names: createOwnNames(namesOf(settings)),
      listings: createRecent(2_000),
    };
  }

  return {
    account(store) {
      let account = accounts.get(store);
      if (!account) accounts.set(store, (account = open(store)));
      return account;
    },
    authoriser,
    stop: () => http.stop(),
  };
}
