import { bodyText } from '../../mail/body-text.ts';
import { automaticKind } from '../../mail/is-automatic.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { readBounce, type Bounce } from '../../mail/read-bounce.ts';
import { undeliverable } from '../../mail/undeliverable.ts';
import { noticeBySender, noticeByType, noticeOfUnknownType, type NoticeKind } from './notices.ts';
import { isAmazonDomain, parseRelayAddress, type RelayAddress } from './relay-address.ts';
import { quotedReplyIds } from './quoted-reply-ids.ts';
import { suspectSender } from './suspect-sender.ts';

export type ClassifiedMail =
  | { kind: 'buyer_message'; relay: RelayAddress; suspicion: string | null }
  /** Copy of an answer written in Seller Central, or of one of ours. */
  | { kind: 'confirmation' }
  | { kind: 'bounce'; bounce: Bounce }
  | ({ kind: 'notice' } & NoticeKind)
  /** Written by somebody who is not behind Amazon's relay. */
  | { kind: 'stranger'; suspicion: string | null };

const buyerType = 'BBC_MESSAGE_SENT_TO_MERCHANT';
const confirmationType = 'BBC_MESSAGE_CONFIRMATION_TO_MERCHANT';

/** A forged notice must not stop a clock or settle a reply; it is shown for what it is. */
const suspectedPhishing: ClassifiedMail = { kind: 'notice', topic: 'suspected_phishing', needsAttention: true };

/** Says what a mail in a seller's Amazon mailbox is (facts: Amazon 3.3 "Classify before ingesting"). */
export function classifyMail(mail: ParsedMail): ClassifiedMail {
  const suspicion = suspectSender(mail);
  const type = (mail.headers.get('x-space-notification-type')?.[0] ?? '').trim().toUpperCase();
  const sender = mail.from?.address.toLowerCase() ?? '';
  const relay = relayOf(mail, type);
  if (relay) return fromRelay(mail, relay, type, suspicion);

  const bounce = readBounce(mail);
  if (bounce) return { kind: 'bounce', bounce };
  const [local = '', domain = ''] = sender.split('@');
  if (!isAmazonDomain(domain)) return { kind: 'stranger', suspicion };

  if (suspicion !== null) return suspectedPhishing;
  if (type === confirmationType) return { kind: 'confirmation' };
  const known = noticeByType(type);
  if (known) return { kind: 'notice', ...known };
  const returned = returnedInWords(mail);
  if (returned) return { kind: 'bounce', bounce: returned };
  if (type !== '') return { kind: 'notice', ...noticeOfUnknownType(type) };
  const toMany = automaticKind(mail) === 'bulk' || mail.headers.has('list-unsubscribe');
  return { kind: 'notice', ...noticeBySender(local, toMany ? 'many' : 'one') };
}

/** The sender, or whom a mail marked as a buyer's names to be answered. */
function relayOf(mail: ParsedMail, type: string): RelayAddress | null {
  const sender = parseRelayAddress(mail.from?.address ?? '');
  return sender ?? (type === buyerType ? parseRelayAddress(mail.replyTo?.address ?? '') : null);
}

function fromRelay(mail: ParsedMail, relay: RelayAddress, type: string, suspicion: string | null): ClassifiedMail {
  const known = noticeByType(type);
  if (known || type === confirmationType) {
    if (suspicion !== null) return suspectedPhishing;
    return known ? { kind: 'notice', ...known } : { kind: 'confirmation' };
  }
  const automatic = automaticKind(mail);
  // Amazon's own notifications are "generated" too; a header of a type yet unknown may still be a buyer's message.
  const machine = automatic === 'reply' || (automatic === 'bulk' && type !== buyerType);
  return machine
    ? { kind: 'notice', topic: 'automatic_reply', needsAttention: false }
    : { kind: 'buyer_message', relay, suspicion };
}

/** Amazon tells in plain words, too, that a message was not delivered or that the buyer wants none. */
function returnedInWords(mail: ParsedMail): Bounce | null {
  const words = bodyText(mail);
  const outcome = undeliverable(`${mail.subject}\n${words}`);
  if (!outcome) return null;
  return { outcome, replyIds: quotedReplyIds(mail), recipients: [], reason: mail.subject.slice(0, 300) };
}
