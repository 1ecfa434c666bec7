import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { readMail } from '../../mail/read-mail.ts';
import { platformMailEvents } from '../mailbox/platform-mail-events.ts';
import { amazonMail } from './mail-profile.ts';

/** One stored mail (raw RFC 822 bytes) into events. Never rejects and never returns nothing. */
export async function normalise(event: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]> {
  return readMail(event, store, (mail) => platformMailEvents(amazonMail, mail, event, store));
}
