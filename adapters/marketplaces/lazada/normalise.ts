import * as z from 'zod';
import { parseExact } from '../../http/exact-json.ts';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { afterSaleEvents } from './normalise-after-sale.ts';
import { messageEvents } from './normalise-message.ts';
import { orderEvents } from './normalise-order.ts';
import { performanceEvents } from './normalise-performance.ts';
import { pushEvents } from './normalise-push.ts';
import { reviewEvents } from './normalise-review.ts';

/** As polled.ts writes it. */
const polledBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), title: z.string(), message: z.unknown() }),
  z.looseObject({ kind: z.literal('order') }),
  z.object({ kind: z.literal('after_sale'), reverse: z.unknown() }),
  z.object({ kind: z.literal('review'), review: z.unknown() }),
  z.looseObject({ kind: z.literal('performance') }),
]);

/** @throws ZodError | SyntaxError when it cannot be read: the event is parked with that */
export async function normalise(event: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]> {
  const raw = parseExact(Buffer.from(event.body).toString('utf8'));
  if (event.source !== 'poll') return pushEvents(raw, event.receivedAt, store);
  const body = polledBody.parse(raw);
  switch (body.kind) {
    case 'message':
      return messageEvents(body.message, body.title);
    case 'order':
      return orderEvents(body, store);
    case 'after_sale':
      return afterSaleEvents(body.reverse, store);
    case 'review':
      return reviewEvents(body.review);
    case 'performance':
      return performanceEvents(body);
  }
}
