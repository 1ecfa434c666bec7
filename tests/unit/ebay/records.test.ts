import { afterEach, expect, test } from 'vitest';
import type { StreamName } from '../../../src/ports/marketplace.ts';
import { openEbayShop } from './open-shop.ts';
import type { EbayShop } from './open-shop.ts';

let shop: EbayShop;
afterEach(() => shop.stop());
const meaning = async (stream: StreamName) => shop.meant(await shop.round(stream));

test('an order with its parcels, and again only when it changed', async () => {
  shop = await openEbayShop();
  const { id } = shop.ebay.placeOrder({
    buyer: 'b1',
    items: [{ sku: 'WIPER-24', quantity: 2 }, { sku: 'CLIP' }],
    total: { value: '31.50', currency: 'GBP' },
  });
  expect(await meaning('orders')).toMatchObject([
    {
      kind: 'order',
      externalId: id,
      status: 'to_ship',
      platformStatus: 'NOT_STARTED',
      buyer: { id: 'b1' },
      country: 'gb',
      total: { amount: '31.50', currency: 'GBP' },
      items: [
        { sku: 'WIPER-24', quantity: 2 },
        { sku: 'CLIP', quantity: 1 },
      ],
    },
  ]);
  const [again] = await shop.round('orders');
  shop.ebay.changeOrder(id, { tracking: { carrier: 'ROYAL_MAIL', number: 'RM1GB' } });
  const [shipped] = await shop.round('orders');
  expect(shipped!.externalId).not.toBe(again!.externalId);
  expect(await shop.meant([shipped!])).toMatchObject([
    { status: 'shipped', shipments: [{ carrier: 'ROYAL_MAIL', tracking: 'RM1GB' }], cancelRequested: false },
  ]);
});

test('several hundred orders are read page by page, and a span of them again', async () => {
  shop = await openEbayShop();
  const start = Date.now() - 3 * 86_400_000;
  for (let count = 0; count < 450; count++) shop.ebay.placeOrder({ at: start + count * 60_000 });
  expect(new Set((await shop.round('orders')).map(({ externalId }) => externalId)).size).toBe(450);
  expect(shop.calls().filter((call) => call === 'getOrders')).toHaveLength(3);
  expect(await shop.round('orders', { from: start, until: start + 99 * 60_000 })).toHaveLength(100);
});

test('a buyer who wants out is somebody’s business', async () => {
  shop = await openEbayShop();
  const { id } = shop.ebay.placeOrder({ buyer: 'b1' });
  shop.ebay.changeOrder(id, { cancelState: 'IN_PROGRESS', cancelReason: 'BUYER_ASKED_CANCEL' });
  const [event] = await shop.adapter.read!({ kind: 'resource_hint', stream: 'orders', id: `order ${id}` }, shop.store);
  expect(await shop.meant([event!])).toMatchObject([
    { kind: 'order', cancelRequested: true },
    { kind: 'after_sale', type: 'cancellation', open: true, reason: 'BUYER_ASKED_CANCEL' },
    { kind: 'platform_notice', externalId: `cancellation ${id} IN_PROGRESS`, orderId: id, needsAttention: true },
  ]);
  shop.ebay.changeOrder(id, { cancelState: 'CANCELED' });
  expect(await meaning('orders')).toMatchObject([
    { kind: 'order', status: 'cancelled', cancelRequested: false },
    { kind: 'after_sale', open: false },
  ]);
});

test('returns, inquiries and cases are told once for each state', async () => {
  shop = await openEbayShop();
  const { id: order } = shop.ebay.placeOrder({ buyer: 'b1' });
  const { id } = shop.ebay.openReturn({ order, text: 'It is bent' });
  const { id: inquiry } = shop.ebay.openInquiry({ order });
  shop.ebay.openCase({ order });
  const events = await meaning('after_sales');
  expect(events.filter(({ kind }) => kind === 'after_sale')).toMatchObject([
    { type: 'return', externalId: id, orderId: order, open: true, reason: 'NOT_AS_DESCRIBED', text: 'It is bent' },
    { type: 'not_received', externalId: inquiry, open: true, amount: { currency: 'GBP' } },
    { type: 'case', open: true },
  ]);
  expect(events.filter((event) => event.kind === 'platform_notice' && event.needsAttention)).toHaveLength(3);
  expect(await shop.round('after_sales')).toEqual([]);
  shop.ebay.changeRequest(id, { state: 'CLOSED', status: 'CLOSED' });
  expect(await meaning('after_sales')).toMatchObject([{ kind: 'after_sale', externalId: id, open: false }]);
  const read = await shop.adapter.read!({ kind: 'resource_hint', stream: 'after_sales', id: `inquiry ${inquiry}` }, shop.store);
  expect(await shop.meant(read)).toMatchObject([{ externalId: inquiry }, { kind: 'platform_notice' }]);
});

test('what eBay has taken away is passed over; the scheme of the token is a setting', async () => {
  shop = await openEbayShop({ decommissioned: [/inquiry/], postOrderAuthorization: ['Bearer'], api: { postOrder: 'Bearer' } });
  const { id: order } = shop.ebay.placeOrder();
  shop.ebay.openReturn({ order });
  shop.ebay.openInquiry({ order });
  expect((await meaning('after_sales')).filter(({ kind }) => kind === 'after_sale')).toMatchObject([{ type: 'return' }]);
  await shop.stop();
  shop = await openEbayShop({ api: { postOrder: 'off' } });
  expect(await shop.round('after_sales')).toEqual([]);
  expect(shop.calls()).toEqual([]);
});

test('feedback has the stars of its kind', async () => {
  shop = await openEbayShop();
  const { id: order } = shop.ebay.placeOrder({ buyer: 'b1' });
  shop.ebay.postReview({ order, rating: 'NEGATIVE', text: 'Never arrived' });
  shop.ebay.postReview({ buyer: 'b2', text: 'Great' });
  const reviews = await meaning('reviews');
  expect(reviews).toHaveLength(2);
  expect(reviews).toContainEqual(
    expect.objectContaining({ kind: 'review', rating: 1, text: 'Never arrived', buyer: { id: 'b1' } }),
  );
  expect(reviews).toContainEqual(expect.objectContaining({ rating: 5, text: 'Great' }));
  expect(await shop.round('reviews')).toEqual([]);
});

test('the seller’s standing as fractions with eBay’s own limits; falling below standard is somebody’s business', async () => {
  shop = await openEbayShop();
  shop.ebay.setPerformance({ defectRate: 0.5, lateRate: 3.5 });
  shop.ebay.setPerformance({ cycle: 'PROJECTED', level: 'BELOW_STANDARD' });
  shop.ebay.setRating({ metric: 'ITEM_NOT_RECEIVED', rating: 'VERY_HIGH', value: 4, average: 1 });
  const events = await meaning('performance');
  const figure = (metric: string) => events.find((event) => event.kind === 'performance' && event.metric === metric);
  expect(figure('account_status')).toMatchObject({ platformStatus: 'ABOVE_STANDARD', status: 'at_risk' });
  expect(figure('order_defect_rate')).toMatchObject({
    value: 0.005,
    unit: 'fraction',
    target: { value: 0.02, comparator: '<=' },
    status: 'good',
  });
  expect(figure('late_shipment_rate')).toMatchObject({ value: 0.035, status: 'bad' });
  expect(figure('valid_tracking_rate')).toMatchObject({ value: 0.97 });
  expect(figure('not_received_rate')).toMatchObject({ value: 0.04, status: 'bad', platformStatus: 'VERY_HIGH' });
  expect(events.filter(({ kind }) => kind === 'platform_notice')).toHaveLength(2);
  expect(shop.ebay.callsToday('seller_standards_profile')).toBe(1);
});
