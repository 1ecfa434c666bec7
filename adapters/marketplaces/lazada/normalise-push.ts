import * as z from 'zod';
import type { StreamName } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { readAccount } from './config.ts';
import { messageEvents } from './normalise-message.ts';
import { id, idOrNone, secondsOrMs, textOrNone } from './shapes.ts';

const push = z.object({
  seller_id: idOrNone,
  message_type: z.coerce.number().int(),
  data: z.looseObject({ seller_id: idOrNone }),
  timestamp: secondsOrMs.optional(),
});

const order = z.object({ trade_order_id: id });
const reverseOrder = z.object({ reverse_order_id: id });
const review = z.object({ id });
const expiry = z.object({ auth_expiry_time: secondsOrMs });
const sellerStatus = z.object({ status: textOrNone });

/** A push into what happened, by its type (facts/marketplaces §6, Push). Types that concern nobody here say nothing. */
export function pushEvents(raw: unknown, receivedAt: number, store: StoreRecord): MarketplaceEvent[] {
  const { seller_id, message_type, data, timestamp } = push.parse(raw);
  // An app has one address for all its shops, and type 8 writes the word null outside.
  const seller = seller_id && seller_id !== 'null' ? seller_id : data.seller_id;
  if (seller !== readAccount(store).sellerId) return [];
  const at = timestamp ?? receivedAt;
  switch (message_type) {
    case 0:
    case 14:
      return hint('orders', order.parse(data).trade_order_id);
    case 2:
      return messageEvents(data, '');
    case 8:
      return [{ kind: 'authorisation', state: 'expiring', expiresAt: expiry.parse(data).auth_expiry_time }];
    case 10:
      return hint('after_sales', reverseOrder.parse(data).reverse_order_id);
    case 13:
      return sellerEvents(sellerStatus.parse(data).status ?? 'unknown', at);
    case 21:
      return hint('reviews', review.parse(data).id);
    default:
      return [];
  }
}

const hint = (stream: StreamName, of: string): MarketplaceEvent[] => [{ kind: 'resource_hint', stream, id: of }];

/** Lazada closed the shop, or opened it again. */
function sellerEvents(status: string, at: number): MarketplaceEvent[] {
  return [
    {
      kind: 'platform_notice',
      externalId: `seller_status ${status} ${at}`,
      topic: 'account_health',
      subject: '',
      text: `seller status: ${status}`,
      sentAt: at,
      needsAttention: status !== 'normal',
    },
  ];
}
