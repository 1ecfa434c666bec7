import { toMs } from '../lazada-tiktok/instants.ts';
import type { Instant } from '../lazada-tiktok/instants.ts';
import { userIdOf } from './buyers.ts';
import { pushOrder } from './push-bodies.ts';
import { newId, seconds } from './world.ts';
import type { Order, World } from './world.ts';

export interface PlacedOrder {
  id?: string;
  /** The buyer's id in messages; the order shows another one. */
  buyer?: string;
  items?: { id?: string; sku?: string; title?: string; quantity?: number; price?: number }[];
  /** Of the whole order; split evenly where items have no price. */
  total?: number;
  country?: string;
  shipBy?: Instant;
  tracking?: string;
  /** UNPAID, ON_HOLD, AWAITING_SHIPMENT, … Default AWAITING_SHIPMENT. */
  status?: string;
  /** What the buyer wrote with the order. */
  note?: string;
  at?: Instant;
}

export interface OrderChange {
  status?: string;
  tracking?: string;
  shipBy?: Instant;
  at?: Instant;
}

const currencies: Record<string, string> = {
  GB: 'GBP',
  US: 'USD',
  ID: 'IDR',
  MY: 'MYR',
  PH: 'PHP',
  SG: 'SGD',
  TH: 'THB',
  VN: 'VND',
};

/** One line for every piece. */
export function placeOrder(world: World, placed: PlacedOrder): Order {
  const at = toMs(placed.at, world.now());
  const items = placed.items ?? [{ title: 'Bottle', sku: 'BOTTLE-750' }];
  const pieces = items.flatMap((item) => Array.from({ length: item.quantity ?? 1 }, () => item));
  const each = (placed.total ?? 18.99) / pieces.length;
  const region = placed.country ?? world.shop.region;
  const order: Order = {
    id: placed.id ?? newId(world),
    userId: userIdOf(placed.buyer ?? '73940001'),
    status: placed.status ?? 'AWAITING_SHIPMENT',
    region,
    currency: currencies[region] ?? 'EUR',
    lines: pieces.map((item) => ({
      id: newId(world),
      productId: item.id ?? '1729592969712207008',
      skuId: '2729382476852921560',
      sku: item.sku ?? 'BOTTLE-750',
      title: item.title ?? 'Bottle',
      price: item.price ?? each,
    })),
    shipBy: toMs(placed.shipBy, at + 2 * 24 * 3_600_000),
    tracking: placed.tracking ?? '',
    cancelRequested: false,
    note: placed.note ?? '',
    createdAt: at,
    updatedAt: at,
  };
  world.orders.set(order.id, order);
  pushOrder(world, order);
  return order;
}

export function changeOrder(world: World, id: string, change: OrderChange): void {
  const order = world.orders.get(id);
  if (!order) throw new Error(`no order ${id}`);
  order.updatedAt = toMs(change.at, world.now());
  order.status = change.status ?? order.status;
  order.tracking = change.tracking ?? order.tracking;
  order.shipBy = toMs(change.shipBy, order.shipBy);
  if (change.status) pushOrder(world, order);
}

export function orderView(order: Order): Record<string, unknown> {
  return {
    id: order.id,
    status: order.status,
    user_id: order.userId,
    buyer_email: 'v4bE3USDHPXBRNN2JTJE@scs.tiktok.example',
    buyer_message: order.note,
    create_time: seconds(order.createdAt),
    update_time: seconds(order.updatedAt),
    rts_sla_time: seconds(order.shipBy),
    tts_sla_time: seconds(order.shipBy + 24 * 3_600_000),
    cancel_order_sla_time: seconds(order.shipBy + 48 * 3_600_000),
    shipping_due_time: seconds(order.shipBy),
    delivery_sla_time: seconds(order.shipBy + 7 * 24 * 3_600_000),
    tracking_number: order.tracking,
    shipping_provider: order.tracking ? 'Evri' : '',
    is_buyer_request_cancel: order.cancelRequested,
    payment: { currency: order.currency, total_amount: order.lines.reduce((sum, { price }) => sum + price, 0).toFixed(2) },
    recipient_address: { region_code: order.region, postal_code: 'M1 *AA' },
    line_items: order.lines.map((line) => ({
      id: line.id,
      sku_id: line.skuId,
      product_id: line.productId,
      product_name: line.title,
      seller_sku: line.sku,
      sale_price: line.price.toFixed(2),
      currency: order.currency,
      package_id: order.tracking ? `1153891868590053${line.id.slice(-3)}` : '',
      tracking_number: order.tracking,
    })),
  };
}
