import { memberOf, messagesOf, shownName } from './world.ts';
import type { Conversation, EmulatedMessage, Media, World } from './world.ts';

/** The thread between the seller and a buyer about a listing; made when there is none. */
export function conversationWith(world: World, wanted: { buyer: string; listing?: string; at?: number }): Conversation {
  const found = [...world.conversations.values()].find(
    ({ type, otherParty, listing }) => type === 'FROM_MEMBERS' && otherParty === wanted.buyer && listing === wanted.listing,
  );
  if (found) return found;
  memberOf(world, wanted.buyer);
  const title = wanted.listing ? (titleOf(world, wanted.listing) ?? `Item ${wanted.listing}`) : shownName(world, wanted.buyer);
  const { at = world.now(), listing } = wanted;
  return open(world, { type: 'FROM_MEMBERS', title, otherParty: wanted.buyer, createdAt: at, ...(listing ? { listing } : {}) });
}

export function open(world: World, conversation: Omit<Conversation, 'id' | 'status'>): Conversation {
  // Ids are strings with characters that an address must encode (facts/marketplaces §4.5).
  const opened: Conversation = { ...conversation, id: `v^1.1#i^1#c${world.nextId()}`, status: 'ACTIVE' };
  world.conversations.set(opened.id, opened);
  return opened;
}

export function write(
  world: World,
  said: {
    conversation: Conversation;
    from: string;
    text: string;
    media?: Media[];
    via: EmulatedMessage['via'];
    at?: number;
    subject?: string;
  },
): EmulatedMessage {
  const { conversation, from, text, via } = said;
  const message: EmulatedMessage = {
    messageId: String(5_001_000_000 + world.nextId()),
    thread: conversation.id,
    from,
    to: from === world.seller.username ? conversation.otherParty : world.seller.username,
    text,
    subject: said.subject ?? conversation.title,
    at: said.at ?? world.now(),
    read: false,
    media: said.media ?? [],
    via,
  };
  // Two messages of one millisecond keep their order.
  const last = messagesOf(world, conversation.id).at(-1);
  if (said.at === undefined && last && last.at >= message.at) message.at = last.at + 1;
  world.messages.push(message);
  return message;
}

function titleOf(world: World, listing: string): string | undefined {
  const items = [...world.orders.values()].flatMap((order) => order.items);
  return items.find(({ legacyItemId }) => legacyItemId === listing)?.title;
}
