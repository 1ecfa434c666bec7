import * as z from 'zod';
import type { PollPage, PollRequest, PolledEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { polled, readCursor, stateOf } from './polled.ts';
import type { Products } from './products.ts';
import { id, idOrNone, instant, timeOrNone } from './shapes.ts';

const pageSize = 50;
const firstLookMs = 7 * 24 * 3_600_000;
const overlapMs = 2 * 60_000;
/** Times are whole seconds, and whether their ends are included is not said. */
const secondMs = 1_000;
/** Orders whose items are asked for side by side. */
const abreast = 5;

const listed = z.looseObject({
  order_id: id,
  updated_at: timeOrNone,
  created_at: timeOrNone,
  statuses: z.array(z.unknown()).nullish(),
});
type Listed = z.infer<typeof listed>;
const orderList = z.object({
  data: z.object({ count: z.coerce.number(), countTotal: z.coerce.number().optional(), orders: z.array(z.unknown()).nullish() }),
});
const oneOrder = z.object({ data: z.unknown() });
const itemList = z.object({ data: z.array(z.looseObject({ product_id: idOrNone })) });

const cursorSchema = z.object({
  after: instant,
  /** The list goes on from here; `offset` counts where too many were changed in one second. */
  at: z.object({ from: instant, offset: z.number().int().min(0) }).optional(),
  /** State of those that the next page lists again. */
  seen: z.record(z.string(), z.object({ state: z.string(), at: z.number() })),
});

/**
 * Orders by their time of change, oldest first, each with its items (facts/marketplaces §6). A page begins where the last one
 * ended, by time: counted pages would skip an order whenever an earlier one changes in between.
 */
export async function pollOrders(
  { ask, products }: { ask: Ask; products: Products },
  { cursor, range, now }: PollRequest,
  store: StoreRecord,
): Promise<PollPage> {
  const state = readCursor(cursorSchema, cursor) ?? { after: range?.from ?? now - firstLookMs, seen: {} };
  const from = state.at?.from ?? (range ? state.after : state.after - overlapMs);
  const offset = state.at?.offset ?? 0;
  const params = {
    update_after: iso(from),
    update_before: range && iso(range.until + secondMs),
    sort_by: 'updated_at',
    sort_direction: 'ASC',
    limit: pageSize,
    offset,
  };
  const { data } = await ask(store, { path: '/orders/get', params }, orderList);
  const orders = (data.orders ?? []).map((order) => ({ order, head: listed.parse(order) }));
  const fresh = orders.filter(({ order, head }) => state.seen[head.order_id]?.state !== stateOf(order));
  const events: PolledEvent[] = [];
  for (let index = 0; index < fresh.length; index += abreast)
    events.push(
      ...(await Promise.all(
        fresh.slice(index, index + abreast).map(({ order, head }) => withItems({ ask, products }, store, head.order_id, order)),
      )),
    );

  // A time from the future would hide what changes until then.
  const last = Math.min(now + overlapMs, Math.max(state.after, ...orders.map(({ head }) => changedAt(head))));
  const seen = { ...state.seen };
  for (const { order, head } of orders) seen[head.order_id] = { state: stateOf(order), at: changedAt(head) };
  const more = orders.length > 0 && offset + orders.length < (data.countTotal ?? 0);
  const onwards = last - secondMs > from ? { from: last - secondMs, offset: 0 } : { from, offset: offset + orders.length };
  const kept = Object.entries(seen).filter(([, { at }]) => at >= last - overlapMs - secondMs);
  const next = { after: last, ...(more && { at: onwards }), seen: Object.fromEntries(kept) };
  return { events, cursor: JSON.stringify(next), more };
}

const changedAt = ({ updated_at, created_at }: Listed): number => updated_at ?? created_at ?? 0;

async function withItems(
  { ask, products }: { ask: Ask; products: Products },
  store: StoreRecord,
  orderId: string,
  order: unknown,
): Promise<PolledEvent> {
  const { data: items } = await ask(store, { path: '/order/items/get', params: { order_id: orderId } }, itemList);
  products.remember(store, items);
  return polled(`order ${orderId} ${stateOf([order, items])}`, { kind: 'order', order, items });
}

/** One order as it is now. @throws MarketplaceError `gone` */
export async function readOrder(
  parts: { ask: Ask; products: Products },
  store: StoreRecord,
  orderId: string,
): Promise<PolledEvent> {
  const { data } = await parts.ask(store, { path: '/order/get', params: { order_id: orderId } }, oneOrder);
  return withItems(parts, store, orderId, data);
}

/** `2026-11-20T02:00:00+00:00`: without fractions. */
const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;
