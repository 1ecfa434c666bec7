import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import type { EbayAccount } from './client.ts';
import { digest } from './digest.ts';
import { fewAtATime } from './few-at-a-time.ts';
import type { PolledOrder } from './polled.ts';

const path = '/sell/fulfillment/v1/order';
/** The most that eBay takes (facts/marketplaces §4.4). */
export const ordersPerPage = 200;

/** What polling relies on; normalise-order.ts reads the rest. */
const orderHead = z.looseObject({
  orderId: z.string().min(1),
  lastModifiedDate: z.string().optional(),
  fulfillmentHrefs: z.array(z.string()).optional().catch(undefined),
  sellerId: z.string().optional().catch(undefined),
});

const listAnswer = z.object({ orders: z.array(z.unknown()).default([]), next: z.string().optional() });
const shipmentsAnswer = z.object({ fulfillments: z.array(z.unknown()).default([]) });

/** Orders changed within a span; an open end follows the clock of eBay. @throws MarketplaceError */
export async function listOrders(
  account: EbayAccount,
  { from, until, offset }: { from: number; until?: number; offset: number },
): Promise<{ events: PolledEvent[]; newest: number; more: boolean }> {
  const end = until === undefined ? '' : new Date(until).toISOString();
  const { json } = await account.call({
    name: 'getOrders',
    method: 'GET',
    path,
    query: {
      filter: `lastmodifieddate:[${new Date(from).toISOString()}..${end}]`,
      limit: ordersPerPage,
      offset,
    },
  });
  const { orders, next } = listAnswer.parse(json);
  const changes = orders.map((order) => Date.parse(orderHead.safeParse(order).data?.lastModifiedDate ?? ''));
  return {
    events: await fewAtATime(orders, (order) => orderEvent(account, order)),
    newest: Math.max(from, ...changes.filter((at) => !Number.isNaN(at))),
    more: next !== undefined,
  };
}

/** @throws MarketplaceError `gone` */
export async function readOrder(account: EbayAccount, id: string): Promise<PolledEvent> {
  const { json } = await account.call({ name: 'getOrder', method: 'GET', path: `${path}/${encodeURIComponent(id)}` });
  return orderEvent(account, json);
}

/** An order names no carrier and no number: those are read once it says that it has been shipped. */
async function orderEvent(account: EbayAccount, order: unknown): Promise<PolledEvent> {
  const head = orderHead.safeParse(order).data;
  account.names.learn(head?.sellerId);
  const shipments = head?.fulfillmentHrefs?.length ? await readShipments(account, head.orderId) : [];
  const body: PolledOrder = { kind: 'order', order, shipments };
  const state = head?.lastModifiedDate ?? digest(order);
  return { externalId: head ? `order ${head.orderId} ${state}` : `order ${state}`, body: JSON.stringify(body) };
}

async function readShipments(account: EbayAccount, id: string): Promise<unknown[]> {
  const where = `${path}/${encodeURIComponent(id)}/shipping_fulfillment`;
  try {
    const { json } = await account.call({ name: 'getShippingFulfillments', method: 'GET', path: where });
    return shipmentsAnswer.parse(json).fulfillments;
  } catch (error) {
    // The order itself is worth having without them.
    if (error instanceof MarketplaceError && (error.fault === 'gone' || error.fault === 'invalid')) return [];
    throw error;
  }
}
