import type { Authoriser, TokenSource } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import type { Marketplace } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { createSentPictures } from '../../outbound/sent-pictures.ts';
import { checkAuthorisation } from './check.ts';
import { createClient } from './client.ts';
import { accountForm, nameOf, readAccount } from './config.ts';
import { findReply } from './find-reply.ts';
import { normalise } from './normalise.ts';
import { poll, streams } from './poll.ts';
import { read } from './read.ts';
import { attachmentLimits, reply } from './reply.ts';
import { createAuthoriser } from './tokens.ts';
import { verify } from './verify.ts';

function accountOf(store: StoreRecord): string | null {
  try {
    const account = readAccount(store);
    return account.shopId === undefined ? null : nameOf(account, account.shopId);
  } catch {
    // Not set up yet.
    return null;
  }
}

/**
 * TikTok Shop (facts/marketplaces §7): messages by the Customer Service API and webhooks, orders, returns and cancellations.
 * Its interface has no reviews and no figures of the shop's standing.
 */
export function createTiktok({
  tokensOf,
  onTrace,
}: {
  tokensOf: (store: StoreRecord, authoriser: Authoriser) => TokenSource;
  onTrace?: (trace: CallTrace) => void;
}): Marketplace & { stop(): void } {
  const client = createClient({ tokensOf: (store) => tokensOf(store, authoriser), onTrace });
  const pictures = createSentPictures();
  const authoriser = createAuthoriser(client);
  return {
    platform: 'tiktok',
    can: { push: true, poll: true, reply: true, deliveryReports: false, attachments: attachmentLimits },
    verify,
    accountOf,
    pushAnswer: { accepted: 'empty' },
    normalise,
    streams,
    poll: (request, store) => poll(client, request, store),
    read: (hint, store) => read(client, hint, store),
    reply: (outgoing, store) => reply({ client, pictures }, outgoing, store),
    findReply: (outgoing, since, store) => findReply({ client, pictures }, outgoing, since, store),
    checkAuthorisation: (store) => checkAuthorisation(client, store),
    account: accountForm,
    authoriser,
    stop: () => client.stop(),
  };
}
