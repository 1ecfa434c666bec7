import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { readMail } from '../../mail/read-mail.ts';
import { platformMailEvents } from '../mailbox/platform-mail-events.ts';
import { etsyMail } from './mail-profile.ts';
import { pushNotice } from './push-notice.ts';

/** A mail of the store's mailbox, or an event that Etsy pushed. @throws ZodError for a push that is none of Etsy's */
export async function normalise(event: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]> {
  if (event.source !== 'mail') return [pushNotice(event)];
  return readMail(event, store, (mail) => platformMailEvents(etsyMail, mail, event, store));
}
