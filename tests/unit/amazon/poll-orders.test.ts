import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OrderRecord } from '../../../src/ports/marketplace-records.ts';
import { openSeller } from './seller.ts';
import type { Seller } from './seller.ts';

let seller: Seller;
let now: number;
beforeEach(async () => {
  now = Date.parse('2026-11-20T12:00:00Z');
  seller = await openSeller({ now: () => now });
});
afterEach(() => seller.stop());

const orders = () => seller.round({ stream: 'orders' });

it('files an order as Amazon shows it, with the buyer as their mails name them', async () => {
  const { id } = seller.amazon.placeOrder({
    buyer: '43vfy537czcw8nq',
    items: [{ sku: 'BOTTLE-750', title: 'Flasche', quantity: 2, price: '12.45' }],
    total: { amount: '24.90', currencyCode: 'EUR' },
    shipBy: now + 86_400_000,
    at: now - 3_600_000,
  });
  const { events } = await orders();
  expect(events.map(({ externalId }) => externalId)).toEqual([`order ${id} 2026-11-20T11:00:00.000Z`]);
  expect(await seller.normalised(events)).toEqual([
    {
      kind: 'order',
      externalId: id,
      status: 'to_ship',
      platformStatus: 'UNSHIPPED',
      buyer: { id: '43vfy537czcw8nq@marketplace.amazon.de', name: 'Erika M' },
      country: 'de',
      total: { amount: '24.90', currency: 'EUR' },
      items: [
        expect.objectContaining({
          sku: 'BOTTLE-750',
          title: 'Flasche',
          quantity: 2,
          price: { amount: '12.45', currency: 'EUR' },
        }),
      ],
      placedAt: now - 3_600_000,
      shipBy: now + 86_400_000,
      deliverBy: undefined,
      shipments: [],
      updatedAt: now - 3_600_000,
    },
  ]);
});

it('goes on where it was, and finds each change under a name of its own', async () => {
  const { id } = seller.amazon.placeOrder({ at: now - 1_200_000 });
  const first = await orders();
  now += 3_600_000;
  const quiet = await seller.round({ stream: 'orders', cursor: first.cursor });
  expect(quiet.events).toEqual([]);
  seller.amazon.changeOrder(id, { status: 'SHIPPED', tracking: '0034', carrier: 'DHL', at: now - 5_000 });
  const changed = await seller.round({ stream: 'orders', cursor: quiet.cursor });
  expect(await seller.normalised(changed.events)).toMatchObject([
    { status: 'shipped', shipments: [{ carrier: 'DHL', tracking: '0034', status: 'IN_TRANSIT' }] },
  ]);
  seller.amazon.changeOrder(id, { deliveredAt: now, at: now });
  now += 900_000;
  const arrived = await seller.round({ stream: 'orders', cursor: changed.cursor });
  expect(await seller.normalised(arrived.events)).toMatchObject([{ status: 'delivered' }]);
});

it('reads all pages of a large shop, 100 orders each', async () => {
  for (let index = 0; index < 230; index++) seller.amazon.placeOrder({ at: now - index * 1_000 });
  const { events, pages } = await orders();
  expect(pages).toBe(3);
  expect(new Set(events.map(({ externalId }) => externalId)).size).toBe(230);
});

it('begins its span again when the page token has run out', async () => {
  for (let index = 0; index < 150; index++) seller.amazon.placeOrder({ at: now - index });
  const first = await seller.poll({ stream: 'orders' });
  expect(first.more).toBe(true);
  now += 25 * 3_600_000;
  const rest = await seller.round({ stream: 'orders', cursor: first.cursor });
  expect(rest.events).toHaveLength(150);
});

it('leaves the rest to the next round when the rate is used up, and loses nothing', async () => {
  for (let index = 0; index < 150; index++) seller.amazon.placeOrder({ at: now - index });
  const first = await seller.poll({ stream: 'orders' });
  seller.amazon.failNext({ call: 'searchOrders', status: 429 });
  const held = await seller.poll({ stream: 'orders', cursor: first.cursor });
  expect(held).toEqual({ events: [], cursor: first.cursor, more: false });
});

it('tells at the first page that the rate is used up, and how long by the rate that Amazon names', async () => {
  await seller.stop();
  seller = await openSeller({ now: () => now, burstScale: 1 / 20 });
  await orders();
  await expect(orders()).rejects.toMatchObject({ fault: 'throttled', platformCode: 'QuotaExceeded', retryAfterMs: 178_572 });
});

it('stays within twenty calls an hour by itself', async () => {
  for (let call = 0; call < 20; call++) await orders();
  await expect(orders()).rejects.toMatchObject({ fault: 'throttled' });
  expect(seller.amazon.history().filter(({ path, status }) => path.endsWith('/orders') && status !== 200)).toEqual([]);
});

it('reads a span again, whatever the rounds have read', async () => {
  const old = seller.amazon.placeOrder({ at: now - 20 * 86_400_000 }).id;
  seller.amazon.placeOrder({ at: now - 3_600_000 });
  const range = { from: now - 21 * 86_400_000, until: now - 10 * 86_400_000 };
  const { events } = await seller.round({ stream: 'orders', range });
  expect(events.map(({ externalId }) => externalId.split(' ')[1])).toEqual([old]);
  const { events: upToNow } = await seller.round({ stream: 'orders', range: { from: range.from, until: now } });
  expect(upToNow).toHaveLength(2);
});

it('tells of the buyer’s wish to cancel while it can be met', async () => {
  const { id } = seller.amazon.placeOrder({ at: now - 60_000 });
  seller.amazon.changeOrder(id, { cancelRequested: 'Falsche Farbe bestellt', at: now - 30_000 });
  const [order, notice] = await seller.normalised((await orders()).events);
  expect(order).toMatchObject({ kind: 'order', cancelRequested: true });
  expect(notice).toMatchObject({
    kind: 'platform_notice',
    externalId: `cancel ${id}`,
    topic: 'cancellation_request',
    text: 'Falsche Farbe bestellt',
    orderId: id,
    needsAttention: true,
  });
  seller.amazon.changeOrder(id, { status: 'CANCELLED', at: now });
  const after = await seller.normalised((await orders()).events);
  expect(after).toMatchObject([{ kind: 'order', status: 'cancelled' }]);
});

it('takes an order without what its roles do not show, and without a mail address', async () => {
  await seller.stop();
  seller = await openSeller({ now: () => now, withheldData: ['BUYER', 'RECIPIENT', 'PROCEEDS', 'FULFILLMENT', 'PACKAGES'] });
  seller.amazon.placeOrder({ at: now - 1 });
  const [order] = (await seller.normalised((await orders()).events)) as OrderRecord[];
  expect(order).toMatchObject({ status: 'unknown', platformStatus: '' });
  expect(order!.buyer).toBeUndefined();
  expect(order!.total).toBeUndefined();

  await seller.stop();
  seller = await openSeller({ now: () => now });
  seller.amazon.placeOrder({ fulfilledBy: 'AMAZON', at: now - 1 });
  const [fba] = (await seller.normalised((await orders()).events)) as OrderRecord[];
  expect(fba!.buyer).toBeUndefined();
});

it('reads what a notification was about', async () => {
  const { id } = seller.amazon.placeOrder({ at: now });
  const [event] = await seller.adapter.read!({ kind: 'resource_hint', stream: 'orders', id }, seller.store);
  expect(event).toEqual((await orders()).events[0]);
  const unknown = { kind: 'resource_hint', stream: 'orders', id: '302-0000000-0000000' } as const;
  await expect(seller.adapter.read!(unknown, seller.store)).rejects.toMatchObject({ fault: 'gone' });
});
