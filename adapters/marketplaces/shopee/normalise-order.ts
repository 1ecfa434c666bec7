import * as z from 'zod';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { Money, OrderRecord } from '../../../src/ports/marketplace-records.ts';
import { amountOrNone, id, idOrNone, seconds, secondsOrNone, textOrNone } from './wire.ts';
import { wordTable } from '../../../src/word-table.ts';

const item = z.object({
  item_id: idOrNone,
  item_name: textOrNone,
  item_sku: textOrNone,
  model_sku: textOrNone,
  model_quantity_purchased: z.number().catch(1),
  model_discounted_price: amountOrNone,
});
const parcel = z.object({ shipping_carrier: textOrNone, logistics_status: textOrNone });
const order = z.object({
  order_sn: id,
  order_status: z.string(),
  region: textOrNone,
  currency: textOrNone,
  create_time: secondsOrNone,
  update_time: seconds,
  ship_by_date: secondsOrNone,
  buyer_user_id: idOrNone,
  buyer_username: textOrNone,
  total_amount: amountOrNone,
  recipient_address: z.object({ region: textOrNone }).nullish(),
  item_list: z.array(item).nullish(),
  package_list: z.array(parcel).nullish(),
  shipping_carrier: textOrNone,
});

/** Facts/marketplaces §5.4. While the seller has not agreed to a cancellation the order still has to go out. */
const statuses = wordTable<OrderRecord['status']>({
  UNPAID: 'unpaid',
  PENDING: 'to_ship',
  INVOICE_PENDING: 'to_ship',
  READY_TO_SHIP: 'to_ship',
  RETRY_SHIP: 'to_ship',
  PROCESSED: 'to_ship',
  IN_CANCEL: 'to_ship',
  SHIPPED: 'shipped',
  TO_CONFIRM_RECEIVE: 'delivered',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
});

/** An order as it stands; where the buyer wants out, somebody has to answer. @throws ZodError */
export function normaliseOrder(body: unknown, tracking: string | undefined): MarketplaceEvent[] {
  const read = order.parse(body);
  const cancelRequested = read.order_status === 'IN_CANCEL';
  const money = (amount: string | undefined): Money | undefined =>
    amount !== undefined && read.currency ? { amount, currency: read.currency } : undefined;
  const record: OrderRecord = {
    kind: 'order',
    externalId: read.order_sn,
    status: statuses[read.order_status] ?? 'unknown',
    platformStatus: read.order_status,
    buyer: read.buyer_user_id ? { id: read.buyer_user_id, name: read.buyer_username } : undefined,
    country: (read.recipient_address?.region ?? read.region)?.toLowerCase(),
    total: money(read.total_amount),
    items: (read.item_list ?? []).map((entry) => ({
      id: entry.item_id,
      sku: entry.model_sku ?? entry.item_sku,
      title: entry.item_name,
      quantity: entry.model_quantity_purchased,
      price: money(entry.model_discounted_price),
    })),
    placedAt: read.create_time,
    shipBy: read.ship_by_date,
    shipments: (read.package_list ?? []).map(({ shipping_carrier, logistics_status }) => ({
      carrier: shipping_carrier ?? read.shipping_carrier,
      tracking,
      status: logistics_status,
    })),
    cancelRequested,
    updatedAt: read.update_time,
  };
  if (!cancelRequested) return [record];
  return [
    record,
    {
      kind: 'platform_notice',
      externalId: `cancellation ${read.order_sn}`,
      topic: 'cancellation_request',
      subject: '',
      text: [read.order_sn, ...record.items.flatMap(({ title, quantity }) => (title ? `${title} × ${quantity}` : []))].join('\n'),
      orderId: read.order_sn,
      sentAt: read.update_time,
      needsAttention: true,
    },
  ];
}
