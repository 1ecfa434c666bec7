import * as z from 'zod';
import { parseExact } from '../../http/exact-json.ts';
import type { BuyerMessage, MessageFlags } from '../../../src/ports/marketplace.ts';
import { id, maybeText } from './fields.ts';

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
  vid: maybeId,
  product_id: maybeId,
  order_id: maybeId,
  coupon_id: maybeId,
});

export interface Content {
  text: string;
  orderId?: string;
  items?: BuyerMessage['items'];
  attachments?: MessageFlags['attachments'];
  /** The type of a message whose content says nothing readable. */
  unparsed?: string;
}

/**
 * What a person reads of a message. `content` is JSON inside a string (facts/marketplaces §7); what is no words is shown by
 * TikTok's name of its type and what it points to.
 */
export function readContent({ type, content }: { type: string; content: string }): Content {
  const read = contentSchema.safeParse(parsed(content));
  const { content: words, url, vid, product_id, order_id, coupon_id } = read.data ?? {};
  if (type === 'TEXT') return words === undefined ? unreadable(type, content) : { text: words };
  const shown = words ?? url ?? order_id ?? product_id ?? coupon_id ?? vid;
  if (shown === undefined) return unreadable(type, content);
  return {
    text: `[${type}] ${shown}`,
    ...(order_id && { orderId: order_id }),
    ...(product_id && { items: [{ id: product_id }] }),
    ...((type === 'IMAGE' || type === 'VIDEO') && {
      attachments: [{ name: type.toLowerCase(), type: type.toLowerCase(), size: 0 }],
    }),
  };
}

const unreadable = (type: string, content: string): Content => ({
  text: `[${type}] ${content}`.slice(0, 20_000),
  unparsed: type,
});

function parsed(content: string): unknown {
  try {
    return parseExact(content);
  } catch {
    return undefined;
  }
}
