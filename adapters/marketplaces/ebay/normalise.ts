import { parseExact } from '../../http/exact-json.ts';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { orderEvents } from './normalise-order.ts';
import { feedbackEvents } from './normalise-feedback.ts';
import { messageEvent } from './normalise-message.ts';
import { pushedEvents } from './normalise-push.ts';
import { requestEvents } from './normalise-request.ts';
import { serviceMetricEvents } from './normalise-service-metric.ts';
import { standardsEvents } from './normalise-standards.ts';
import type { Polled } from './polled.ts';

/** @throws ZodError | SyntaxError when a body cannot be read: the event is parked with that error, nothing is lost */
export async function normalise({ source, body }: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]> {
  const said = parseExact(Buffer.from(body).toString('utf8'));
  // What lies under `poll` we wrote ourselves, around the words of eBay.
  return source === 'poll' ? polledEvents(said as Polled, store) : pushedEvents(said, store);
}

function polledEvents(polled: Polled, store: StoreRecord): MarketplaceEvent[] {
  switch (polled.kind) {
    case 'message':
      return [messageEvent(polled)];
    case 'order':
      return orderEvents(polled);
    case 'return':
    case 'inquiry':
    case 'case':
      return requestEvents(polled);
    case 'feedback':
      return feedbackEvents(polled);
    case 'standards':
      return standardsEvents(polled, store);
    case 'service_metric':
      return serviceMetricEvents(polled);
    default:
      throw new SyntaxError('nothing that we read from eBay');
  }
}
