import { senderOf } from './push-bodies.ts';
import { seconds } from './world.ts';
import type { Conversation, Message, World } from './world.ts';

export function messageView(world: World, conversation: Conversation, message: Message): Record<string, unknown> {
  return {
    id: message.id,
    index: message.index,
    type: message.type,
    content: JSON.stringify(message.content),
    create_time: seconds(message.at),
    is_visible: message.isVisible,
    sender: {
      im_user_id: senderOf(world, conversation, message),
      role: message.role,
      nickname: message.role === 'BUYER' ? conversation.buyer.nickname : world.shop.name,
      avatar: '',
    },
  };
}

export function conversationView(world: World, conversation: Conversation, last: Message | undefined): Record<string, unknown> {
  const { buyer, messages, readUntil } = conversation;
  return {
    id: conversation.id,
    participant_count: 2,
    can_send_message: true,
    unread_count: messages.filter(({ role, at }) => role === 'BUYER' && at > readUntil).length,
    create_time: seconds(conversation.createdAt),
    participants: [
      { im_user_id: buyer.imUserId, role: 'BUYER', nickname: buyer.nickname, avatar: '' },
      { im_user_id: world.shop.imUserId, role: 'SHOP', nickname: world.shop.name, avatar: '' },
    ],
    ...(last ? { latest_message: messageView(world, conversation, last) } : {}),
  };
}
