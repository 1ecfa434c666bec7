import { newId, seconds } from './world.ts';
import type { Conversation, Message, Order, Return, World } from './world.ts';

/**
 * Webhooks of facts/marketplaces §7. A notification keeps its id when it is repeated. Types whose data the facts do not
 * give leave with `pushEvent` and whatever the test says.
 */
export function push(world: World, id: string, type: number, data: Record<string, unknown>): void {
  if (world.tokens.revoked && type !== 6) return;
  // Nothing of the chat is told to an app without the scope.
  if ((type === 13 || type === 14) && world.options.customerServiceScope === 'not_granted') return;
  const body = JSON.stringify({
    type,
    tts_notification_id: newId(world),
    shop_id: world.shop.id,
    timestamp: seconds(world.now()),
    data,
  });
  world.pushes.send(id, () => body);
}

export function pushMessage(world: World, conversation: Conversation, message: Message): void {
  push(world, message.id, 14, {
    message_id: message.id,
    index: message.index,
    conversation_id: conversation.id,
    type: message.type,
    content: JSON.stringify(message.content),
    create_time: seconds(message.at),
    is_visible: message.isVisible,
    sender: { im_user_id: senderOf(world, conversation, message), role: message.role },
  });
}

/** System and robot messages carry the shop's id. */
export function senderOf(world: World, conversation: Conversation, { role }: Message): string {
  return role === 'BUYER' ? conversation.buyer.imUserId : world.shop.imUserId;
}

export function pushConversation(world: World, conversation: Conversation): void {
  push(world, conversation.id, 13, { conversation_id: conversation.id, create_time: seconds(conversation.createdAt) });
}

export function pushOrder(world: World, order: Order): void {
  push(world, order.id, 1, {
    is_on_hold_order: order.status === 'ON_HOLD',
    order_id: order.id,
    order_status: order.status,
    update_time: seconds(order.updatedAt),
  });
}

/** Returns have type 12. What the facts call type 2 is 11 on TikTok's page of that event, whose fields these are. */
export function pushReturn(world: World, returned: Return): void {
  const create_time = seconds(returned.createdAt);
  if (returned.kind === 'cancellation')
    return push(world, returned.id, world.options.cancellationType, {
      order_id: returned.order.id,
      cancellations_role: returned.role,
      cancel_status: returned.status,
      cancel_id: returned.id,
      create_time,
    });
  push(world, returned.id, 12, {
    order_id: returned.order.id,
    return_role: returned.role,
    return_type: returned.type,
    return_status: returned.status,
    return_id: returned.id,
    create_time,
    update_time: seconds(returned.updatedAt),
  });
}
