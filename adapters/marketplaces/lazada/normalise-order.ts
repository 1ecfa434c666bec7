import * as z from 'zod';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { OrderRecord } from '../../../src/ports/marketplace-records.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { cancellationNotice } from './cancellation-notice.ts';
import { amountOrNone, flag, id, idOrNone, textOrNone, timeOrNone } from './shapes.ts';
import { countryNamed, isCountry, sites } from './sites.ts';

const order = z.object({
  order_id: id,
  statuses: z.array(z.string()).nullish(),
  created_at: timeOrNone,
  updated_at: timeOrNone,
  price: amountOrNone,
  address_shipping: z.object({ country: textOrNone }).nullish().catch(undefined),
  need_cancel_confirm: flag,
});

/** One piece each (facts/marketplaces §6): two of a thing are two lines. */
const line = z.object({
  order_item_id: idOrNone,
  buyer_id: idOrNone,
  product_id: idOrNone,
  sku: textOrNone,
  name: textOrNone,
  paid_price: amountOrNone,
  item_price: amountOrNone,
  currency: textOrNone,
  status: textOrNone,
  reason: textOrNone,
  sla_time_stamp: timeOrNone,
  promised_shipping_time: timeOrNone,
  tracking_code: textOrNone,
  shipment_provider: textOrNone,
  need_cancel_confirm: flag,
  cancel_trigger_time: timeOrNone,
});
type Line = z.infer<typeof line>;

const polledOrder = z.object({ order, items: z.array(line) });

/** Earliest first: an order stands where its slowest line does. */
const progress: readonly [OrderRecord['status'], RegExp][] = [
  ['unpaid', /^unpaid$/],
  ['to_ship', /^(pending|confirmed|topack|toship|packed|repacked|ready_to_ship(_pending)?)$/],
  ['shipped', /^shipped(_back.*)?$/],
  ['delivered', /^delivered$/],
  ['cancelled', /^(canceled|cancelled|returned|failed(_delivery)?|lost(_by_3pl)?|damaged(_by_3pl)?|package_returned)$/],
];

function statusOf(statuses: readonly string[]): OrderRecord['status'] {
  const lower = statuses.map((status) => status.toLowerCase());
  return progress.find(([, pattern]) => lower.some((status) => pattern.test(status)))?.[0] ?? 'unknown';
}

/** @param raw what the poll stored: the order and its lines */
export function orderEvents(raw: unknown, store: StoreRecord): MarketplaceEvent[] {
  const { order: head, items } = polledOrder.parse(raw);
  const statuses = head.statuses?.length ? head.statuses : [...new Set(items.flatMap(({ status }) => status ?? []))];
  const currency =
    items.find((item) => item.currency)?.currency ?? (isCountry(store.site) ? sites[store.site].currency : undefined);
  const buyerId = items.find(({ buyer_id }) => buyer_id)?.buyer_id;
  const asked = items.filter(({ need_cancel_confirm }) => need_cancel_confirm);
  const record: OrderRecord = {
    kind: 'order',
    externalId: head.order_id,
    status: statusOf(statuses),
    platformStatus: statuses.join(', '),
    ...(buyerId && { buyer: { id: buyerId } }),
    country: countryNamed(head.address_shipping?.country ?? '') ?? store.site,
    ...(head.price && currency && { total: { amount: head.price, currency } }),
    items: itemsOf(items),
    placedAt: head.created_at,
    shipBy: earliest(items.map(({ sla_time_stamp, promised_shipping_time }) => sla_time_stamp ?? promised_shipping_time)),
    shipments: shipmentsOf(items),
    cancelRequested: asked.length > 0 || head.need_cancel_confirm,
    updatedAt: head.updated_at ?? head.created_at ?? 0,
  };
  if (asked.length === 0) return [record];
  const notice = cancellationNotice({
    orderId: head.order_id,
    lines: asked.flatMap(({ order_item_id }) => order_item_id ?? []),
    reason: asked.find(({ reason }) => reason)?.reason,
    dueAt: earliest(asked.map(({ cancel_trigger_time }) => cancel_trigger_time)),
    at: record.updatedAt,
    zone: store.zone,
  });
  return [record, notice];
}

/** Lines of the same thing at the same price are told together. */
function itemsOf(lines: readonly Line[]): OrderRecord['items'] {
  const items = new Map<string, OrderRecord['items'][number]>();
  for (const { product_id, sku, name, paid_price, item_price, currency } of lines) {
    const amount = item_price ?? paid_price;
    const key = JSON.stringify([product_id, sku, amount]);
    const known = items.get(key);
    if (known) known.quantity += 1;
    else
      items.set(key, {
        id: product_id,
        sku,
        title: name,
        quantity: 1,
        ...(amount && currency && { price: { amount, currency } }),
      });
  }
  return [...items.values()];
}

function shipmentsOf(lines: readonly Line[]): OrderRecord['shipments'] {
  const parcels = new Map<string, NonNullable<OrderRecord['shipments']>[number]>();
  for (const { tracking_code: tracking, shipment_provider: carrier, status } of lines)
    if (tracking) parcels.set(tracking, { carrier, tracking, status });
  return parcels.size > 0 ? [...parcels.values()] : undefined;
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
