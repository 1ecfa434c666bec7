import { Hono } from 'hono';
import { orderRefusal } from './order-errors.ts';
import { orderFilter } from './order-filter.ts';
import { orderView, shipmentView } from './order-view.ts';
import { pageLinks, pageOf } from './paging.ts';
import { ship, wholeOrder } from './shipping.ts';
import type { Order, World } from './world.ts';

interface ShippingRequest {
  lineItems?: { lineItemId?: string; quantity?: number }[];
  shippedDate?: string;
  shippingCarrierCode?: string;
  trackingNumber?: string;
}

/** `sell/fulfillment/v1` (facts/marketplaces §4.4). */
export function orderRoutes(world: World, shipped: (order: Order) => void): Hono {
  const routes = new Hono();

  routes.get('/order', (context) => {
    const query = new URL(context.req.url).searchParams;
    const page = pageOf(query, {
      standard: 50,
      longest: 200,
      badLimit: (value) => orderRefusal(31100, value),
      badOffset: (value) => orderRefusal(31000, value),
    });
    const ids = query.get('orderIds')?.split(',');
    if (ids && ids.length > 50) throw orderRefusal(30900);
    const passes = ids ? ({ id }: Order) => ids.includes(id) : orderFilter(query.get('filter'), world.now());
    const found = [...world.orders.values()].filter(passes).sort((one, other) => other.createdAt - one.createdAt);
    const orders = found.slice(page.offset, page.offset + page.limit).map((order) => orderView(world, order, 'list'));
    return context.json({ ...pageLinks(context.req.url, page, found.length), orders });
  });

  routes.get('/order/:id', (context) => context.json(orderView(world, known(context.req.param('id'), 404), 'single')));

  routes.get('/order/:id/shipping_fulfillment', (context) => {
    const { shipments } = known(context.req.param('id'), 400);
    return context.json({ fulfillments: shipments.map(shipmentView), total: shipments.length });
  });

  routes.post('/order/:id/shipping_fulfillment', async (context) => {
    const order = known(context.req.param('id'), 400);
    const asked = await context.req.json<ShippingRequest>();
    const { trackingNumber = '', shippingCarrierCode: carrier = '' } = asked;
    // A number and who carries it come together or not at all.
    if (Boolean(trackingNumber) !== Boolean(carrier) || !/^[A-Za-z0-9]*$/.test(trackingNumber)) throw orderRefusal(32300);
    const at = asked.shippedDate === undefined ? world.now() : Date.parse(asked.shippedDate);
    if (Number.isNaN(at)) throw orderRefusal(32500);
    const shipment = ship(world, order, { items: itemsOf(order, asked.lineItems ?? []), carrier, trackingNumber, at });
    shipped(order);
    context.header('location', `${context.req.url}/${shipment.fulfillmentId}`);
    return context.json({}, 201);
  });

  function known(id: string, status: number): Order {
    const order = world.orders.get(id);
    if (!order) throw orderRefusal(32100, id, status);
    return order;
  }
  return routes;
}

/** No lines named means all of them. */
function itemsOf(order: Order, asked: NonNullable<ShippingRequest['lineItems']>): { lineItemId: string; quantity: number }[] {
  if (asked.length === 0) return wholeOrder(order);
  const items = asked.map(({ lineItemId = '', quantity }) => {
    const item = order.items.find((each) => each.lineItemId === lineItemId);
    if (!item) throw orderRefusal(32200, lineItemId);
    return { lineItemId, quantity: quantity ?? item.quantity };
  });
  if (new Set(items.map(({ lineItemId }) => lineItemId)).size < items.length) throw orderRefusal(32210);
  return items;
}
