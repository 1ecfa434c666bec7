import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { OrderRow } from './read-order-subjects.ts';
import type { OrderItem } from './order-subject.ts';
import { factsAt } from './subject.ts';
import type { Subject } from './subject.ts';

interface Parcel {
  carrier?: string;
  tracking?: string;
  status?: string;
}

/** Carriers' and platforms' words for a delivery that did not work: DELIVERY_FAILED, LOGISTICS_DELIVERY_FAILED, UNDELIVERABLE, LOST … */
const failedWord = /fail|undeliver|exception|lost|refused|return(?:ed|ing)?[_ -]?to[_ -]?s/i;

/** The parcels of an order. Where a platform sends no news of them, its last word on the order counts as one. */
export function shipmentSubject(desk: Desk, order: OrderRow, eventId?: string): Subject[] {
  const store = desk.stores.get(order.storeId);
  if (!store) return [];
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const parcels = order.shipments ? (JSON.parse(order.shipments) as Parcel[]) : [];
  const items = JSON.parse(order.items) as OrderItem[];
  const { externalId, status, shipBy, deliverBy, updatedAt } = order;
  const isUnderWay = status === 'shipped';
  return [
    {
      kind: 'shipment',
      store,
      key: `shipment ${externalId}`,
      facts: {
        ...factsAt(store),
        products: items.flatMap(({ id, sku, title }) => [id, sku, title].filter((name) => name !== undefined)),
        shipment: {
          newsAt: isUnderWay ? updatedAt : null,
          failed: isUnderWay ? (parcels.find((parcel) => failedWord.test(parcel.status ?? ''))?.status ?? null) : null,
          deliverBy: isUnderWay || status === 'to_ship' ? deliverBy : null,
          shipBy: status === 'to_ship' ? shipBy : null,
        },
      },
      at: updatedAt,
      orderId: externalId,
      items: items.map(({ id, sku, title, quantity }) => ({ id: id ?? sku, title: title ?? sku, quantity })),
      words: [
        texts('matter.shipment', { order: externalId }),
        ...parcels
          .map(({ carrier, tracking, status: word }) => [carrier, tracking, word].filter(Boolean).join(' · '))
          .filter((line) => line !== ''),
        texts('matter.shipment_news', { at: texts.time(updatedAt, now) }),
        ...(deliverBy === null ? [] : [texts('matter.shipment_promise', { at: texts.time(deliverBy, now) })]),
        ...(status === 'to_ship' && shipBy !== null ? [texts('matter.shipment_ship_by', { at: texts.time(shipBy, now) })] : []),
        texts('matter.shipment_advice'),
      ],
      eventId,
    },
  ];
}
