import { afterEach, beforeEach, expect, it } from 'vitest';
import { startAmazonApi } from '../../emulators/amazon-api.ts';
import type { AmazonApi } from '../../emulators/amazon-api.ts';
import { clientOf, query } from './amazon-api-client.ts';

const minute = 60_000;
let now: number;
let amazon: AmazonApi;
let get: (path: string) => ReturnType<ReturnType<typeof clientOf>['call']>;
const search = (parameters: Record<string, string | number>) => get(`/orders/2026-01-01/orders?${query(parameters)}`);
const idsOf = (body: object) => (body as { orders: { orderId: string }[] }).orders.map(({ orderId }) => orderId);
const at = (ms: number) => new Date(ms).toISOString();

beforeEach(async () => {
  now = Date.parse('2026-11-20T12:00:00Z');
  amazon = await startAmazonApi({ now: () => now, tokenTtlSeconds: 100 * 86_400, rateScale: Infinity });
  const { call, sellerToken } = clientOf(amazon);
  const token = await sellerToken();
  get = (path) => call(token, 'GET', path);
});
afterEach(() => amazon.stop());

it('shows of an order the datasets that were asked for', async () => {
  const { id } = amazon.placeOrder({ id: '302-7654321-1234567', tracking: '00340434000000000000', shipBy: now + 2 * 86_400_000 });
  const bare = (await get(`/orders/2026-01-01/orders/${id}`)).body.order as object;
  expect(Object.keys(bare).sort()).toEqual(['createdTime', 'lastUpdatedTime', 'orderId', 'orderItems', 'salesChannel']);
  const full = await get(`/orders/2026-01-01/orders/${id}?includedData=BUYER,RECIPIENT,PROCEEDS,FULFILLMENT,PACKAGES`);
  expect(full.body).toMatchObject({
    order: {
      orderId: id,
      salesChannel: { channelName: 'AMAZON', marketplaceId: 'A1PA6795UKMFR9', marketplaceName: 'Amazon.de' },
      buyer: { buyerName: 'Erika M', buyerEmail: '43vfy537czcw8nq@marketplace.amazon.de' },
      recipient: { deliveryAddress: { countryCode: 'DE', postalCode: '50667' } },
      proceeds: { grandTotal: { amount: '24.90', currencyCode: 'EUR' } },
      fulfillment: {
        fulfillmentStatus: 'UNSHIPPED',
        fulfilledBy: 'MERCHANT',
        shipByWindow: { latestDateTime: '2026-11-22T12:00:00.000Z' },
      },
      packages: [{ trackingNumber: '00340434000000000000', carrier: 'DHL', packageStatus: { status: 'IN_TRANSIT' } }],
    },
  });
});

it('keeps the relay address of orders that Amazon fulfils to itself', async () => {
  const { id } = amazon.placeOrder({ fulfilledBy: 'AMAZON' });
  const { body } = await get(`/orders/2026-01-01/orders/${id}?includedData=BUYER`);
  expect(body).toMatchObject({ order: { buyer: { buyerName: 'Erika M' } } });
  expect(JSON.stringify(body)).not.toContain('@');
});

it('lets roles decide the fields', async () => {
  await using poor = await startAmazonApi({ withheldData: ['BUYER'] });
  const { call, sellerToken } = clientOf(poor);
  const { id } = poor.placeOrder();
  const { body } = await call(await sellerToken(), 'GET', `/orders/2026-01-01/orders/${id}?includedData=BUYER,FULFILLMENT`);
  expect(Object.keys(body.order as object)).not.toContain('buyer');
  expect(Object.keys(body.order as object)).toContain('fulfillment');
});

it.each([
  ['neither', {}],
  ['both', { createdAfter: '2026-11-01T00:00:00Z', lastUpdatedAfter: '2026-11-01T00:00:00Z' }],
  ['mixed kinds', { createdAfter: '2026-11-01T00:00:00Z', lastUpdatedBefore: '2026-11-02T00:00:00Z' }],
  ['before too recent', { createdAfter: '2026-11-01T00:00:00Z', createdBefore: '2026-11-20T11:58:01Z' }],
  ['before earlier than after', { createdAfter: '2026-11-02T00:00:00Z', createdBefore: '2026-11-01T00:00:00Z' }],
  ['no date', { createdAfter: 'TEST_CASE_400' }],
  ['too many on a page', { createdAfter: '2026-11-01T00:00:00Z', maxResultsPerPage: 101 }],
  ['none on a page', { createdAfter: '2026-11-01T00:00:00Z', maxResultsPerPage: 0 }],
  ['no such status', { createdAfter: '2026-11-01T00:00:00Z', fulfillmentStatuses: 'Unshipped' }],
  ['no such dataset', { createdAfter: '2026-11-01T00:00:00Z', includedData: 'BUYER,ADDRESS' }],
  ['v0 names', { CreatedAfter: '2026-11-01T00:00:00Z' }],
  ['no such page', { createdAfter: '2026-11-01T00:00:00Z', paginationToken: 'made-up' }],
])('refuses a search with %s', async (_what, parameters) => {
  expect(await search(parameters as Record<string, string>)).toMatchObject({
    status: 400,
    body: { errors: [{ code: 'InvalidInput' }] },
  });
});

it('refuses a parameter that is given twice, and a malformed id', async () => {
  const twice = 'createdAfter=2026-11-01T00:00:00Z&includedData=BUYER&includedData=PACKAGES';
  expect((await get(`/orders/2026-01-01/orders?${twice}`)).status).toBe(400);
  expect((await get('/orders/2026-01-01/orders/TEST_CASE_400')).status).toBe(400);
  expect((await get('/orders/2026-01-01/orders/302-7654321-9999999')).status).toBe(404);
});

it('finds by creation, change, status, marketplace and who fulfils', async () => {
  const old = amazon.placeOrder({ at: now - 3 * 86_400_000 }).id;
  const italian = amazon.placeOrder({ at: now - 60 * minute, marketplaceId: 'APJ6JRA9NG5V4', status: 'PENDING' }).id;
  const theirs = amazon.placeOrder({ at: now - 30 * minute, fulfilledBy: 'AMAZON' }).id;
  const today = at(now - 86_400_000);
  expect(idsOf((await search({ createdAfter: today })).body)).toEqual([italian, theirs]);
  expect(idsOf((await search({ createdAfter: today, fulfillmentStatuses: 'PENDING' })).body)).toEqual([italian]);
  expect(idsOf((await search({ createdAfter: today, fulfilledBy: 'AMAZON' })).body)).toEqual([theirs]);
  expect(idsOf((await search({ createdAfter: today, marketplaceIds: 'A1PA6795UKMFR9' })).body)).toEqual([theirs]);
  amazon.changeOrder(old, { status: 'SHIPPED', tracking: 'JJD000', at: now - 10 * minute });
  expect(idsOf((await search({ lastUpdatedAfter: at(now - 15 * minute) })).body)).toEqual([old]);
});

it('does not show the last two minutes in a search, though it shows the order itself', async () => {
  const { id } = amazon.placeOrder({});
  const first = await search({ createdAfter: at(now - minute * 60) });
  expect(first.body).toMatchObject({ orders: [], createdBefore: '2026-11-20T11:58:00.000Z' });
  expect((await get(`/orders/2026-01-01/orders/${id}`)).status).toBe(200);
  now += 2 * minute;
  expect(idsOf((await search({ createdAfter: at(now - minute * 60) })).body)).toEqual([id]);
});

it('goes through pages with one search, whose token lives a day', async () => {
  const ids = [5, 4, 3, 2, 1].map((hours) => amazon.placeOrder({ at: now - hours * 60 * minute }).id);
  const wanted = { createdAfter: at(now - 86_400_000), maxResultsPerPage: 2 };
  const first = await search(wanted);
  expect(idsOf(first.body)).toEqual(ids.slice(0, 2));
  const paginationToken = (first.body.pagination as { nextToken: string }).nextToken;

  expect((await search({ ...wanted, createdAfter: at(now - 86_400_001), paginationToken })).status).toBe(400);
  const rest = await search({ ...wanted, maxResultsPerPage: 50, includedData: 'BUYER', paginationToken });
  expect(idsOf(rest.body)).toEqual(ids.slice(2));
  expect(rest.body).not.toHaveProperty('pagination');
  now += 24 * 60 * minute;
  expect((await search({ ...wanted, paginationToken })).status).toBe(400);
});

it('shows a request to cancel with its reason', async () => {
  const { id } = amazon.placeOrder();
  amazon.changeOrder(id, { cancelRequested: 'Falsche Farbe bestellt' });
  const { body } = await get(`/orders/2026-01-01/orders/${id}?includedData=CANCELLATION`);
  expect(body).toMatchObject({
    order: {
      orderItems: [{ cancellation: { cancellationRequest: { requester: 'BUYER', cancelReason: 'Falsche Farbe bestellt' } } }],
    },
  });
});
