import { afterEach, beforeEach, expect, it } from 'vitest';
import { startAmazonApi } from '../../emulators/amazon-api.ts';
import type { AmazonApi } from '../../emulators/amazon-api.ts';
import { clientOf, query } from './amazon-api-client.ts';

const inGermany = { granularityType: 'Marketplace', granularityId: 'A1PA6795UKMFR9', marketplaceIds: 'A1PA6795UKMFR9' };
let now: number;
let amazon: AmazonApi;
let get: (parameters: Record<string, string>) => ReturnType<ReturnType<typeof clientOf>['call']>;
beforeEach(async () => {
  now = Date.parse('2026-11-20T12:00:00Z');
  amazon = await startAmazonApi({ now: () => now, tokenTtlSeconds: 100 * 86_400, rateScale: Infinity, inventoryPageSize: 2 });
  const { call, sellerToken } = clientOf(amazon);
  const token = await sellerToken();
  get = (parameters) => call(token, 'GET', `/fba/inventory/v1/summaries?${query(parameters)}`);
});
afterEach(() => amazon.stop());
const skusOf = (body: Record<string, unknown>) =>
  (body.payload as { inventorySummaries: { sellerSku: string }[] }).inventorySummaries.map(({ sellerSku }) => sellerSku);

it('sums up the stock of a marketplace, in detail on demand', async () => {
  amazon.setInventory({ sku: 'BOTTLE-750', fulfillable: 3, inbound: 10, reserved: 2, unfulfillable: 1 });
  amazon.setInventory({ sku: 'TAZZA', marketplaceId: 'APJ6JRA9NG5V4' });
  const short = await get(inGermany);
  expect(short.body).toMatchObject({ payload: { inventorySummaries: [{ sellerSku: 'BOTTLE-750', totalQuantity: 16 }] } });
  expect(JSON.stringify(short.body)).not.toContain('inventoryDetails');
  const long = await get({ ...inGermany, details: 'true' });
  expect(long.body).toMatchObject({
    payload: {
      inventorySummaries: [{ inventoryDetails: { fulfillableQuantity: 3, reservedQuantity: { totalReservedQuantity: 2 } } }],
    },
  });
});

it('finds by SKU and by change', async () => {
  for (const sku of ['A', 'B', 'C']) amazon.setInventory({ sku, fulfillable: 1 });
  expect(skusOf((await get({ ...inGermany, sellerSkus: 'A,C' })).body)).toEqual(['A', 'C']);
  expect(skusOf((await get({ ...inGermany, sellerSku: 'B' })).body)).toEqual(['B']);
  const startDateTime = new Date(now).toISOString();
  now += 1_000;
  amazon.setInventory({ sku: 'B', fulfillable: 0 });
  expect(skusOf((await get({ ...inGermany, startDateTime, sellerSku: 'A' })).body)).toEqual(['B']);
});

it('goes through pages whose token lives 30 s', async () => {
  for (const sku of ['A', 'B', 'C']) amazon.setInventory({ sku, fulfillable: 1 });
  const first = await get(inGermany);
  expect(skusOf(first.body)).toEqual(['A', 'B']);
  const { nextToken } = first.body.pagination as { nextToken: string };
  expect(skusOf((await get({ ...inGermany, nextToken })).body)).toEqual(['C']);
  now += 30_000;
  expect((await get({ ...inGermany, nextToken })).status).toBe(400);
});

it.each([
  [{ granularityType: 'Marketplace', granularityId: 'A1PA6795UKMFR9' }],
  [{ ...inGermany, granularityType: 'Country' }],
  [{ ...inGermany, granularityId: 'APJ6JRA9NG5V4' }],
  [{ ...inGermany, details: 'yes' }],
  [{ ...inGermany, startDateTime: '2024-01-01T00:00:00Z' }],
  [{ ...inGermany, sellerSkus: Array.from({ length: 51 }, (_none, index) => `S${index}`).join(',') }],
])('refuses %o', async (parameters) => {
  expect((await get(parameters as Record<string, string>)).status).toBe(400);
});
