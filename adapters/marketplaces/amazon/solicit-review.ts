import type { ProactiveKind } from '../../../src/ports/proactive.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { SpApi } from './api-client.ts';
import { actionsSchema } from './message-order.ts';
import type { OrderAt } from './message-order.ts';
import { toReplyError } from './to-reply-error.ts';

/** Asks for a product review and seller feedback, in Amazon's own words: once for an order, 5 to 30 days after delivery. */
export const solicitation = 'productReviewAndSellerFeedback';

const pathOf = ({ orderId }: OrderAt): string => `/solicitations/v1/orders/${encodeURIComponent(orderId)}`;

/** @throws MarketplaceError */
export async function allowedSolicitations(api: SpApi, order: OrderAt, store: StoreRecord): Promise<ProactiveKind[]> {
  const { json } = await api.call(store, {
    name: 'getSolicitationActionsForOrder',
    method: 'GET',
    path: pathOf(order),
    query: { marketplaceIds: order.marketplaceId },
  });
  return actionsSchema.parse(json)._links.actions.filter(({ name }) => name === solicitation);
}

/** @throws ReplyError permanent outside of its time, or when it was asked before (facts/marketplaces §3.2) */
export async function solicitReview(api: SpApi, order: OrderAt, store: StoreRecord): Promise<void> {
  try {
    await api.call(store, {
      name: 'createSolicitation',
      method: 'POST',
      path: `${pathOf(order)}/solicitations/${solicitation}`,
      query: { marketplaceIds: order.marketplaceId },
    });
  } catch (error) {
    throw toReplyError(error);
  }
}
