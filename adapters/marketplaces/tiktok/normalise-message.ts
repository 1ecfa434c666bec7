import * as z from 'zod';
import type { BuyerMessage, MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { id, instant, maybeText } from './fields.ts';
import { contextOnly, readContent } from './message-content.ts';
import { replyAddressOf } from './reply-address.ts';

/** The roles that facts/marketplaces §7 names; a message of any other is parked for a person to look at. */
const role = z.enum(['BUYER', 'SHOP', 'CUSTOMER_SERVICE', 'SYSTEM', 'ROBOT']);

const messageSchema = z.looseObject({
  id,
  type: z.string().max(100),
  content: z.string().max(200_000),
  create_time: instant,
  is_visible: z.boolean().optional(),
  sender: z.looseObject({ im_user_id: id, role, nickname: maybeText }),
});
type Message = z.infer<typeof messageSchema>;

const participant = z.looseObject({ im_user_id: id, role: z.string(), nickname: maybeText });
const conversationSchema = z.looseObject({
  id,
  participants: z.array(participant).optional().catch(undefined),
  can_send_message: z.boolean().optional().catch(undefined),
});
type Conversation = z.infer<typeof conversationSchema>;

/**
 * One message of a conversation, pushed or read. What is not shown to people, and what a robot or the system wrote, is nobody's
 * word: it neither rings nor stops the clock.
 * @throws ZodError
 */
export function messageEvents(conversationBody: unknown, messageBody: unknown): MarketplaceEvent[] {
  const message = messageSchema.parse(messageBody);
  const conversation = conversationSchema.parse(conversationBody);
  if (message.is_visible === false) return [];
  if (contextOnly.has(message.type)) return contextEvents(conversation, message);
  switch (message.sender.role) {
    case 'BUYER':
      return [buyerMessage(conversation, message)];
    case 'SHOP':
    case 'CUSTOMER_SERVICE': {
      const { text, wordless } = readContent(message);
      return [
        {
          kind: 'seller_message',
          externalId: message.id,
          thread: conversation.id,
          text,
          ...(wordless && { wordless }),
          sentAt: message.create_time,
        },
      ];
    }
    case 'SYSTEM':
    case 'ROBOT':
      return [];
  }
}

function buyerMessage(conversation: Conversation, message: Message): BuyerMessage {
  const { unparsed, ...said } = readContent(message);
  return {
    kind: 'buyer_message',
    externalId: message.id,
    thread: conversation.id,
    buyer: buyerOf(conversation, message)!,
    ...said,
    sentAt: message.create_time,
    replyAddress: addressOf(conversation),
    ...(unparsed && { flags: { unparsed } }),
  };
}

/** The buyer came from the page of an order: what the conversation is about, said before any words. */
function contextEvents(conversation: Conversation, message: Message): MarketplaceEvent[] {
  const { orderId } = readContent(message);
  if (message.type !== 'BUYER_ENTER_FROM_ORDER' || !orderId) return [];
  const buyer = buyerOf(conversation, message);
  return [
    {
      kind: 'conversation_order',
      thread: conversation.id,
      orderId,
      ...(buyer && { buyer }),
      sentAt: message.create_time,
      replyAddress: addressOf(conversation),
    },
  ];
}

/** Pushes have no nickname. */
function buyerOf({ participants }: Conversation, { sender }: Message): BuyerMessage['buyer'] | undefined {
  const listed = participants?.find(({ role: of }) => of === 'BUYER');
  const buyer = sender.role === 'BUYER' ? sender : listed;
  return buyer && { id: buyer.im_user_id, name: buyer.nickname ?? listed?.nickname ?? buyer.im_user_id };
}

const addressOf = ({ id: thread, can_send_message }: Conversation) => (can_send_message === false ? {} : replyAddressOf(thread));
