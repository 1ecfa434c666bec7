import { imUserIdOf } from './buyers.ts';
import { inOrder, openConversation } from './conversations.ts';
import type { ApiCall, Route } from './gateway.ts';
import { page } from './pages.ts';
import { pushConversation } from './push-bodies.ts';
import { Refusal } from './refusal.ts';
import type { Conversation } from './world.ts';
import { conversationView } from './message-view.ts';

export const conversationsPath = '/customer_service/202309/conversations';
const mostPerPage = 20;

/** Conversations of the Customer Service API, facts/marketplaces §7; 20 a page at most (TikTok's reference of the call). */
export const conversationRoutes: Route[] = [
  { method: 'GET', path: conversationsPath, handle: list },
  { method: 'POST', path: conversationsPath, handle: create },
  { method: 'POST', path: `${conversationsPath}/{id}/messages/read`, handle: read },
];

export function calledConversation({ world, ids }: ApiCall): Conversation {
  const conversation = world.conversations.get(ids[0] ?? '');
  if (!conversation) throw new Refusal(world.codes.noConversation, 'The conversation does not exist.');
  return conversation;
}

function list({ world, query }: ApiCall): Record<string, unknown> {
  const all = [...world.conversations.values()]
    .map((conversation) => ({
      conversation,
      id: conversation.id,
      last: inOrder(conversation.messages, 'create_time', 'DESC')[0],
    }))
    .sort((a, b) => (b.last?.at ?? b.conversation.createdAt) - (a.last?.at ?? a.conversation.createdAt));
  const { items, next_page_token } = page(world, { list: 'conversations', all, query, most: mostPerPage });
  return { conversations: items.map(({ conversation, last }) => conversationView(world, conversation, last)), next_page_token };
}

/** With a buyer of an order, by the id the order has. */
function create({ world, body }: ApiCall): Record<string, unknown> {
  const order = [...world.orders.values()].find(({ userId }) => userId === body.buyer_user_id);
  if (!order) throw new Refusal(world.codes.noOrder, 'The buyer has no order in this shop.');
  const conversation = openConversation(world, { imUserId: imUserIdOf(order.userId), nickname: 'Buyer' });
  pushConversation(world, conversation);
  return { conversation_id: conversation.id };
}

function read(call: ApiCall): Record<string, unknown> {
  calledConversation(call).readUntil = call.world.now();
  return {};
}
