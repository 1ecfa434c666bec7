import { iso, messagesOf, shownName } from './world.ts';
import type { Conversation, EmulatedMessage, World } from './world.ts';

/** Read models spell `senderUsername`; the answer to a send and a push spell `senderUserName` (facts/marketplaces §4.2). */

const contentOf = (message: EmulatedMessage) => ({
  messageId: message.messageId,
  messageBody: message.text,
  subject: message.subject,
  createdDate: iso(message.at),
  readStatus: message.read,
  ...(message.media.length > 0 ? { messageMedia: message.media } : {}),
});

export const readView = (world: World, message: EmulatedMessage) => ({
  ...contentOf(message),
  senderUsername: shownName(world, message.from),
  recipientUsername: shownName(world, message.to),
});

export const sentView = (world: World, message: EmulatedMessage) => ({
  ...contentOf(message),
  senderUserName: shownName(world, message.from),
  recipientUserName: shownName(world, message.to),
});

export const latestOf = (world: World, conversation: Conversation): EmulatedMessage | undefined =>
  messagesOf(world, conversation.id).at(-1);

export const unreadIn = (world: World, { id }: Conversation): number =>
  messagesOf(world, id).filter(({ to, read }) => to === world.seller.username && !read).length;

export function conversationView(world: World, conversation: Conversation): Record<string, unknown> {
  const latest = latestOf(world, conversation);
  return {
    conversationId: conversation.id,
    conversationStatus: conversation.status,
    conversationType: conversation.type,
    conversationTitle: conversation.title,
    createdDate: iso(conversation.createdAt),
    unreadCount: unreadIn(world, conversation),
    ...(latest ? { latestMessage: readView(world, latest) } : {}),
    ...(conversation.listing ? { referenceId: conversation.listing, referenceType: 'LISTING' } : {}),
  };
}
