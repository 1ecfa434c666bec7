import * as z from 'zod';
import type { StreamName } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { namesOf } from './config.ts';
import { asideField, idField } from './fields.ts';
import { hintId } from './hints.ts';

/** What surrounds every push; of `data` little is confirmed, so that it is read with care (facts/marketplaces §4.3, §4.5). */
const push = z.object({
  metadata: z.object({ topic: z.string() }),
  notification: z.object({ data: z.looseObject({}) }),
});

const data = z.object({
  conversationId: asideField(idField),
  conversationType: asideField(z.string().regex(/^[A-Z_]{1,30}$/)),
  orderId: asideField(idField),
  order: asideField(z.object({ orderId: idField })),
  returnId: asideField(idField),
  inquiryId: asideField(idField),
  username: asideField(z.string()),
  userId: asideField(idField),
  eiasToken: asideField(z.string()),
});
type Data = z.infer<typeof data>;

/** A push says that something is new; what it is now is read. Without an id the next round of the stream comes at once. */
const hint = (stream: StreamName, kind = '', id?: string): MarketplaceEvent[] => [
  { kind: 'resource_hint', stream, ...(id !== undefined && { id: hintId(kind, id) }) },
];

/** @throws ZodError when it is none of eBay's pushes */
export function pushedEvents(said: unknown, store: StoreRecord): MarketplaceEvent[] {
  const { metadata, notification } = push.parse(said);
  const about = data.parse(notification.data);
  switch (metadata.topic) {
    case 'NEW_MESSAGE':
    case 'BUYER_QUESTION':
      return hint('messages', about.conversationType, about.conversationId);
    case 'ORDER_CONFIRMATION':
    case 'ITEM_MARKED_SHIPPED':
    // That a buyer wants out stands on the order.
    case 'ORDER_CANCELLATION_ACTIVITY':
      return hint('orders', 'order', about.order?.orderId ?? about.orderId);
    case 'ORDER_RETURN_ACTIVITY':
      return hint('after_sales', 'return', about.returnId);
    case 'ORDER_INQUIRY_ACTIVITY':
      return hint('after_sales', 'inquiry', about.inquiryId);
    case 'FEEDBACK_RECEIVED':
      return hint('reviews');
    case 'SELLER_STANDARDS_PROFILE_METRICS':
    case 'SELLER_CUSTOMER_SERVICE_METRIC_RATING':
      return hint('performance');
    case 'AUTHORIZATION_REVOCATION':
      return isAboutUs(about, store) ? [{ kind: 'authorisation', state: 'revoked' }] : [];
    case 'MARKETPLACE_ACCOUNT_DELETION': {
      const buyerIds = [about.username, about.userId, about.eiasToken].filter((id) => id !== undefined && id !== '');
      return buyerIds.length > 0 ? [{ kind: 'buyer_erasure', buyerIds: buyerIds as string[] }] : [];
    }
    default:
      return [];
  }
}

/**
 * The topic is of the whole application: another seller's may come to this address. Where somebody is named whom nobody has
 * told us of, the next call finds out.
 */
function isAboutUs({ username, userId }: Data, store: StoreRecord): boolean {
  const own = namesOf({ username: store.settings.api?.username }).map((name) => name.toLowerCase());
  const named = [username, userId].filter((name) => name !== undefined).map((name) => name.toLowerCase());
  return own.length === 0 || named.length === 0 || named.some((name) => own.includes(name));
}
