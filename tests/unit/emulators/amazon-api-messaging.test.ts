import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startAmazonApi } from '../../emulators/amazon-api.ts';
import type { AmazonApi } from '../../emulators/amazon-api.ts';
import { clientOf } from './amazon-api-client.ts';

const inGermany = '?marketplaceIds=A1PA6795UKMFR9';
const day = 86_400_000;
let now: number;
let amazon: AmazonApi;
let call: (method: string, path: string, body?: unknown) => ReturnType<ReturnType<typeof clientOf>['call']>;

beforeEach(async () => {
  now = Date.parse('2026-11-20T12:00:00Z');
  amazon = await startAmazonApi({ now: () => now, tokenTtlSeconds: 100 * 86_400, rateScale: Infinity });
  const client = clientOf(amazon);
  const token = await client.sellerToken();
  call = (method, path, body) => client.call(token, method, path, { body });
});
afterEach(() => amazon.stop());

const send = (order: string, name: string, body: unknown) =>
  call('POST', `/messaging/v1/orders/${order}/messages/${name}${inGermany}`, body);

it('says what may be written about an order, as HAL', async () => {
  const { id } = amazon.placeOrder();
  const answer = await call('GET', `/messaging/v1/orders/${id}${inGermany}`);
  expect(answer.headers.get('content-type')).toBe('application/hal+json');
  expect(answer.body).toMatchObject({ _links: { self: { href: `/messaging/v1/orders/${id}${inGermany}` } } });
  const { actions } = answer.body._links as { actions: { name: string; href: string }[] };
  expect(actions).toHaveLength(9);
  expect(actions).toContainEqual({
    name: 'unexpectedProblem',
    href: `/messaging/v1/orders/${id}/messages/unexpectedProblem${inGermany}`,
  });
  // Names that left the model turn up all the same (facts/marketplaces §3.2).
  amazon.changeOrder(id, { actions: ['unexpectedProblem', 'negativeFeedbackRemoval'] });
  const fewer = await call('GET', `/messaging/v1/orders/${id}${inGermany}`);
  expect((fewer.body._links as { actions: unknown[] }).actions).toHaveLength(2);
  expect(await send(id, 'confirmOrderDetails', { text: 'Hallo' })).toMatchObject({
    status: 403,
    body: { errors: [{ code: 'Unauthorized' }] },
  });
});

it("tells the buyer's language", async () => {
  const { id } = amazon.placeOrder({ locale: 'nl-NL' });
  expect((await call('GET', `/messaging/v1/orders/${id}/attributes${inGermany}`)).body).toEqual({ buyer: { locale: 'nl-NL' } });
});

it.each([
  ['confirmCustomizationDetails', 800],
  ['confirmDeliveryDetails', 2000],
  ['confirmOrderDetails', 2000],
  ['confirmServiceDetails', 2000],
  ['unexpectedProblem', 2000],
  ['digitalAccessKey', 400],
])('takes %s up to %i characters', async (name, most) => {
  const { id } = amazon.placeOrder();
  expect((await send(id, name, { text: 'ü'.repeat(most + 1) })).status).toBe(400);
  expect((await send(id, name, { text: '' })).status).toBe(400);
  expect(amazon.sent()).toEqual([]);
  const good = await send(id, name, { text: 'ü'.repeat(most) });
  expect(good).toMatchObject({ status: 201, body: {} });
  expect(amazon.sent()).toMatchObject([
    { thread: id, kind: name, text: 'ü'.repeat(most), buyer: '43vfy537czcw8nq@marketplace.amazon.de', at: now },
  ]);
});

it('refuses HTML, e-mail addresses, unknown members, and bodies that are not JSON', async () => {
  const { id } = amazon.placeOrder();
  for (const body of [
    { text: '<b>Hallo</b>' },
    { text: 'Schreiben Sie an a@b.example' },
    { text: 'x', subject: 'x' },
    { text: 7 },
    [],
  ])
    expect((await send(id, 'unexpectedProblem', body)).status).toBe(400);
  const { api } = amazon.baseUrls;
  const { sellerToken } = clientOf(amazon);
  const path = `${api}/messaging/v1/orders/${id}/messages/unexpectedProblem${inGermany}`;
  const headers = { 'x-amz-access-token': await sellerToken() };
  expect((await fetch(path, { method: 'POST', headers, body: '{"text":"x"}' })).status).toBe(415);
  const json = { ...headers, 'content-type': 'application/json' };
  expect((await fetch(path, { method: 'POST', headers: json, body: '{"text":' })).status).toBe(400);
});

it('knows an order in its own marketplace only', async () => {
  const { id } = amazon.placeOrder();
  expect((await call('GET', `/messaging/v1/orders/${id}?marketplaceIds=APJ6JRA9NG5V4`)).status).toBe(400);
  expect((await call('GET', `/messaging/v1/orders/${id}`)).status).toBe(400);
  expect((await call('GET', `/messaging/v1/orders/${id}${inGermany},APJ6JRA9NG5V4`)).status).toBe(400);
  expect((await call('GET', `/messaging/v1/orders/123-1234567-0000000${inGermany}`)).status).toBe(400);
});

it('sends attachments that were uploaded, five at most', async () => {
  const { id } = amazon.placeOrder();
  const file = Buffer.from('%PDF-1.4 Rechnung');
  const md5 = createHash('md5').update(file).digest('base64');
  const resource = `/uploads/2020-11-01/uploadDestinations/messaging/v1/orders/${id}/messages/invoice`;
  const created = await call('POST', `${resource}${inGermany}&contentMD5=${encodeURIComponent(md5)}&contentType=application/pdf`);
  expect(created.status).toBe(201);
  const { uploadDestinationId, url, headers } = created.body.payload as {
    uploadDestinationId: string;
    url: string;
    headers: Record<string, string>;
  };
  const attachments = [{ uploadDestinationId, fileName: 'rechnung.pdf' }];
  expect((await send(id, 'invoice', { attachments })).status).toBe(400);

  expect((await fetch(url, { method: 'PUT', body: file })).status).toBe(403);
  expect((await fetch(url, { method: 'PUT', body: 'other', headers })).status).toBe(400);
  expect((await fetch(url, { method: 'PUT', body: file, headers })).status).toBe(200);
  expect((await send(id, 'invoice', { attachments })).status).toBe(201);
  expect((await send(id, 'invoice', { attachments: Array(6).fill(attachments[0]) })).status).toBe(400);
  expect((await send(id, 'invoice', { attachments: [] })).status).toBe(400);
  expect(amazon.sent()).toMatchObject([{ kind: 'invoice', pictures: ['rechnung.pdf'], text: '' }]);
});

it('asks for a review once, 5 to 30 days after delivery', async () => {
  const { id } = amazon.placeOrder();
  const path = `/solicitations/v1/orders/${id}`;
  const ask = () => call('POST', `${path}/solicitations/productReviewAndSellerFeedback${inGermany}`);
  const offered = async () =>
    ((await call('GET', `${path}${inGermany}`)).body._links as { actions: { name: string }[] }).actions.map(({ name }) => name);

  expect((await ask()).status).toBe(403);
  amazon.changeOrder(id, { status: 'SHIPPED', deliveredAt: now });
  now += 5 * day - 1;
  expect(await offered()).toEqual([]);
  expect((await ask()).status).toBe(403);
  now += 1;
  expect(await offered()).toEqual(['productReviewAndSellerFeedback']);
  expect(await ask()).toMatchObject({ status: 201, body: {} });
  expect((await ask()).status).toBe(403);
  expect(amazon.sent()).toMatchObject([{ kind: 'productReviewAndSellerFeedback' }]);

  const late = amazon.placeOrder().id;
  amazon.changeOrder(late, { deliveredAt: now - 30 * day - 1 });
  expect(
    (await call('POST', `/solicitations/v1/orders/${late}/solicitations/productReviewAndSellerFeedback${inGermany}`)).status,
  ).toBe(403);
});
