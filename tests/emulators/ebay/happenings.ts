import type { Happening } from './deliveries.ts';
import { sentView } from './message-view.ts';
import { iso, shownName } from './world.ts';
import type { EmulatedMessage, Feedback, LineItem, Member, Order, Request, World } from './world.ts';

/**
 * `data` of each topic. Known are NEW_MESSAGE (its four ids and flags, facts/marketplaces §4.5) and account deletion (the
 * official samples); everything else is UNCONFIRMED and says no more than whom and what to read again.
 */

const userOf = ({ userId, username }: Member) => ({ userId, username });

export function messageHappening(world: World, message: EmulatedMessage, topic: 'NEW_MESSAGE' | 'BUYER_QUESTION'): Happening {
  const conversation = world.conversations.get(message.thread);
  return {
    topic,
    key: message.messageId,
    at: message.at,
    data: {
      conversationId: message.thread,
      conversationType: conversation?.type ?? 'FROM_MEMBERS',
      ...sentView(world, message),
      ...(topic === 'BUYER_QUESTION' && conversation?.listing ? { listingId: conversation.listing } : {}),
    },
  };
}

const orderPart = (order: Order, item: LineItem) => ({
  orderId: order.id,
  orderLineItems: [{ orderLineItemId: item.lineItemId, listingId: item.legacyItemId, quantity: item.quantity }],
});

/** One per line item (facts/marketplaces §4.3). */
export const orderHappenings = (world: World, order: Order, topic: 'ORDER_CONFIRMATION' | 'ITEM_MARKED_SHIPPED'): Happening[] =>
  order.items.map((item) => ({
    topic,
    key: order.id,
    at: order.modifiedAt,
    data: { user: userOf(world.seller), order: orderPart(order, item) },
  }));

export const cancellationHappening = (world: World, order: Order): Happening => ({
  topic: 'ORDER_CANCELLATION_ACTIVITY',
  key: order.id,
  at: order.modifiedAt,
  data: { user: userOf(world.seller), orderId: order.id, cancelState: order.cancelState },
});

export const requestHappening = (
  world: World,
  request: Request,
  topic: 'ORDER_RETURN_ACTIVITY' | 'ORDER_INQUIRY_ACTIVITY',
): Happening => ({
  topic,
  key: request.id,
  at: request.modifiedAt,
  data: {
    user: userOf(world.seller),
    [request.kind === 'return' ? 'returnId' : 'inquiryId']: request.id,
    orderId: request.order,
    status: request.status,
  },
});

export const feedbackHappening = (world: World, feedback: Feedback): Happening => ({
  topic: 'FEEDBACK_RECEIVED',
  key: feedback.feedbackId,
  at: feedback.at,
  data: {
    user: userOf(world.seller),
    feedbackId: feedback.feedbackId,
    commentType: feedback.type,
    providerUsername: shownName(world, feedback.from),
    ...(feedback.lineItem ? { listingId: feedback.lineItem.legacyItemId, orderLineItemId: feedback.lineItem.lineItemId } : {}),
  },
});

export const standardsHappening = (world: World, program: string, cycle: string, standardsLevel: string): Happening => ({
  topic: 'SELLER_STANDARDS_PROFILE_METRICS',
  key: `${program}/${cycle}`,
  at: world.now(),
  data: { user: userOf(world.seller), program, cycleType: cycle, standardsLevel },
});

export const ratingHappening = (world: World, metric: string, cycle: string, rating: string): Happening => ({
  topic: 'SELLER_CUSTOMER_SERVICE_METRIC_RATING',
  key: `${metric}/${cycle}`,
  at: world.now(),
  data: { user: userOf(world.seller), customerServiceMetricType: metric, evaluationType: cycle, rating },
});

export const revocationHappening = (world: World): Happening => ({
  topic: 'AUTHORIZATION_REVOCATION',
  key: world.seller.userId,
  at: world.now(),
  data: { ...userOf(world.seller), revocationDate: iso(world.now()) },
});

export const deletionHappening = (world: World, member: Member): Happening => ({
  topic: 'MARKETPLACE_ACCOUNT_DELETION',
  key: member.userId,
  at: world.now(),
  data: { ...userOf(member), eiasToken: Buffer.from(`eias ${member.userId}`).toString('base64') },
});
