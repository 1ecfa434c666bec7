import { toMs } from '../lazada-tiktok/instants.ts';
import type { Instant } from '../lazada-tiktok/instants.ts';
import { pushOrderLine } from './push-bodies.ts';
import { sites } from './sites.ts';
import type { Country } from './sites.ts';
import { newNumericId } from './world.ts';
import type { Order, OrderLine, World } from './world.ts';

export interface PlacedItem {
  /** Product id. */
  id?: string;
  sku?: string;
  title?: string;
  quantity?: number;
  price?: number;
}

export interface PlacedOrder {
  id?: string;
  buyer?: string;
  items?: PlacedItem[];
  /** Of the whole order; split evenly where items have no price. */
  total?: number;
  country?: string;
  shipBy?: Instant;
  tracking?: string;
  /** E.g. unpaid, pending, ready_to_ship, shipped, delivered, canceled. Default pending. */
  status?: string;
  at?: Instant;
}

export interface OrderChange {
  status?: string;
  tracking?: string;
  shipBy?: Instant;
  /** The buyer asks to cancel: the seller has until then. */
  cancelRequestedUntil?: Instant;
  at?: Instant;
}

/** One line per piece, as Lazada counts them; each is pushed on its own (facts/marketplaces §6, Push). */
export function placeOrder(world: World, placed: PlacedOrder): Order {
  const country = (placed.country ?? [...world.sellers.keys()][0] ?? 'sg').toLowerCase() as Country;
  if (!world.sellers.has(country)) throw new Error(`the account sells nothing in ${country}`);
  const at = toMs(placed.at, world.now());
  const items = placed.items ?? [{ title: 'Bottle', sku: 'BOTTLE-750' }];
  const pieces = items.flatMap((item) => Array.from({ length: item.quantity ?? 1 }, () => item));
  const each = (placed.total ?? 39.9) / pieces.length;
  const shipBy = toMs(placed.shipBy, at + 2 * 24 * 3_600_000);
  const buyer = placed.buyer ?? '1011822749';
  const order: Order = {
    id: placed.id ?? newNumericId(world),
    site: sites[country],
    buyer: { id: buyer, name: nameOf(world, buyer) },
    lines: pieces.map((item) => line(world, item, { price: each, shipBy, tracking: placed.tracking, status: placed.status })),
    createdAt: at,
    updatedAt: at,
  };
  world.orders.set(order.id, order);
  for (const added of order.lines) pushOrderLine(world, order, added);
  return order;
}

function line(
  world: World,
  item: PlacedItem,
  given: { price: number; shipBy: number; tracking: string | undefined; status: string | undefined },
): OrderLine {
  return {
    id: newNumericId(world),
    productId: item.id ?? '2306372942',
    sku: item.sku ?? 'BOTTLE-750',
    title: item.title ?? 'Bottle',
    price: item.price ?? given.price,
    status: given.status ?? 'pending',
    shipBy: given.shipBy,
    tracking: given.tracking ?? '',
    returnStatus: '',
    reason: '',
    needCancelConfirm: false,
  };
}

export function changeOrder(world: World, id: string, change: OrderChange): void {
  const order = world.orders.get(id);
  if (!order) throw new Error(`no order ${id}`);
  order.updatedAt = toMs(change.at, world.now());
  for (const changed of order.lines) {
    changed.status = change.status ?? changed.status;
    changed.tracking = change.tracking ?? changed.tracking;
    changed.shipBy = toMs(change.shipBy, changed.shipBy);
    if (change.cancelRequestedUntil !== undefined) {
      changed.needCancelConfirm = true;
      changed.cancelTriggerAt = toMs(change.cancelRequestedUntil, order.updatedAt);
    }
    // Only changes of the status are pushed.
    if (change.status) pushOrderLine(world, order, changed);
  }
}

function nameOf(world: World, buyer: string): string {
  return [...world.sessions.values()].find((session) => session.buyer.id === buyer)?.buyer.name ?? 'Buyer';
}
