import { GengfuError } from '../../../src/errors.ts';
import type { Marketplace, Push, PushedEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { account } from './account-form.ts';
import { answerChallenge } from './challenge.ts';
import { checkAuthorisation, pushAddress } from './check.ts';
import { createClient } from './client.ts';
import type { EbayAccount, EbayOptions } from './client.ts';
import { normalise } from './normalise.ts';
import { poll, streams } from './poll.ts';
import { createPublicKeys } from './public-keys.ts';
import { read } from './read.ts';
import { attachmentLimits } from './reply-media.ts';
import { findReply, reply } from './reply.ts';
import { readSignature, verifyPush } from './verify.ts';

/** eBay by its REST APIs (facts/marketplaces §4). */
export function createEbay({ publicUrl, ...parts }: EbayOptions): Marketplace & { stop(): void } {
  const client = createClient(parts);
  const publicKey = createPublicKeys();

  return {
    platform: 'ebay',
    can: { push: true, poll: true, reply: true, deliveryReports: false, attachments: attachmentLimits },
    async verify(push: Push, store: StoreRecord): Promise<PushedEvent> {
      // Before any call: a push without a signature costs nothing.
      const signature = readSignature(push.headers);
      return verifyPush(push, signature, await keyOf(signature.kid, doorOf(store), push.now));
    },
    pushAnswer: { refused: 412 },
    challenge: (url, store) => answerChallenge(url, doorOf(store).settings),
    normalise,
    streams,
    poll: async (request, store) => poll(request, client.account(store)),
    read: async (hint, store) => read(hint, client.account(store)),
    reply: async (outgoing, store) => reply(outgoing, client.account(store)),
    findReply: async (outgoing, since, store) => findReply(outgoing, since, client.account(store)),
    async checkAuthorisation(store) {
      const opened = client.account(store);
      return checkAuthorisation(opened, pushAddress(opened, publicUrl));
    },
    account,
    authoriser: client.authoriser,
    stop: () => client.stop(),
  };

  /** Whoever knocks at a store that has no account is a stranger. */
  function doorOf(store: StoreRecord): EbayAccount {
    try {
      return client.account(store);
    } catch (cause) {
      throw new GengfuError('bad_signature', {}, { cause, message: 'this store has no eBay account' });
    }
  }

  async function keyOf(kid: string, opened: EbayAccount, now: number) {
    let key;
    try {
      key = await publicKey(kid, opened, now);
    } catch (cause) {
      // It may be genuine: eBay pushes again.
      throw new GengfuError('unavailable', {}, { cause, message: 'the key of this push cannot be had now' });
    }
    if (!key) throw new GengfuError('bad_signature', {}, { message: 'the push names a key that eBay does not know' });
    return key;
  }
}
