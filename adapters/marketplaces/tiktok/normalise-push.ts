import * as z from 'zod';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent, PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import { id, maybeInstant, maybeText } from './fields.ts';
import { messageEvents } from './normalise-message.ts';
import { cancellationHint, returnHint } from './read.ts';

const webhook = z.looseObject({
  type: z.union([
    z.number().int(),
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number),
  ]),
  timestamp: maybeInstant,
  shop_id: id.optional().catch(undefined),
  data: z.looseObject({}).catch({}),
});

const order = z.looseObject({ order_id: id });
const cancelled = z.looseObject({ cancel_id: id, order_id: id.optional() });
const returned = z.looseObject({ return_id: id });
const packages = z.looseObject({ package_list: z.array(z.looseObject({ order_id_list: z.array(id).catch([]) })).catch([]) });
const product = z.looseObject({ product_id: id, status: maybeText, suspended_reason: maybeText, update_time: maybeInstant });
const expiring = z.looseObject({ expiration_time: maybeInstant });
const conversation = z.looseObject({ conversation_id: id });
const invoice = z.looseObject({
  package_id: id.optional(),
  order_ids: z.array(id).catch([]),
  invoice_status: maybeText,
  invalid_reason: maybeText,
});

/**
 * The webhooks of facts/marketplaces §7: the message itself, else what has to be read.
 * @param shopId the store's, where the app serves several: what is about another shop is another store's
 * @throws ZodError
 */
export function pushEvents(
  body: unknown,
  { externalId, receivedAt }: StoredEvent,
  shopId: string | undefined,
): MarketplaceEvent[] {
  const { type, data, timestamp, shop_id } = webhook.parse(body);
  if (shopId !== undefined && shop_id !== undefined && shop_id !== shopId) return [];
  const sentAt = timestamp ?? receivedAt;
  switch (type) {
    case 1:
    case 3:
      return [orderHint(order.parse(data).order_id)];
    // 2 by the facts, 11 by TikTok's page of the event.
    case 2:
    case 11: {
      const { cancel_id, order_id } = cancelled.parse(data);
      return [
        { kind: 'resource_hint', stream: 'after_sales', id: cancellationHint(cancel_id) },
        ...(order_id ? [orderHint(order_id)] : []),
      ];
    }
    case 12:
      return [{ kind: 'resource_hint', stream: 'after_sales', id: returnHint(returned.parse(data).return_id) }];
    case 4:
      return [...new Set(packages.parse(data).package_list.flatMap(({ order_id_list }) => order_id_list))].map(orderHint);
    case 5:
      return [productNotice(product.parse(data), sentAt)];
    case 6:
      return [{ kind: 'authorisation', state: 'revoked' }];
    case 7: {
      const { expiration_time: expiresAt } = expiring.parse(data);
      return [{ kind: 'authorisation', state: 'expiring', ...(expiresAt && { expiresAt }) }];
    }
    case 13:
      return [{ kind: 'resource_hint', stream: 'messages', id: conversation.parse(data).conversation_id }];
    case 14:
      return messagePushed(data);
    case 36:
      return [invoiceNotice(invoice.parse(data), sentAt)];
    default:
      return [notice({ externalId, topic: `tiktok_${type}`, text: '', sentAt, needsAttention: false })];
  }
}

const orderHint = (orderId: string): MarketplaceEvent => ({ kind: 'resource_hint', stream: 'orders', id: orderId });

/** The whole message, so that it rings at once; without its content it is only a reason to look. */
function messagePushed(data: Record<string, unknown>): MarketplaceEvent[] {
  const { conversation_id } = conversation.parse(data);
  const whole = typeof data.content === 'string' && data.sender !== undefined && data.message_id !== undefined;
  if (!whole) return [{ kind: 'resource_hint', stream: 'messages', id: conversation_id }];
  return messageEvents({ id: conversation_id }, { ...data, id: data.message_id });
}

const notice = (said: Omit<PlatformNotice, 'kind' | 'subject'>): PlatformNotice => ({
  kind: 'platform_notice',
  subject: '',
  ...said,
});

/** Its states are not in the facts: those that sound like being taken off sale ask for somebody. */
const offSale = /FAIL|FREEZE|FROZEN|SUSPEND|DEACTIVAT|REJECT/i;

function productNotice({ product_id, status = '', suspended_reason, update_time }: z.infer<typeof product>, at: number) {
  const sentAt = update_time ?? at;
  return notice({
    externalId: `product ${product_id} ${status} ${sentAt}`,
    topic: 'product_status',
    text: [product_id, status, suspended_reason].filter(Boolean).join('\n'),
    sentAt,
    needsAttention: offSale.test(status),
  });
}

function invoiceNotice({ package_id, order_ids, invoice_status = '', invalid_reason }: z.infer<typeof invoice>, at: number) {
  const [orderId] = order_ids;
  return notice({
    externalId: `invoice ${package_id ?? orderId ?? at} ${invoice_status}`,
    topic: 'invoice_status',
    text: [invoice_status, invalid_reason, order_ids.slice(0, 20).join(', ')].filter(Boolean).join('\n'),
    ...(orderId && { orderId }),
    sentAt: at,
    needsAttention: invoice_status === 'INVALID',
  });
}
