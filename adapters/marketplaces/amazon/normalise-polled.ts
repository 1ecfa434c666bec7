import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { parseExact } from '../../http/exact-json.ts';
import { normaliseFeedback } from './normalise-feedback.ts';
import { normaliseHealth } from './normalise-health.ts';
import { normaliseNotification } from './normalise-notification.ts';
import { normaliseOrder } from './normalise-order.ts';
import { normaliseReturn } from './normalise-return.ts';
import { normaliseStock } from './normalise-stock.ts';
import { polledSchema } from './polled.ts';

/** What the streams read, into events. @throws Error what cannot be read at all, and is parked for it */
export function normalisePolled(event: StoredEvent, store: StoreRecord): MarketplaceEvent[] {
  const polled = polledSchema.parse(parseExact(new TextDecoder().decode(event.body)));
  switch (polled.type) {
    case 'order':
      return normaliseOrder(polled.order);
    case 'notification':
      return normaliseNotification(polled.text, event, store);
    case 'health':
      return normaliseHealth(polled, store);
    case 'feedback':
      return normaliseFeedback(polled, store);
    case 'return':
      return normaliseReturn(polled);
    case 'stock':
      return normaliseStock(polled);
  }
}
