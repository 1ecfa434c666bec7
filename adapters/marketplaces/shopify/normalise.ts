import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { readMail } from '../../mail/read-mail.ts';
import { platformMailEvents } from '../mailbox/platform-mail-events.ts';
import { shopifyMail } from './mail-profile.ts';
import { orderName } from './order-name.ts';
import { pushNotice } from './push-notice.ts';

/** A mail of the support mailbox, or an event that Shopify pushed. @throws ZodError for a push that is none of Shopify's */
export async function normalise(event: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]> {
  if (event.source !== 'mail') return [pushNotice(event)];
  return readMail(event, store, (mail) => platformMailEvents(shopifyMail, mail, event, store).map(withOrderName));
}

/** People name their order in what they write; nothing else tells it. */
function withOrderName(event: MarketplaceEvent): MarketplaceEvent {
  if (event.kind !== 'buyer_message' || event.orderId !== undefined) return event;
  const orderId = orderName(event.subject ?? '', event.text);
  return orderId === undefined ? event : { ...event, orderId };
}
