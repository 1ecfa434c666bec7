import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSeller } from './seller.ts';
import type { Seller } from './seller.ts';

let seller: Seller;
beforeEach(async () => {
  seller = await openSeller();
  seller.amazon.deliverTo(seller.amazon.credentials.queueArn);
});
afterEach(() => seller.stop());

const notifications = () => seller.round({ stream: 'notifications' });

it('hands over, and deletes only what was acknowledged', async () => {
  seller.amazon.placeOrder();
  const page = await seller.poll({ stream: 'notifications' });
  expect(page).toMatchObject({
    more: true,
    events: [{ externalId: expect.stringMatching(/^notification [0-9a-f-]{36}$/) as string }],
  });
  expect(seller.amazon.queueCounts()).toEqual({ visible: 0, hidden: 1 });
  await page.acknowledge!();
  expect(seller.amazon.queueCounts()).toEqual({ visible: 0, hidden: 0 });
  expect(await seller.poll({ stream: 'notifications' })).toMatchObject({ events: [], more: false });
});

it('knows one that comes twice', async () => {
  seller.amazon.setQueue({ duplicates: 1 });
  const { id } = seller.amazon.placeOrder();
  const { events } = await notifications();
  expect(events).toHaveLength(2);
  expect(new Set(events.map(({ externalId }) => externalId)).size).toBe(1);
  expect(await seller.normalised(events.slice(1))).toEqual([{ kind: 'resource_hint', stream: 'orders', id }]);
});

it('tells of the buyer’s wish to cancel at once', async () => {
  const { id } = seller.amazon.placeOrder();
  seller.amazon.changeOrder(id, { cancelRequested: 'Zu spät' });
  const events = await seller.normalised((await notifications()).events);
  expect(events.filter(({ kind }) => kind === 'resource_hint')).toHaveLength(2);
  expect(events.filter(({ kind }) => kind === 'platform_notice')).toMatchObject([
    { externalId: `cancel ${id}`, topic: 'cancellation_request', orderId: id, needsAttention: true },
  ]);
});

it('tells when the account gets worse, and files every change', async () => {
  seller.amazon.setPerformance({ accountStatus: 'AT_RISK', at: Date.parse('2026-11-20T08:15:00Z') });
  seller.amazon.setPerformance({ accountStatus: 'NORMAL', at: Date.parse('2026-11-21T08:15:00Z') });
  const events = await seller.normalised((await notifications()).events);
  expect(events.filter(({ kind }) => kind === 'performance')).toMatchObject([
    { metric: 'account_status', status: 'at_risk', platformStatus: 'AT_RISK' },
    { metric: 'account_status', status: 'good' },
  ]);
  expect(events.filter(({ kind }) => kind === 'platform_notice')).toMatchObject([
    { externalId: 'account_status AT_RISK 2026-11-20', topic: 'account_health' },
  ]);
});

it('hurries the stream whose report is written, and files stock of the store’s own marketplace', async () => {
  await seller.poll({ stream: 'performance' });
  seller.amazon.setInventory({ sku: 'MUG', fulfillable: 7 });
  seller.amazon.setInventory({ sku: 'MUG', fulfillable: 99, marketplaceId: 'APJ6JRA9NG5V4' });
  await expect
    .poll(async () => (await seller.normalised((await notifications()).events)).map(({ kind }) => kind), { timeout: 5_000 })
    .toContain('resource_hint');
  const bodies = seller.amazon
    .pushed()
    .map(({ body }) => ({ externalId: 'x', body: JSON.stringify({ type: 'notification', text: body }) }));
  const events = await seller.normalised(bodies);
  expect(events.filter(({ kind }) => kind === 'resource_hint')).toEqual([{ kind: 'resource_hint', stream: 'performance' }]);
  expect(events.filter(({ kind }) => kind === 'stock')).toMatchObject([{ sku: 'MUG', available: 7, productId: 'B0TESTASIN' }]);
});

it('reads what EventBridge wrapped, and ignores what is another seller’s or another marketplace’s', async () => {
  const { id } = seller.amazon.placeOrder();
  seller.amazon.put((await seller.amazon.forge('other_scheme')).body);
  const [plain] = seller.amazon.notifications();
  const text = JSON.stringify(plain!.body);
  seller.amazon.put(text.replace('A2TESTSELLER', 'AANOTHERSELLER'));
  seller.amazon.put(text.replace('"A1PA6795UKMFR9"', '"ATVPDKIKX0DER"'));
  const events = await seller.normalised((await notifications()).events);
  const hint = { kind: 'resource_hint', stream: 'orders', id };
  expect(events).toEqual([hint, hint]);
});

it('parks what is no notification, under the queue’s own id, and takes it out of the queue', async () => {
  const messageId = seller.amazon.put('{"broken');
  const { events } = await notifications();
  expect(events.map(({ externalId }) => externalId)).toEqual([`notification sqs ${messageId}`]);
  await expect(seller.normalised(events)).rejects.toThrow('no notification');
  expect(seller.amazon.queueCounts()).toEqual({ visible: 0, hidden: 0 });
});

it.each([
  ['other keys', { awsSecretAccessKey: 'the-secret-of-somebody-else' }, 'forbidden'],
  ['another queue', { queueUrl: 'http://127.0.0.1:9/444455556666/other' }, 'down'],
] as const)('says what is wrong with %s, and nothing of the seller’s authorisation', async (_, api, fault) => {
  const store = {
    ...seller.store,
    settings: { ...seller.store.settings, api: { ...seller.store.settings.api, ...api, sqsUrl: '' } },
  };
  delete (store.settings.api as Record<string, string>).sqsUrl;
  await expect(seller.poll({ stream: 'notifications' }, store)).rejects.toMatchObject({ name: 'MarketplaceError', fault });
});

it('offers the stream to stores with a queue only', () => {
  const stream = seller.adapter.streams!.find(({ name }) => name === 'notifications')!;
  const without = { ...seller.store, settings: { sandbox: false, api: { sellerId: 'A2TESTSELLER' } } };
  expect([stream.offered!(seller.store), stream.offered!(without)]).toEqual([true, false]);
});
