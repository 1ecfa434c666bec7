import * as z from 'zod';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { OrderRecord } from '../../../src/ports/marketplace-records.ts';
import { id, instant, maybeAmount, maybeInstant, maybeText } from './fields.ts';
import { wordTable } from '../../../src/word-table.ts';

/** Ready to be collected is not yet with the carrier; on hold is paid. Words of later versions pass as unknown. */
const statuses = wordTable<OrderRecord['status']>({
  UNPAID: 'unpaid',
  ON_HOLD: 'to_ship',
  AWAITING_SHIPMENT: 'to_ship',
  PARTIALLY_SHIPPING: 'to_ship',
  AWAITING_COLLECTION: 'to_ship',
  IN_TRANSIT: 'shipped',
  DELIVERED: 'delivered',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
});

const maybeId = id.optional().catch(undefined);
const line = z.looseObject({
  sku_id: maybeId,
  product_id: maybeId,
  product_name: maybeText,
  seller_sku: maybeText,
  sale_price: maybeAmount,
  currency: maybeText,
  tracking_number: maybeText,
  shipping_provider_name: maybeText,
});
type Line = z.infer<typeof line>;

const orderSchema = z.looseObject({
  id,
  status: z.string().max(100),
  user_id: maybeId,
  create_time: maybeInstant,
  update_time: instant,
  rts_sla_time: maybeInstant,
  shipping_due_time: maybeInstant,
  delivery_sla_time: maybeInstant,
  tracking_number: maybeText,
  shipping_provider: maybeText,
  is_buyer_request_cancel: z.boolean().optional().catch(undefined),
  payment: z.looseObject({ currency: maybeText, total_amount: maybeAmount }).optional().catch(undefined),
  recipient_address: z.looseObject({ region_code: maybeText }).optional().catch(undefined),
  line_items: z.array(line).nullish().catch(undefined),
});
type Order = z.infer<typeof orderSchema>;

/** facts/marketplaces §7. @throws ZodError for what is no order */
export function orderEvents(body: unknown): MarketplaceEvent[] {
  const order = orderSchema.parse(body);
  const { payment, recipient_address } = order;
  const total = money(payment?.total_amount, payment?.currency);
  const shipments = shipmentsOf(order);
  const record: OrderRecord = {
    kind: 'order',
    externalId: order.id,
    status: statuses[order.status] ?? 'unknown',
    platformStatus: order.status,
    ...(order.user_id && { buyer: { id: order.user_id } }),
    ...(recipient_address?.region_code && { country: recipient_address.region_code.toLowerCase() }),
    ...(total && { total }),
    items: itemsOf(order.line_items ?? []),
    placedAt: order.create_time,
    // Ship-by; `tts_sla_time` is when the carrier has to have collected it.
    shipBy: order.rts_sla_time ?? order.shipping_due_time,
    deliverBy: order.delivery_sla_time,
    ...(shipments.length > 0 && { shipments }),
    cancelRequested: order.is_buyer_request_cancel ?? false,
    updatedAt: order.update_time,
  };
  return [record];
}

const money = (amount: string | undefined, currency: string | undefined) =>
  amount !== undefined && currency !== undefined ? { amount, currency } : undefined;

/** TikTok has a line for every piece. */
function itemsOf(lines: readonly Line[]): OrderRecord['items'] {
  const bySku = Map.groupBy(lines, (piece) => `${piece.sku_id ?? piece.seller_sku ?? piece.product_id} ${piece.sale_price}`);
  return [...bySku.values()].map((pieces) => {
    const { product_id, seller_sku, product_name, sale_price, currency } = pieces[0]!;
    const price = money(sale_price, currency);
    return {
      ...(product_id && { id: product_id }),
      ...(seller_sku && { sku: seller_sku }),
      ...(product_name && { title: product_name }),
      quantity: pieces.length,
      ...(price && { price }),
    };
  });
}

function shipmentsOf({ tracking_number, shipping_provider, line_items }: Order): NonNullable<OrderRecord['shipments']> {
  const carriers = new Map<string, string | undefined>();
  if (tracking_number) carriers.set(tracking_number, shipping_provider);
  for (const piece of line_items ?? [])
    if (piece.tracking_number && !carriers.get(piece.tracking_number))
      carriers.set(piece.tracking_number, piece.shipping_provider_name ?? shipping_provider);
  return [...carriers].map(([tracking, carrier]) => ({ tracking, ...(carrier && { carrier }) }));
}
