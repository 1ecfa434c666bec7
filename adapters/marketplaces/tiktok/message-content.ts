import * as z from 'zod';
import { parseExact } from '../../http/exact-json.ts';
import type { BuyerAttachment, BuyerMessage } from '../../../src/ports/marketplace-event.ts';
import { id, maybeText } from './fields.ts';
import { wordTable } from '../../../src/word-table.ts';

/** Of what TikTok writes into a chat by itself, whoever stands as its sender. */
export const contextOnly: ReadonlySet<string> = new Set([
  'NOTIFICATION',
  'ALLOCATED_SERVICE',
  'BUYER_ENTER_FROM_TRANSFER',
  'BUYER_ENTER_FROM_PRODUCT',
  'BUYER_ENTER_FROM_ORDER',
]);

const maybeId = id.optional().catch(undefined);
const contentSchema = z.looseObject({
  content: maybeText,
  url: maybeText,
  product_id: maybeId,
  order_id: maybeId,
  coupon_id: maybeId,
});

export type Content = Pick<BuyerMessage, 'text' | 'orderId' | 'items' | 'wordless' | 'attachments'> & {
  /** The type of a message whose content says nothing readable. */
  unparsed?: string;
};

/** What a message that is no words is called. */
const cards = wordTable<string>({
  IMAGE: 'picture',
  VIDEO: 'video',
  EMOTICONS: 'sticker',
  PRODUCT_CARD: 'product',
  ORDER_CARD: 'order',
  RETURN_REFUND_CARD: 'return of order',
  LOGISTICS_CARD: 'parcel of order',
  COUPON_CARD: 'voucher',
});

/** What a person reads of a message. `content` is JSON inside a string (facts/marketplaces §7). */
export function readContent({ type, content }: { type: string; content: string }): Content {
  const read = contentSchema.safeParse(parsed(content)).data;
  const name = cards[type];
  if (name === undefined)
    return read?.content
      ? { text: read.content, ...orderOf(read) }
      : { text: content.slice(0, 20_000), unparsed: type, ...orderOf(read) };
  const points = read?.order_id ?? read?.product_id ?? read?.coupon_id;
  return {
    text: `[${points ? `${name} ${points}` : name}]`,
    wordless: true,
    ...orderOf(read),
    ...(read?.product_id && { items: [{ id: read.product_id }] }),
    ...((type === 'IMAGE' || type === 'VIDEO') && { attachments: [fileAt(read?.url)] }),
  };
}

type Read = z.infer<typeof contentSchema> | undefined;
const orderOf = (read: Read): { orderId?: string } => (read?.order_id ? { orderId: read.order_id } : {});

/** Pictures lie on a public host, outside the signed API. */
function fileAt(url: string | undefined): BuyerAttachment {
  if (!url || !/^https?:\/\//.test(url)) return { from: { lost: 'unreachable' } };
  const name = new URL(url).pathname.split('/').at(-1);
  return { ...(name && { name }), from: { url } };
}

function parsed(content: string): unknown {
  try {
    return parseExact(content);
  } catch {
    return undefined;
  }
}
