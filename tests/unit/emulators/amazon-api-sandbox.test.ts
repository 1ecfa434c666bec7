import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAmazonApi } from '../../emulators/amazon-api.ts';
import type { AmazonApi } from '../../emulators/amazon-api.ts';
import { operationOf, operations } from '../../emulators/amazon-api/models.ts';
import type { Operation } from '../../emulators/amazon-api/models.ts';
import { publishedTypes } from '../../emulators/amazon-api/notification-types.ts';
import { faultsOf } from '../../emulators/amazon-api/oracle.ts';
import { pairsOf } from '../../emulators/amazon-api/sandbox.ts';
import type { Order } from '../../emulators/amazon-api/order-shape.ts';
import { clientOf, sqsOf } from './amazon-api-client.ts';

let amazon: AmazonApi;
let tokens: { seller: string; grantless: string };
beforeAll(async () => {
  amazon = await startAmazonApi({ rateScale: Infinity });
  const { sellerToken, grantlessToken } = clientOf(amazon);
  tokens = { seller: await sellerToken(), grantless: await grantlessToken() };
});
afterAll(() => amazon.stop());

/** Required parameters that the pairs leave out. */
const usual: Record<string, unknown> = {
  marketplaceIds: ['ATVPDKIKX0DER'],
  notificationType: 'ANY_OFFER_CHANGED',
  body: {},
};

function send(operation: Operation, given: Record<string, { value: unknown }>, host: 'api' | 'sandbox') {
  const valueOf = (name: string) => given[name]?.value ?? usual[name] ?? 'TEST';
  const textOf = (name: string) =>
    [valueOf(name)]
      .flat()
      .map((value) => value as string)
      .join(',');
  const search = new URLSearchParams();
  for (const { name, in: place, required } of operation.parameters)
    if (place === 'query' && (required || given[name])) search.set(name, textOf(name));
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(textOf(name)));
  const body = operation.parameters.some(({ in: place }) => place === 'body') ? valueOf('body') : undefined;
  const token = operation['x-grantless'] ? tokens.grantless : tokens.seller;
  return clientOf(amazon).call(token, operation.method.toUpperCase(), `${path}?${search.toString()}`, { body, host });
}

const pairs = operations.flatMap((operation) =>
  pairsOf(operation).map((pair, index) => ({
    name: `${operation.operationId} ${pair.status} #${index + 1}`,
    operation,
    ...pair,
  })),
);

it('has pairs', () => {
  expect(pairs.length).toBeGreaterThan(40);
});

it('measures answers by their models, and lets nothing unnamed pass', () => {
  const getOrder = operationOf('getOrder');
  const order = { orderId: 'x', createdTime: '2026-11-20T09:00:00Z', lastUpdatedTime: '2026-11-20T09:00:00Z', orderItems: [] };
  const salesChannel = { channelName: 'AMAZON' };
  expect(faultsOf(getOrder, 200, { order: { ...order, salesChannel } })).toEqual([]);
  expect(faultsOf(getOrder, 200, { order })).toHaveLength(1);
  expect(faultsOf(getOrder, 200, { order: { ...order, salesChannel, status: 'UNSHIPPED' } })).toHaveLength(1);
  expect(faultsOf(getOrder, 200, { order: { ...order, salesChannel, createdTime: 'yesterday' } })).toHaveLength(1);
  expect(faultsOf(getOrder, 418, {})).toHaveLength(1);
});

describe('the static sandbox', () => {
  it.each(pairs)('replays $name', async ({ operation, parameters, status, response }) => {
    const answer = await send(operation, parameters, 'sandbox');
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual(response);
    expect(faultsOf(operation, status, response)).toEqual([]);
  });

  it('knows no more than its pairs', async () => {
    const answer = await send(operationOf('getReport'), { reportId: { value: '1' } }, 'sandbox');
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'InvalidInput' }] } });
  });

  it('has one rate for everything', async () => {
    await using strict = await startAmazonApi();
    const { call, grantlessToken } = clientOf(strict);
    const token = await grantlessToken();
    const statuses = new Set<number>();
    let last: Headers | undefined;
    for (let i = 0; i < 60 && !statuses.has(429); i += 1) {
      const answer = await call(token, 'GET', '/notifications/v1/destinations', { host: 'sandbox' });
      statuses.add(answer.status);
      last = answer.headers;
      if (i < 15) expect(answer.status).toBe(200);
    }
    expect(last?.get('x-amzn-ratelimit-limit')).toBe('5');
  });
});

describe('the production host, asked what the pairs ask', () => {
  it.each(pairs.filter(({ operation, status }) => operation.model === 'orders_2026-01-01' && status === 200))(
    'shows the order of $name as the sandbox does',
    async ({ operation, parameters, response }) => {
      const { order, orders } = response as { order?: Order; orders?: Order[] };
      for (const one of orders ?? [order!]) amazon.putOrder(structuredClone(one));
      // Page tokens of the sandbox are its own.
      const { paginationToken: _token, ...asked } = parameters;
      const answer = await send(operation, asked, 'api');
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject(order ? { order } : { orders });
    },
  );

  const bad = pairs.filter(
    ({ operation, status }) => status === 400 && !['cancelReport', 'getReportDocument'].includes(operation.operationId),
  );
  it.each(bad)('refuses $name, too', async ({ operation, parameters }) => {
    expect((await send(operation, parameters, 'api')).status).toBe(400);
  });

  it('knows no testNotification', async () => {
    const answer = await send(operationOf('sendTestNotification'), { notificationType: { value: 'ORDER_CHANGE' } }, 'api');
    expect(answer.status).toBe(404);
  });
});

describe('testNotification', () => {
  it.each(Object.keys(publishedTypes))('brings a mock of %s to the queue', async (type) => {
    await using fresh = await startAmazonApi();
    fresh.deliverTo(fresh.credentials.queueArn);
    const { call, grantlessToken } = clientOf(fresh);
    const token = await grantlessToken();
    const destinations = await call(token, 'GET', '/notifications/v1/destinations');
    const [{ destinationId }] = destinations.body.payload as [{ destinationId: string }];
    const path = `/notifications/v1/subscriptions/${type}/testNotification`;
    const body = { destinationId, testNotification: { payloadVersion: '1.0' } };
    expect((await call(token, 'POST', path, { body, host: 'sandbox' })).status).toBe(200);
    expect((await call(token, 'POST', path, { body: { destinationId: 'other' }, host: 'sandbox' })).status).toBe(400);
    const sqs = sqsOf(fresh);
    const { Messages: messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: fresh.credentials.queueUrl }));
    expect(messages?.[0]?.Body).toContain(`"${type}"`);
    sqs.destroy();
  });
});
