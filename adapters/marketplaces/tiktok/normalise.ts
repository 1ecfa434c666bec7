import * as z from 'zod';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { parseExact } from '../../http/exact-json.ts';
import { afterSaleEvents } from './normalise-after-sale.ts';
import { messageEvents } from './normalise-message.ts';
import { orderEvents } from './normalise-order.ts';
import { pushEvents } from './normalise-push.ts';

/** Bodies that polled.ts wrote. */
const polledSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), conversation: z.unknown(), message: z.unknown() }),
  z.object({ kind: z.literal('order'), order: z.unknown() }),
  z.object({ kind: z.literal('return'), return: z.unknown() }),
  z.object({ kind: z.literal('cancellation'), cancellation: z.unknown() }),
]);

/** A webhook, or what was read from the API. @throws ZodError | SyntaxError for a body that is neither: it is parked */
export async function normalise(event: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]> {
  const body = parseExact(Buffer.from(event.body).toString('utf8'));
  if (event.source !== 'poll') return pushEvents(body, event, store.settings.api?.shopId);
  const polled = polledSchema.parse(body);
  switch (polled.kind) {
    case 'message':
      return messageEvents(polled.conversation, polled.message);
    case 'order':
      return orderEvents(polled.order);
    case 'return':
      return afterSaleEvents('return', polled.return);
    case 'cancellation':
      return afterSaleEvents('cancellation', polled.cancellation);
  }
}
