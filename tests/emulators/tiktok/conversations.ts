import { pushMessage } from './push-bodies.ts';
import { newId, newIndex } from './world.ts';
import type { Buyer, Conversation, Message, World } from './world.ts';

/** One conversation for each buyer. */
export function openConversation(world: World, buyer: Buyer): Conversation {
  const known = [...world.conversations.values()].find(({ buyer: other }) => other.imUserId === buyer.imUserId);
  if (known) return known;
  const conversation: Conversation = { id: newId(world), buyer, messages: [], createdAt: world.now(), readUntil: 0 };
  world.conversations.set(conversation.id, conversation);
  return conversation;
}

export function conversationOf(world: World, id: string): Conversation {
  const conversation = world.conversations.get(id);
  if (!conversation) throw new Error(`no conversation ${id}`);
  return conversation;
}

export type Written = Pick<Message, 'role' | 'type' | 'content' | 'at'> & Partial<Pick<Message, 'byApi' | 'isVisible'>>;

export function write(world: World, conversation: Conversation, written: Written): Message {
  const message: Message = {
    id: newId(world),
    index: newIndex(world, written.at),
    byApi: false,
    isVisible: true,
    ...written,
  };
  conversation.messages.push(message);
  pushMessage(world, conversation, message);
  return message;
}

/** By time, then by index; `index` alone when asked for. */
export function inOrder(messages: Message[], field: 'create_time' | 'index', order: 'ASC' | 'DESC'): Message[] {
  const byIndex = (a: Message, b: Message) => (BigInt(a.index) < BigInt(b.index) ? -1 : 1);
  const compare = (a: Message, b: Message) => (field === 'create_time' && a.at !== b.at ? a.at - b.at : byIndex(a, b));
  return [...messages].sort((a, b) => (order === 'ASC' ? compare(a, b) : compare(b, a)));
}

/** Words a person sees of it. */
export function textOf({ type, content }: Message): string {
  if (typeof content.content === 'string') return content.content;
  return type === 'IMAGE' ? '' : JSON.stringify(content);
}
