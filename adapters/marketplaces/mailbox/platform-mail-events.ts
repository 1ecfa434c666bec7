import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { BuyerMessage, MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { bodyText } from '../../mail/body-text.ts';
import { bounceEvents } from '../../mail/bounce-events.ts';
import { automaticKind } from '../../mail/is-automatic.ts';
import { mailNotice } from '../../mail/mail-notice.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { quotedReplyIds } from '../../mail/quoted-reply-ids.ts';
import { readBounce, type Bounce } from '../../mail/read-bounce.ts';
import { senderDomain, suspectSender, type SenderIdentity } from '../../mail/suspect-sender.ts';
import { undeliverable } from '../../mail/undeliverable.ts';
import { withVisibleContent } from '../../mail/unparsed-message.ts';
import { plainMailEvents } from './plain-mail-events.ts';

export interface NoticeKind {
  topic: string;
  /** Whether somebody must act; then the notice becomes a ticket. */
  needsAttention: boolean;
  orderId?: string;
}

/** What sets one platform's mails apart from another's. */
export interface MailProfile {
  identity: SenderIdentity;
  /** A mail that carries a buyer's words. `suspicion`: why its sender is doubted. */
  buyerMessage(mail: ParsedMail, event: StoredEvent, store: StoreRecord, suspicion: string | null): BuyerMessage | null;
  /** A mail known by its marks to be no buyer's, and what it is; null: its words and its sender must tell. */
  marked(mail: ParsedMail): NoticeKind | 'confirmation' | null;
  /** What a mail of the platform's own is that nothing else told. `audience`: whether it was sent to many. */
  noticeOf(mail: ParsedMail, audience: 'one' | 'many'): NoticeKind;
  /** A copy of what the seller's side told the buyer; only for what `marked` calls a confirmation. */
  confirmation?(mail: ParsedMail, event: StoredEvent): MarketplaceEvent[];
  /** The conversation that the words of a bounce name. */
  threadIn?(words: string, mail: ParsedMail): string | undefined;
}

/** A forged notice must not stop a clock or settle a reply; it is shown for what it is. */
const suspectedPhishing: NoticeKind = { topic: 'suspected_phishing', needsAttention: true };

/** Says what a mail in a store's mailbox is, and what follows from it. Whoever is not the platform writes plain mail. */
export function platformMailEvents(
  profile: MailProfile,
  mail: ParsedMail,
  event: StoredEvent,
  store: StoreRecord,
): MarketplaceEvent[] {
  const suspicion = suspectSender(mail, profile.identity, store.settings.mail?.signers);
  const own = profile.identity.owns(senderDomain(mail));
  const marked = own ? profile.marked(mail) : null;
  const message = marked === null ? profile.buyerMessage(mail, event, store, suspicion) : null;
  if (message && !isMachine(mail)) return [withVisibleContent(message, event)];
  if (message) return [mailNotice(mail, event, { topic: 'automatic_reply', needsAttention: false })];

  const bounce = readBounce(mail);
  if (bounce) return bounced(profile, bounce, mail, event);
  if (!own) return plainMailEvents(mail, event, store, suspicion);
  if (suspicion !== null) return [mailNotice(mail, event, suspectedPhishing)];
  if (marked === 'confirmation') return profile.confirmation?.(mail, event) ?? [];
  if (marked) return [mailNotice(mail, event, marked)];
  const returned = returnedInWords(mail);
  if (returned) return bounced(profile, returned, mail, event);
  const toMany = automaticKind(mail) === 'bulk' || mail.headers.has('list-unsubscribe');
  return [mailNotice(mail, event, profile.noticeOf(mail, toMany ? 'many' : 'one'))];
}

/** An out-of-office note that came through the relay. Notifications of a platform are "generated" as well. */
function isMachine(mail: ParsedMail): boolean {
  return automaticKind(mail) === 'reply';
}

function bounced(profile: MailProfile, bounce: Bounce, mail: ParsedMail, event: StoredEvent): MarketplaceEvent[] {
  const words = [...bounce.recipients, bodyText(mail), ...mail.reports.map(({ text }) => text)].join('\n');
  return bounceEvents(bounce, mail, event, profile.threadIn?.(words, mail));
}

/** Platforms tell in plain words, too, that a message was not delivered or that the buyer wants none. */
function returnedInWords(mail: ParsedMail): Bounce | null {
  const outcome = undeliverable(`${mail.subject}\n${bodyText(mail)}`);
  if (!outcome) return null;
  return { outcome, replyIds: quotedReplyIds(mail), recipients: [], reason: mail.subject.slice(0, 300) };
}
