import type { MarketplaceEvent, StoredEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { parseMail } from '../../mail/parse-mail.ts';
import { unparsedMessage } from '../../mail/unparsed-message.ts';
import { plainMailEvents } from './plain-mail-events.ts';

/** One stored mail (raw RFC 822 bytes) into events. Never rejects and never returns nothing: what is not understood is shown raw. */
export async function normalise(event: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]> {
  try {
    return plainMailEvents(await parseMail(event.body, { authServId: store.settings.mail?.authServId }), event, store, null);
  } catch (error) {
    return [unparsedMessage(event, error instanceof Error ? error.message : String(error))];
  }
}
