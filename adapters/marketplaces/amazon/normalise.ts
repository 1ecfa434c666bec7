import type { MarketplaceEvent, StoredEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { bodyText } from '../../mail/body-text.ts';
import { bounceEvents } from '../../mail/bounce-events.ts';
import { mailNotice } from '../../mail/mail-notice.ts';
import { parseMail } from '../../mail/parse-mail.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import type { Bounce } from '../../mail/read-bounce.ts';
import { unparsedMessage, withVisibleContent } from '../../mail/unparsed-message.ts';
import { plainMailEvents } from '../mailbox/plain-mail-events.ts';
import { buyerMessage } from './buyer-message.ts';
import { classifyMail } from './classify-mail.ts';
import { confirmationEvents } from './confirmation-events.ts';
import { orderFacts } from './order-facts.ts';
import { findRelayAddress } from './relay-address.ts';
import { threadKey } from './thread-key.ts';

/** One stored mail (raw RFC 822 bytes) into events. Never rejects and never returns nothing: what is not understood is shown raw. */
export async function normalise(event: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]> {
  try {
    return eventsOf(await parseMail(event.body, { authServId: store.settings.mail?.authServId }), event, store);
  } catch (error) {
    return [unparsedMessage(event, error instanceof Error ? error.message : String(error))];
  }
}

function eventsOf(mail: ParsedMail, event: StoredEvent, store: StoreRecord): MarketplaceEvent[] {
  const what = classifyMail(mail);
  switch (what.kind) {
    case 'buyer_message':
      return [withVisibleContent(buyerMessage(mail, event, what.relay, what.suspicion), event)];
    case 'confirmation':
      return confirmationEvents(mail, event);
    case 'bounce':
      return bounceEvents(what.bounce, mail, event, bouncedThread(what.bounce, mail));
    case 'notice': {
      const { orderId } = orderFacts(mail.subject, bodyText(mail));
      const { topic, needsAttention } = what;
      return [mailNotice(mail, event, { topic, needsAttention, ...(orderId === undefined ? {} : { orderId }) })];
    }
    case 'stranger':
      return plainMailEvents(mail, event, store, what.suspicion);
  }
}

/** The conversation by the relay address the bounce speaks of: its recipient, or one named in its words. */
function bouncedThread(bounce: Bounce, mail: ParsedMail): string | undefined {
  const words = [...bounce.recipients, bodyText(mail), ...mail.reports.map(({ text }) => text)].join('\n');
  const relay = findRelayAddress(words);
  return relay ? threadKey(relay, orderFacts(mail.subject, words).orderId) : undefined;
}
