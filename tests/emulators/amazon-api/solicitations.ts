import { randomUUID } from 'node:crypto';
import type { Handlers } from './api.ts';
import { orderOf } from './messaging.ts';
import { denied } from './refusal.ts';
import type { World } from './world.ts';

const name = 'productReviewAndSellerFeedback';
const dayMs = 86_400_000;

/** Solicitations v1: once per order, 5–30 days after delivery, else 403 (facts/marketplaces §3.2). */
export function solicitationHandlers(world: World): Handlers {
  const open = (orderId: string): boolean => {
    const { deliveredAt, solicited } = world.orderSecrets.get(orderId)!;
    const age = deliveredAt === undefined ? 0 : world.now() - deliveredAt;
    return !solicited && age >= 5 * dayMs && age <= 30 * dayMs;
  };
  return {
    getSolicitationActionsForOrder({ path, query }) {
      const { orderId } = orderOf(world, { path, query });
      const suffix = `?marketplaceIds=${(query.marketplaceIds as string[])[0]}`;
      const self = `/solicitations/v1/orders/${orderId}`;
      const actions = open(orderId) ? [{ href: `${self}/solicitations/${name}${suffix}`, name }] : [];
      return { status: 200, body: { _links: { self: { href: `${self}${suffix}` }, actions } } };
    },
    createProductReviewAndSellerFeedbackSolicitation({ path, query }) {
      const { orderId, buyer } = orderOf(world, { path, query });
      if (!open(orderId)) throw denied(`${name} is not available for this order.`);
      world.orderSecrets.get(orderId)!.solicited = true;
      world.sent.push({
        thread: orderId,
        text: '',
        messageId: randomUUID(),
        ...(buyer?.buyerEmail ? { buyer: buyer.buyerEmail } : {}),
        at: world.now(),
        kind: name,
      });
      return { status: 201, body: {} };
    },
  };
}
