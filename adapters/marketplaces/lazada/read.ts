import * as z from 'zod';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import type { ResourceHint } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { readAfterSale } from './poll-after-sales.ts';
import { readSession } from './poll-messages.ts';
import { readOrder } from './poll-orders.ts';
import { readReviews } from './poll-reviews.ts';
import type { Products } from './products.ts';
import { textOrNone } from './shapes.ts';

const oneSession = z.object({ data: z.object({ title: textOrNone }) });
const dayMs = 24 * 3_600_000;

/** What a push named: a session's last day, an order, a reverse order or a review. @throws MarketplaceError */
export async function read(
  parts: { ask: Ask; products: Products },
  { stream, id }: ResourceHint,
  store: StoreRecord,
): Promise<PolledEvent[]> {
  if (id === undefined) return [];
  switch (stream) {
    case 'messages': {
      const { data } = await parts.ask(store, { path: '/im/session/get', params: { session_id: id } }, oneSession);
      const until = Date.now() + 300_000;
      return readSession(parts.ask, store, id, { title: data.title, from: until - dayMs, until });
    }
    case 'orders':
      return [await readOrder(parts, store, id)];
    case 'after_sales':
      return [await readAfterSale(parts.ask, store, id)];
    case 'reviews':
      return readReviews(parts, store, [id]);
    default:
      return [];
  }
}
