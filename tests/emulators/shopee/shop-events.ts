import { buyerOf } from './buyers.ts';
import { newOrderSn } from './ids.ts';
import { found, newBigId } from './world.ts';
import type { Order, OrderItem, Return, Review, World } from './world.ts';

/** What happens in the shop besides the chat; pushes go out by themselves (facts/marketplaces §5.3). */

const day = 86_400_000;

export interface PlacedOrder {
  id?: string;
  /** User id. */
  buyer?: string;
  name?: string;
  items?: OrderItem[];
  total?: number;
  country?: string;
  shipBy?: number;
  tracking?: string;
  status?: string;
  at?: number;
}

/** The goods of the samples (§5.5). */
const bottle: Required<OrderItem> = { id: '23620853561', title: 'Bottle 750ml', sku: 'BOTTLE-750-BLU', quantity: 1, price: 59.9 };

export function placeOrder(world: World, placed: PlacedOrder): { id: string } {
  const at = placed.at ?? world.now();
  const items = (placed.items ?? [{}]).map((item) => ({ ...bottle, ...item }));
  const order: Order = {
    id: placed.id ?? newOrderSn(at),
    buyer: buyerOf(world, placed).id,
    items,
    total: placed.total ?? items.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
    country: placed.country ?? world.settings.region,
    shipBy: placed.shipBy ?? at + 2 * day,
    tracking: placed.tracking ?? '',
    status: placed.status ?? 'READY_TO_SHIP',
    createdAt: at,
    updatedAt: at,
  };
  world.orders.set(order.id, order);
  world.pushes?.orderChanged(order);
  if (order.tracking) world.pushes?.trackingChanged(order);
  return { id: order.id };
}

export interface ChangedOrder {
  id: string;
  status?: string;
  tracking?: string;
  shipBy?: number;
  at?: number;
}

export function changeOrder(world: World, changed: ChangedOrder): void {
  const order = found(world.orders, changed.id, 'order');
  const before = { ...order };
  order.updatedAt = changed.at ?? world.now();
  order.status = changed.status ?? order.status;
  order.tracking = changed.tracking ?? order.tracking;
  order.shipBy = changed.shipBy ?? order.shipBy;
  if (order.status !== before.status) world.pushes?.orderChanged(order);
  if (order.tracking !== before.tracking) world.pushes?.trackingChanged(order);
}

export interface OpenedReturn {
  id?: string;
  order: string;
  reason?: string;
  text?: string;
  amount?: number;
  status?: string;
  /** Until when the seller must answer. */
  dueAt?: number;
  /** Until when the seller must deal with goods that came back. */
  sellerDueAt?: number;
  at?: number;
}

export function openReturn(world: World, opened: OpenedReturn): { id: string } {
  const at = opened.at ?? world.now();
  const order = found(world.orders, opened.order, 'order');
  const entry: Return = {
    id: opened.id ?? newOrderSn(at),
    order: order.id,
    reason: opened.reason ?? 'PHYSICAL_DMG',
    text: opened.text ?? '',
    amount: opened.amount ?? order.total,
    status: opened.status ?? 'REQUESTED',
    dueAt: opened.dueAt ?? at + 2 * day,
    sellerDueAt: opened.sellerDueAt ?? at + 5 * day,
    createdAt: at,
    updatedAt: at,
  };
  world.returns.set(entry.id, entry);
  world.pushes?.returnChanged(entry);
  return { id: entry.id };
}

export function changeReturn(
  world: World,
  changed: { id: string; status?: string; dueAt?: number; sellerDueAt?: number; at?: number },
): void {
  const entry = found(world.returns, changed.id, 'return');
  entry.status = changed.status ?? entry.status;
  entry.dueAt = changed.dueAt ?? entry.dueAt;
  entry.sellerDueAt = changed.sellerDueAt ?? entry.sellerDueAt;
  entry.updatedAt = changed.at ?? world.now();
  world.pushes?.returnChanged(entry);
}

export interface PostedReview {
  order: string;
  stars: number;
  text: string;
  item?: string;
  at?: number;
}

export function postReview(world: World, posted: PostedReview): { id: string } {
  const order = found(world.orders, posted.order, 'order');
  const review: Review = {
    id: newBigId(world),
    order: order.id,
    item: posted.item ?? order.items[0]?.id ?? bottle.id,
    buyer: order.buyer,
    stars: posted.stars,
    text: posted.text,
    at: posted.at ?? world.now(),
  };
  world.reviews.set(review.id, review);
  return { id: review.id };
}

export interface Performance {
  /** 1 poor to 4 excellent (§5.4). */
  rating?: number;
  metrics?: { id: number; current: number | null; last?: number | null; target?: number }[];
}

export function setPerformance(world: World, { rating, metrics = [] }: Performance): void {
  world.shop.rating = rating ?? world.shop.rating;
  for (const { id, current, last, target } of metrics) {
    const metric = world.metrics.find((entry) => entry.id === id);
    if (!metric) throw new Error(`no metric ${id}`);
    metric.current = current;
    metric.last = last === undefined ? metric.last : last;
    metric.target.value = target ?? metric.target.value;
  }
}
