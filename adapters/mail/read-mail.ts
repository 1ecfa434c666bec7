import type { StoredEvent } from '../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../src/stores/store-record.ts';
import { parseMail } from './parse-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { quarantined } from './quarantined.ts';
import { unparsedMessage } from './unparsed-message.ts';

/**
 * One stored mail (raw RFC 822 bytes) into events, by a platform's reading of it. Never rejects and never returns
 * nothing: what is not understood is shown raw.
 */
export async function readMail(
  event: StoredEvent,
  store: StoreRecord,
  eventsOf: (mail: ParsedMail) => MarketplaceEvent[],
): Promise<MarketplaceEvent[]> {
  try {
    const events = eventsOf(await parseMail(event.body, { authServId: store.settings.mail?.authServId }));
    return events.map(quarantined);
  } catch (error) {
    return [unparsedMessage(event, error instanceof Error ? error.message : String(error))];
  }
}
