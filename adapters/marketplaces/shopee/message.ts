import * as z from 'zod';
import type { BuyerMessage, SellerMessage } from '../../../src/ports/marketplace-event.ts';
import { id, idOrNone, seconds, textOrNone } from './wire.ts';

const content = z.object({
  text: z.string().optional(),
  url: textOrNone,
  image_url: textOrNone,
  order_sn: idOrNone,
  item_id: idOrNone,
});

/** One message as it is pushed and as it is read, which name the same things (facts/marketplaces §5.2, §5.3). */
export const message = z.object({
  message_id: id,
  conversation_id: id,
  message_type: z.string(),
  from_id: id,
  from_user_name: textOrNone,
  to_id: idOrNone,
  /** Tells the side that wrote; UNCONFIRMED whether pushes carry them. */
  from_shop_id: idOrNone,
  to_shop_id: idOrNone,
  created_timestamp: seconds,
  business_type: z.number().nullish(),
  status: z.string().nullish(),
  source: z.string().nullish(),
  content: content.catch(() => content.parse({})),
  source_content: z.object({ order_sn: idOrNone, item_id: idOrNone }).nullish().catch(null),
});
export type Message = z.infer<typeof message>;

/** Who wrote; undefined where the message itself does not tell. */
export function sideOf(said: Message, shopId: string): 'buyer' | 'shop' | undefined {
  if (said.from_shop_id === shopId) return 'shop';
  return said.to_shop_id === shopId ? 'buyer' : undefined;
}

/**
 * An auto-reply is no answer: Shopee does not count it, and the buyer still waits (facts/marketplaces §2, UNCONFIRMED). How
 * it looks is UNCONFIRMED as well: clients have met the status `offwork_autoreply` and the source `server`.
 */
const isAutomatic = ({ status, source }: Message): boolean => /auto_?reply/i.test(status ?? '') || source === 'server';

export function buyerMessage(said: Message, buyerName: string): BuyerMessage {
  const { conversation_id, from_id, business_type } = said;
  const item = said.content.item_id ?? said.source_content?.item_id;
  return {
    kind: 'buyer_message',
    externalId: said.message_id,
    thread: conversation_id,
    buyer: { id: from_id, name: buyerName },
    orderId: said.content.order_sn ?? said.source_content?.order_sn,
    items: item ? [{ id: item }] : undefined,
    ...contentOf(said),
    sentAt: said.created_timestamp,
    // A conversation's id is no address (facts/marketplaces §5.2); for affiliates both are asked for.
    replyAddress: { toId: from_id, conversationId: conversation_id, ...(business_type && { businessType: business_type }) },
  };
}

/** What the shop wrote, by whatever way; null for what it did not write itself. */
export function sellerMessage(said: Message): SellerMessage | null {
  if (isAutomatic(said)) return null;
  return {
    kind: 'seller_message',
    externalId: said.message_id,
    thread: said.conversation_id,
    buyerId: said.to_id,
    text: contentOf(said).text,
    ...(contentOf(said).wordless && { wordless: true }),
    sentAt: said.created_timestamp,
  };
}

/** The words. Pictures, films, stickers and cards have none: those that can be looked at are fetched, the others named. */
function contentOf({ message_type, content }: Message): Pick<BuyerMessage, 'text' | 'wordless' | 'attachments'> {
  if (content.text) return { text: content.text };
  const shown = content.url ?? content.image_url;
  if (shown && /^https?:\/\//.test(shown)) {
    const name = shown.split(/[/?]/).filter(Boolean).at(-1);
    return { text: `[${message_type}]`, wordless: true, attachments: [{ name, from: { url: shown } }] };
  }
  const named = content.order_sn ?? content.item_id;
  return { text: named ? `[${message_type}] ${named}` : `[${message_type}]`, wordless: true };
}
