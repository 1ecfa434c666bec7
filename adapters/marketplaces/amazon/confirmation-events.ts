import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { sentAt } from '../../mail/sent-at.ts';
import { extractMessage } from './extract-message.ts';
import { orderFacts } from './order-facts.ts';
import { quotedReplyIds } from '../../mail/quoted-reply-ids.ts';
import { findRelayAddress } from './relay-address.ts';
import { threadKey } from './thread-key.ts';

/**
 * A copy of an answer to the buyer, from Seller Central or from us. It always says what the seller's side told the
 * buyer; where it quotes our own Message-ID it proves as well that our reply was shown (facts: Amazon 3.4). Without a
 * quoted id the reader of these events compares the texts.
 */
export function confirmationEvents(mail: ParsedMail, event: StoredEvent): MarketplaceEvent[] {
  const { text, frame } = extractMessage(mail);
  const { orderId } = orderFacts(mail.subject, frame);
  const mentioned = [mail.replyTo?.address ?? '', ...mail.to.map(({ address }) => address), frame].join('\n');
  const relay = findRelayAddress(mentioned);
  const replyIds = quotedReplyIds(mail);
  const at = sentAt(mail, event.receivedAt);
  const thread = relay ? { thread: threadKey(relay, orderId) } : {};
  const written: MarketplaceEvent = {
    kind: 'seller_message',
    externalId: mail.messageId ?? event.externalId,
    ...thread,
    ...(replyIds.length === 0 ? {} : { inReplyTo: replyIds }),
    ...(relay ? { buyerId: relay.buyerId } : {}),
    ...(orderId === undefined ? {} : { orderId }),
    text,
    sentAt: at,
  };
  if (replyIds.length === 0) return [written];
  return [{ kind: 'delivery_report', replyIds, ...thread, state: 'confirmed', reason: 'copy from Amazon', at }, written];
}
