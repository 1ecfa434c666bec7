import { newBigId } from './world.ts';
import type { Buyer, ChatMessage, Conversation, World } from './world.ts';

/** What happens in a thread, whoever does it. */

/** One thread a buyer; its id is beyond 2^53. */
export function threadOf(world: World, buyer: Buyer): Conversation {
  const known = [...world.conversations.values()].find((conversation) => conversation.buyer === buyer.id);
  if (known) return known;
  const conversation: Conversation = { id: newBigId(world), buyer: buyer.id, messages: [], unread: 0, lastRead: '' };
  world.conversations.set(conversation.id, conversation);
  return conversation;
}

/** Puts a message at the end of its thread; what a buyer wrote is unread. */
export function append(
  world: World,
  conversation: Conversation,
  said: Pick<ChatMessage, 'from' | 'through' | 'type' | 'content'> & { order?: string; at?: number; hidden?: boolean },
): ChatMessage {
  const { at = world.now(), hidden = false, ...rest } = said;
  const id = newBigId(world);
  const message = {
    ...rest,
    id,
    conversation: conversation.id,
    at,
    nanos: BigInt(at) * 1_000_000n + (world.counter % 1_000_000n),
    hidden,
  };
  conversation.messages.push(message);
  conversation.messages.sort((a, b) => (a.nanos < b.nanos ? -1 : 1));
  if (message.from === 'buyer') conversation.unread += 1;
  return message;
}

/** Contact details that lead off the platform: e-mail, address, phone number, another messenger (facts/marketplaces §5.2). */
export const leadsAway = (text: string): boolean =>
  /[\w.+-]+@[\w-]+\.\w+|https?:\/\/|\bwww\.|whats\s?app|wechat|telegram|\bline id\b|\+\d[\d\s-]{7,}/i.test(text);
