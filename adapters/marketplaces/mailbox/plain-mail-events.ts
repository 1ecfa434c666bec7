import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { bounceEvents } from '../../mail/bounce-events.ts';
import { automaticKind } from '../../mail/is-automatic.ts';
import { isOwnAddress } from '../../mail/is-own-address.ts';
import { mailNotice } from '../../mail/mail-notice.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { readBounce } from '../../mail/read-bounce.ts';
import { unparsedMessage, withVisibleContent } from '../../mail/unparsed-message.ts';
import { buyerMessage } from './buyer-message.ts';
import { threadKey } from './thread-key.ts';

/** Events of a mail that came through no relay. Used by the plain mailbox and for strangers in a marketplace's mailbox. */
export function plainMailEvents(
  mail: ParsedMail,
  event: StoredEvent,
  store: StoreRecord,
  suspicion: string | null,
): MarketplaceEvent[] {
  const bounce = readBounce(mail);
  if (bounce) return bounceEvents(bounce, mail, event, threadOf(bounce.recipients[0], mail));
  if (isOwn(mail, store)) return [mailNotice(mail, event, { topic: 'own_mail', needsAttention: false })];
  const automatic = automaticKind(mail);
  const isForm = automatic === 'generated' && mail.replyTo !== null && mail.replyTo.address !== mail.from?.address;
  if (automatic && !isForm) return [mailNotice(mail, event, { topic: 'automatic_mail', needsAttention: false })];
  const message = buyerMessage(mail, event, suspicion);
  return [message ? withVisibleContent(message, event) : unparsedMessage(event, mail.damage ?? 'no sender')];
}

function threadOf(recipient: string | undefined, mail: ParsedMail): string | undefined {
  return recipient === undefined ? undefined : threadKey(recipient, mail.subject);
}

/** Mail from the store's own address is a copy or a loop; taking it for a buyer's would answer ourselves for ever. */
function isOwn(mail: ParsedMail, store: StoreRecord): boolean {
  return mail.from !== null && mail.replyTo === null && isOwnAddress(mail.from.address, store);
}
