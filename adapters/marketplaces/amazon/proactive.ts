import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { Proactive } from '../../../src/ports/proactive.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { SpApi } from './api-client.ts';
import { allowedMessages, messageOrder } from './message-order.ts';
import type { OrderAt } from './message-order.ts';
import { getOrder } from './read.ts';
import { allowedSolicitations, solicitation, solicitReview } from './solicit-review.ts';
import { toReplyError } from './to-reply-error.ts';

const placedSchema = z.object({ salesChannel: z.object({ marketplaceId: z.string() }) });

/** Messages about an order that Amazon lets a seller begin: its typed ones and the request for a review. */
export function createProactive(api: SpApi): Proactive {
  /** A store of several marketplaces has to ask where the order was placed. */
  async function placed(orderId: string, store: StoreRecord): Promise<OrderAt> {
    const [home, ...others] = api.accountOf(store).marketplaceIds;
    if (others.length === 0) return { orderId, marketplaceId: home };
    const order = placedSchema.safeParse(await getOrder(api, orderId, store));
    if (!order.success) throw new MarketplaceError('invalid', 'the order does not say where it was placed');
    return { orderId, marketplaceId: order.data.salesChannel.marketplaceId };
  }

  return {
    async allowed(orderId, store) {
      const order = await placed(orderId, store);
      return [...(await allowedMessages(api, order, store)), ...(await allowedSolicitations(api, order, store))];
    },
    async send(message, store) {
      const order = await placed(message.orderId, store).catch((error: unknown) => {
        throw toReplyError(error);
      });
      await (message.kind === solicitation ? solicitReview(api, order, store) : messageOrder(api, order, message, store));
    },
  };
}
