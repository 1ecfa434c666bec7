import type { LineItem, Order, Shipment, World } from './world.ts';

/** Adds a shipment; the order is fulfilled once every line has been shipped. */
export function ship(
  world: World,
  order: Order,
  parcel: { items: { lineItemId: string; quantity: number }[]; carrier: string; trackingNumber: string; at?: number },
): Shipment {
  const shipment: Shipment = {
    fulfillmentId: parcel.trackingNumber || String(9_405_500_000 + world.nextId()),
    lineItems: parcel.items,
    carrier: parcel.carrier,
    trackingNumber: parcel.trackingNumber,
    shippedAt: parcel.at ?? world.now(),
  };
  order.shipments.push(shipment);
  const sent = (item: LineItem): number =>
    order.shipments
      .flatMap(({ lineItems }) => lineItems)
      .filter(({ lineItemId }) => lineItemId === item.lineItemId)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  order.fulfilment = order.items.every((item) => sent(item) >= item.quantity) ? 'FULFILLED' : 'IN_PROGRESS';
  order.modifiedAt = world.now();
  return shipment;
}

export const wholeOrder = (order: Order): { lineItemId: string; quantity: number }[] =>
  order.items.map(({ lineItemId, quantity }) => ({ lineItemId, quantity }));
