import type { Deliveries } from './deliveries.ts';
import { deletionHappening, messageHappening } from './happenings.ts';
import { conversationWith, open, write } from './writing.ts';
import { memberBy, memberOf } from './world.ts';
import type { Conversation, Media, World } from './world.ts';

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export interface BuyerSays {
  buyer?: string;
  name?: string;
  text: string;
  /** Id of an order: the conversation is then about the listing of its first item, for eBay knows no reference to orders. */
  order?: string;
  /** Item id of a listing that the buyer asks about. */
  listing?: string;
  thread?: string;
  at?: number;
  picture?: { name?: string; bytes?: Uint8Array };
}

/** What people do in eBay's own pages. */
export function createSite(world: World, deliveries: Deliveries, picturesUrl: () => string) {
  function picture(asked: NonNullable<BuyerSays['picture']>): Media {
    const mediaName = asked.name ?? `picture-${world.nextId()}.png`;
    world.pictures.set(mediaName, asked.bytes ?? onePixel);
    return { mediaName, mediaType: 'IMAGE', mediaUrl: `${picturesUrl()}/${encodeURIComponent(mediaName)}` };
  }

  return {
    async buyerWrites(said: BuyerSays): Promise<{ messageId: string; thread: string }> {
      const listing = said.listing ?? (said.order ? listingOf(world, said.order) : undefined);
      const buyer = said.buyer ?? (said.order ? world.orders.get(said.order)?.buyer : undefined) ?? 'buyer_77';
      const conversation = said.thread
        ? conversationBy(world, said.thread)
        : conversationWith(world, { buyer: memberOf(world, buyer, said.name).username, ...optional({ listing, at: said.at }) });
      const message = write(world, {
        conversation,
        from: conversation.otherParty,
        text: said.text,
        media: said.picture ? [picture(said.picture)] : [],
        via: 'site',
        ...optional({ at: said.at }),
      });
      // A question about a listing goes out under two topics, with two ids (facts/marketplaces §4.3).
      deliveries.emit(messageHappening(world, message, 'NEW_MESSAGE'));
      if (said.listing) deliveries.emit(messageHappening(world, message, 'BUYER_QUESTION'));
      return { messageId: message.messageId, thread: conversation.id };
    },

    /** An automatic answer looks like any other: the Message API does not tell them apart. Nothing is pushed. */
    sellerWrites(said: { thread: string; text: string; at?: number; automatic?: boolean }): { messageId: string } {
      const conversation = conversationBy(world, said.thread);
      const from = world.seller.username;
      const { messageId } = write(world, { conversation, from, text: said.text, via: 'site', ...optional({ at: said.at }) });
      return { messageId };
    },

    /** A notice about policy or a case: another type of conversation, and no reply to it. */
    ebayWrites(said: { subject: string; text: string; at?: number }): { messageId: string; thread: string } {
      const createdAt = said.at ?? world.now();
      const conversation = open(world, { type: 'FROM_EBAY', title: said.subject, otherParty: 'eBay', createdAt });
      const { subject, text } = said;
      const message = write(world, { conversation, from: 'eBay', text, subject, via: 'site', ...optional({ at: said.at }) });
      // That notices are pushed is UNCONFIRMED; the pushed `conversationType` says they may be.
      deliveries.emit(messageHappening(world, message, 'NEW_MESSAGE'));
      return { messageId: message.messageId, thread: conversation.id };
    },

    /** A buyer asks eBay to forget the account: the topic that is resent until acknowledged (facts/marketplaces §4.3). */
    deleteAccount(buyer: string): void {
      const member = memberBy(world, buyer) ?? memberOf(world, buyer);
      deliveries.emit(deletionHappening(world, member));
    },
  };
}

function conversationBy(world: World, thread: string): Conversation {
  const conversation = world.conversations.get(thread);
  if (!conversation) throw new Error(`no conversation ${thread}`);
  return conversation;
}

function listingOf(world: World, order: string): string | undefined {
  const found = world.orders.get(order);
  if (!found) throw new Error(`no order ${order}`);
  return found.items[0]?.legacyItemId;
}

/** Leaves out what is undefined. */
export function optional<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
