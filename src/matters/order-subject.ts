import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { OrderHistory } from './read-order-history.ts';
import { addressKey, buyerKey, usualKey } from './read-order-history.ts';
import type { OrderRow } from './read-order-subjects.ts';
import { factsAt } from './subject.ts';
import type { Subject } from './subject.ts';

export interface OrderItem {
  id?: string;
  sku?: string;
  title?: string;
  quantity: number;
}

/** A new order, beside what its buyer, its address and its store ordered lately. */
export function orderSubject(
  desk: Desk,
  order: OrderRow,
  { placed, usual }: OrderHistory,
  eventId: string | undefined,
): Subject[] {
  const store = desk.stores.get(order.storeId);
  if (!store || order.status === 'cancelled') return [];
  const texts = textsOf(desk);
  const items = JSON.parse(order.items) as OrderItem[];
  const { externalId, country, total, currency } = order;
  const place = country ? texts.countryName(country) : '–';
  return [
    {
      kind: 'order',
      store,
      key: `order ${externalId}`,
      facts: {
        ...factsAt(store),
        products: items.flatMap(({ id, sku, title }) => [id, sku, title].filter((name) => name !== undefined)),
        ...(total !== null && currency !== null && { orderTotal: { amount: Number(total), currency: currency.toLowerCase() } }),
        order: {
          shipTo: country?.toLowerCase() ?? null,
          quantity: items.reduce((sum, { quantity }) => sum + quantity, 0),
          sameBuyer: order.buyerIndex ? (placed.get(buyerKey(order)) ?? []) : [],
          sameAddress: order.addressIndex ? (placed.get(addressKey(order)) ?? []) : [],
          usual: usual.get(usualKey(order)) ?? null,
        },
      },
      at: order.updatedAt,
      orderId: externalId,
      items: items.map(({ id, sku, title, quantity }) => ({ id: id ?? sku, title: title ?? sku, quantity })),
      words: [
        texts('matter.order', { order: externalId }),
        texts('matter.order_facts', { total: total === null ? '–' : `${total} ${currency ?? ''}`.trim(), country: place }),
        texts('matter.order_advice'),
      ],
      eventId,
    },
  ];
}
