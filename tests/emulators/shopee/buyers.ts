import { append, threadOf } from './chat.ts';
import { textOf } from './json.ts';
import { keepPicture } from './pictures.ts';
import { found } from './world.ts';
import type { Buyer, ChatMessage, World } from './world.ts';

/** What people do in the chat of the platform's app. */

/** The buyer of the samples (facts/marketplaces §5.5). */
const usual: Buyer = { id: '1170319091', name: 'aisyah88' };

export function buyerOf(world: World, said: { buyer?: string; name?: string }): Buyer {
  const id = said.buyer ?? usual.id;
  const known = world.buyers.get(id);
  const buyer = { id, name: said.name ?? known?.name ?? (id === usual.id ? usual.name : `buyer${id}`) };
  world.buyers.set(id, buyer);
  return buyer;
}

export interface BuyerWords {
  /** User id. */
  buyer?: string;
  name?: string;
  text: string;
  order?: string;
  /** Conversation id of a buyer who wrote before. */
  thread?: string;
  at?: number;
  picture?: Uint8Array;
}

/** A picture is a message of its own, before the words. The id is that of the last message. */
export function buyerWrites(world: World, said: BuyerWords): { messageId: string; thread: string } {
  const buyer = said.thread === undefined ? said.buyer : found(world.conversations, said.thread, 'conversation').buyer;
  const thread = threadOf(world, buyerOf(world, { ...said, buyer }));
  const { at, order } = said;
  const card = world.settings.orderReference === 'order_card';
  const write = (type: string, content: Record<string, unknown>): ChatMessage => {
    const named = order !== undefined && !card ? { order } : {};
    const message = append(world, thread, { from: 'buyer', through: 'app', type, content, at, ...named });
    world.pushes?.buyerMessage(message);
    return message;
  };
  let last: ChatMessage | undefined;
  if (order !== undefined && card) last = write('order', { order_sn: order });
  if (said.picture) {
    const url = keepPicture(world, Buffer.from(said.picture), 'image/png');
    last = write('image', { url, thumb_url: url, thumb_width: 0, thumb_height: 0 });
  }
  if (said.text !== '' || !last) last = write('text', { text: said.text });
  return { messageId: last.id, thread: thread.id };
}

/** Somebody answers in Seller Centre, or its auto-reply does. */
export function sellerWrites(
  world: World,
  said: { thread: string; text: string; at?: number; automatic?: boolean },
): {
  messageId: string;
} {
  const thread = found(world.conversations, said.thread, 'conversation');
  const message = append(world, thread, {
    from: said.automatic ? 'automatic' : 'seller',
    through: 'app',
    type: 'text',
    content: { text: said.text },
    at: said.at,
  });
  world.pushes?.sellerMessage(message);
  return { messageId: message.id };
}

/** What came over the API and was shown, in order. */
export function sent(
  world: World,
): { thread: string; text: string; messageId: string; buyer: string; at: number; pictures?: string[] }[] {
  return overApi(world)
    .filter(({ hidden }) => !hidden)
    .map((message) => {
      const { buyer } = found(world.conversations, message.conversation, 'conversation');
      const picture = message.content.image_url;
      return {
        thread: message.conversation,
        text: textOf(message.content.text),
        messageId: message.id,
        buyer,
        at: message.at,
        ...(picture === undefined ? {} : { pictures: [textOf(picture)] }),
      };
    });
}

export const overApi = (world: World): ChatMessage[] =>
  [...world.conversations.values()]
    .flatMap(({ messages }) => messages.filter(({ through }) => through === 'api'))
    .sort((a, b) => (a.nanos < b.nanos ? -1 : 1));
