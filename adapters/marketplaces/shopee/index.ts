import type { Authoriser, TokenSource } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import type { Marketplace, Push, PushedEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { createSentPictures } from '../../outbound/sent-pictures.ts';
import { account } from './account-form.ts';
import { checkAuthorisation } from './check.ts';
import { createClient } from './client.ts';
import type { Ask } from './client.ts';
import { nameOf, readAccount } from './config.ts';
import { normalise } from './normalise.ts';
import { poll, streams } from './poll.ts';
import { read } from './read.ts';
import { attachmentLimits, findReply, reply } from './reply.ts';
import { createAuthoriser } from './tokens.ts';
import { verifyPush } from './verify.ts';
import type { PushScheme } from './verify.ts';

function accountOf(store: StoreRecord): string | null {
  try {
    const account = readAccount(store);
    return nameOf(account, account.shopId);
  } catch {
    // Not set up yet.
    return null;
  }
}

const pushedTo = ({ target, publicUrl }: Push): string => new URL(target, publicUrl).href;

/** Shops on Shopee, over the Open Platform v2 (facts/marketplaces §5). */
export function createShopee(options: {
  tokensOf: (store: StoreRecord, authoriser: Authoriser) => TokenSource;
  onTrace: (trace: CallTrace) => void;
}): Marketplace & { stop(): void } {
  const { tokensOf, onTrace } = options;
  const client = createClient({ onTrace });
  const authoriser = createAuthoriser(client);
  const asApp: Ask = (store, call, answer) => client.ask(store, call, answer);
  const asShop: Ask = (store, call, answer) => client.ask(store, call, answer, tokensOf(store, authoriser));
  const pictures = createSentPictures();
  const schemes = new WeakMap<StoreRecord, PushScheme>();

  function verify(push: Push, store: StoreRecord): PushedEvent {
    const app = readAccount(store);
    const known = schemes.get(store);
    const { headers, body, now } = push;
    const { scheme, shopId, externalId } = verifyPush({ headers, body, now, url: app.pushUrl ?? pushedTo(push) }, app, known);
    if (scheme !== known) {
      schemes.set(store, scheme);
      // Which of them is final is UNCONFIRMED (§5.3): the log of the calls says once what this app's pushes carry.
      onTrace({ account: store.id, call: `push signed ${scheme}`, status: 200, fault: null, ms: 0, requestId: null });
    }
    return { externalId, account: nameOf(app, shopId ?? app.shopId) };
  }

  return {
    platform: 'shopee',
    can: { push: true, poll: true, reply: true, deliveryReports: false, attachments: attachmentLimits },
    pushAnswer: { accepted: 'empty' },
    verify,
    accountOf,
    normalise,
    streams,
    poll: (request, store) => poll({ shop: asShop, app: asApp }, request, store),
    read: (hint, store) => read(asShop, hint, store),
    reply: (outgoing, store) => reply({ ask: asShop, pictures }, outgoing, store),
    findReply: (outgoing, since, store) => findReply({ ask: asShop, pictures }, outgoing, since, store),
    checkAuthorisation: (store) => checkAuthorisation(asShop, store),
    account,
    authoriser,
    stop: () => client.stop(),
  };
}
