import * as z from 'zod';
import { parseExact } from '../../http/exact-json.ts';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { readAccount } from './config.ts';
import type { Account } from './config.ts';
import { buyerMessage, message, sellerMessage, sideOf } from './message.ts';
import { normaliseOrder } from './normalise-order.ts';
import { normalisePerformance } from './normalise-performance.ts';
import { normalisePush } from './normalise-push.ts';
import { normaliseReturn } from './normalise-return.ts';
import { normaliseReview } from './normalise-review.ts';

/** What our own rounds put into the inbox. */
const polled = z.discriminatedUnion('polled', [
  z.object({ polled: z.literal('message'), message, buyer: z.object({ id: z.string(), name: z.string().optional() }) }),
  z.object({ polled: z.literal('order'), order: z.unknown(), tracking: z.string().optional() }),
  z.object({ polled: z.literal('return'), return: z.unknown() }),
  z.object({ polled: z.literal('review'), review: z.unknown() }),
  z.object({ polled: z.literal('performance'), performance: z.unknown(), at: z.number() }),
  z.object({ polled: z.literal('push'), push: z.unknown() }),
]);

/** One stored event, pushed or polled, into what happened. @throws ZodError | SyntaxError when it cannot be read */
export async function normalise(event: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]> {
  const account = readAccount(store);
  const body = parseExact(Buffer.from(event.body).toString('utf8'));
  if (event.source !== 'poll') return normalisePush(body, event, account);
  const read = polled.parse(body);
  switch (read.polled) {
    case 'message':
      return ofConversation(read, account);
    case 'order':
      return normaliseOrder(read.order, read.tracking);
    case 'return':
      return normaliseReturn(read.return);
    case 'review':
      return normaliseReview(read.review);
    case 'performance':
      return normalisePerformance(read.performance, read.at);
    case 'push':
      return normalisePush(read.push, event, account);
  }
}

/** In a conversation that was read it is known who the buyer is. */
function ofConversation(
  { message: said, buyer }: { message: z.infer<typeof message>; buyer: { id: string; name?: string | undefined } },
  { shopId }: Account,
): MarketplaceEvent[] {
  const side = sideOf(said, shopId) ?? (said.from_id === buyer.id ? 'buyer' : 'shop');
  if (side === 'buyer') return [buyerMessage(said, buyer.name ?? said.from_user_name ?? buyer.id)];
  return [sellerMessage(said) ?? []].flat();
}
