import { bodyText } from '../../mail/body-text.ts';
import { automaticKind } from '../../mail/is-automatic.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { senderLocalPart } from '../../mail/suspect-sender.ts';
import type { MailProfile, NoticeKind } from '../mailbox/platform-mail-events.ts';
import { buyerMessage } from './buyer-message.ts';
import { confirmationEvents } from './confirmation-events.ts';
import { noticeBySender, noticeByType, noticeOfUnknownType } from './notices.ts';
import { orderFacts } from './order-facts.ts';
import { findRelayAddress, parseRelayAddress, type RelayAddress } from './relay-address.ts';
import { amazonIdentity } from './sender-identity.ts';
import { threadKey } from './thread-key.ts';

const buyerType = 'BBC_MESSAGE_SENT_TO_MERCHANT';
const confirmationType = 'BBC_MESSAGE_CONFIRMATION_TO_MERCHANT';

/** What is in a seller's Amazon mailbox (facts: Amazon 3.3 "Classify before ingesting"). */
export const amazonMail: MailProfile = {
  identity: amazonIdentity,
  buyerMessage(mail, event, _store, suspicion) {
    const relay = relayOf(mail);
    return relay && buyerMessage(mail, event, relay, suspicion);
  },
  marked(mail) {
    const type = typeOf(mail);
    if (type === confirmationType) return 'confirmation';
    const known = noticeByType(type);
    if (known) return withOrder(known, mail);
    // A header of a type yet unknown may still be a buyer's message, a bulk mail without the buyer's type is none.
    const bulk = relayOf(mail) !== null && type !== buyerType && automaticKind(mail) === 'bulk';
    return bulk ? { topic: 'automatic_reply', needsAttention: false } : null;
  },
  noticeOf(mail, audience) {
    const type = typeOf(mail);
    return withOrder(type === '' ? noticeBySender(senderLocalPart(mail), audience) : noticeOfUnknownType(type), mail);
  },
  confirmation: confirmationEvents,
  threadIn(words, mail) {
    const relay = findRelayAddress(words);
    return relay ? threadKey(relay, orderFacts(mail.subject, words).orderId) : undefined;
  },
};

/** X-Space-Notification-Type; empty in older mails. */
function typeOf(mail: ParsedMail): string {
  return (mail.headers.get('x-space-notification-type')?.[0] ?? '').trim().toUpperCase();
}

/** The sender, or whom a mail marked as a buyer's names to be answered. */
function relayOf(mail: ParsedMail): RelayAddress | null {
  const sender = parseRelayAddress(mail.from?.address ?? '');
  return sender ?? (typeOf(mail) === buyerType ? parseRelayAddress(mail.replyTo?.address ?? '') : null);
}

function withOrder(notice: NoticeKind, mail: ParsedMail): NoticeKind {
  const { orderId } = orderFacts(mail.subject, bodyText(mail));
  return orderId === undefined ? notice : { ...notice, orderId };
}
