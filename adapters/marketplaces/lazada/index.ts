import type { TokenSource, Authoriser } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import type { Marketplace } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { checkAuthorisation } from './check.ts';
import { createClient } from './client.ts';
import type { Ask } from './client.ts';
import { account, nameOf, readAccount } from './config.ts';
import { normalise } from './normalise.ts';
import { poll, streams } from './poll.ts';
import { createProducts } from './products.ts';
import { read } from './read.ts';
import { findReply, reply } from './reply.ts';
import { createAuthoriser } from './tokens.ts';
import { verify } from './verify.ts';

function accountOf(store: StoreRecord): string | null {
  try {
    const account = readAccount(store);
    return nameOf(account, account.sellerId);
  } catch {
    // Not set up yet.
    return null;
  }
}

/** Shops at Lazada's six sites, by the Open Platform (facts/marketplaces §6). */
export function createLazada(options: {
  tokensOf: (store: StoreRecord, authoriser: Authoriser) => TokenSource;
  onTrace?: (trace: CallTrace) => void;
}): Marketplace & { stop(): void } {
  const client = createClient(options);
  const authoriser = createAuthoriser(client);
  const ask: Ask = (store, call, answer) => client.ask(store, call, answer, options.tokensOf(store, authoriser));
  const parts = { ask, products: createProducts() };
  return {
    platform: 'lazada',
    can: { push: true, poll: true, reply: true, deliveryReports: true },
    account,
    authoriser,
    streams,
    verify,
    accountOf,
    normalise,
    poll: (request, store) => poll(parts, request, store),
    read: (hint, store) => read(parts, hint, store),
    reply: (outgoing, store) => reply(ask, outgoing, store),
    findReply: (outgoing, since, store) => findReply(ask, outgoing, since, store),
    checkAuthorisation: (store) => checkAuthorisation(ask, store),
    stop: () => client.stop(),
  };
}
