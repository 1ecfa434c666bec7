import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startAmazonApi } from '../../emulators/amazon-api.ts';
import type { AmazonApi } from '../../emulators/amazon-api.ts';
import { clientOf, sqsOf } from './amazon-api-client.ts';

let amazon: AmazonApi;
let sqs: SQSClient;
let seller: (method: string, path: string, body?: unknown) => ReturnType<ReturnType<typeof clientOf>['call']>;
let grantless: typeof seller;
beforeEach(async () => {
  amazon = await startAmazonApi({ rateScale: Infinity });
  sqs = sqsOf(amazon);
  const { call, sellerToken, grantlessToken } = clientOf(amazon);
  const [own, none] = [await sellerToken(), await grantlessToken()];
  seller = (method, path, body) => call(own, method, path, { body });
  grantless = (method, path, body) => call(none, method, path, { body });
});
afterEach(async () => {
  sqs.destroy();
  await amazon.stop();
});

const received = async () => {
  const input = { QueueUrl: amazon.credentials.queueUrl, MaxNumberOfMessages: 10 };
  const { Messages: messages = [] } = await sqs.send(new ReceiveMessageCommand(input));
  return messages.map(({ Body }) => JSON.parse(Body!) as Record<string, unknown>);
};
const destination = () => ({ name: 'ours', resourceSpecification: { sqs: { arn: amazon.credentials.queueArn } } });
async function subscribe(type: string, more: Record<string, unknown> = {}) {
  const created = await grantless('POST', '/notifications/v1/destinations', destination());
  const { destinationId } = created.body.payload as { destinationId: string };
  return seller('POST', `/notifications/v1/subscriptions/${type}`, { payloadVersion: '1.0', destinationId, ...more });
}

it('goes from destination to subscription to the queue', async () => {
  const created = await grantless('POST', '/notifications/v1/destinations', destination());
  expect(created).toMatchObject({
    status: 200,
    body: { payload: { name: 'ours', resource: { sqs: { arn: amazon.credentials.queueArn } } } },
  });
  const { destinationId } = created.body.payload as { destinationId: string };
  const made = await seller('POST', '/notifications/v1/subscriptions/ORDER_CHANGE', { payloadVersion: '1.0', destinationId });
  const { subscriptionId } = made.body.payload as { subscriptionId: string };
  const { id } = amazon.placeOrder();
  expect(await received()).toMatchObject([
    {
      NotificationType: 'ORDER_CHANGE',
      NotificationMetadata: { SubscriptionId: subscriptionId, ApplicationId: amazon.credentials.applicationId },
      Payload: { OrderChangeNotification: { AmazonOrderId: id, OrderChangeType: 'OrderStatusChange' } },
    },
  ]);

  expect((await seller('GET', '/notifications/v1/subscriptions/ORDER_CHANGE')).body).toEqual(made.body);
  expect((await seller('GET', '/notifications/v1/subscriptions?notificationTypes=ORDER_CHANGE')).body).toMatchObject({
    payload: { subscriptions: [{ subscriptionId }] },
  });
  const byId = `/notifications/v1/subscriptions/ORDER_CHANGE/${subscriptionId}`;
  expect((await grantless('GET', byId)).body).toEqual(made.body);
  expect((await grantless('DELETE', `/notifications/v1/destinations/${destinationId}`)).status).toBe(409);
  expect((await grantless('DELETE', byId)).status).toBe(200);
  expect((await grantless('GET', byId)).status).toBe(404);
  expect((await seller('GET', '/notifications/v1/subscriptions/ORDER_CHANGE')).status).toBe(404);
  amazon.placeOrder();
  expect(amazon.notifications()).toHaveLength(1);
  expect((await grantless('DELETE', `/notifications/v1/destinations/${destinationId}`)).status).toBe(200);
  expect((await grantless('GET', `/notifications/v1/destinations/${destinationId}`)).status).toBe(404);
});

it.each([
  ['FIFO', { name: 'x', resourceSpecification: { sqs: { arn: 'arn:aws:sqs:eu-west-1:444455556666:x.fifo' } } }],
  ['an unknown queue', { name: 'x', resourceSpecification: { sqs: { arn: 'arn:aws:sqs:eu-west-1:444455556666:x' } } }],
  ['no ARN', { name: 'x', resourceSpecification: { sqs: { arn: 'https://queue.example' } } }],
  ['nothing to send to', { name: 'x', resourceSpecification: {} }],
  ['no name', { resourceSpecification: { eventBridge: { region: 'eu-west-1', accountId: '1' } } }],
])('refuses a destination with %s', async (_what, body) => {
  expect((await grantless('POST', '/notifications/v1/destinations', body)).status).toBe(400);
});

it('refuses a queue whose policy keeps the platform out, and the same queue twice', async () => {
  amazon.setQueuePolicy('closed');
  expect((await grantless('POST', '/notifications/v1/destinations', destination())).status).toBe(400);
  amazon.setQueuePolicy('open');
  expect((await grantless('POST', '/notifications/v1/destinations', destination())).status).toBe(200);
  expect((await grantless('POST', '/notifications/v1/destinations', destination())).status).toBe(409);
  const bridge = { name: 'bus', resourceSpecification: { eventBridge: { region: 'eu-west-1', accountId: '444455556666' } } };
  expect((await grantless('POST', '/notifications/v1/destinations', bridge)).status).toBe(200);
  expect((await grantless('GET', '/notifications/v1/destinations')).body.payload).toHaveLength(2);
});

it('refuses subscriptions of unknown types, versions and destinations, and the same twice', async () => {
  expect((await subscribe('ACCOUNT_STATUS_CHANGED')).status).toBe(400);
  const { body } = await grantless('GET', '/notifications/v1/destinations');
  const [{ destinationId }] = body.payload as [{ destinationId: string }];
  const to = (type: string, more: object) =>
    seller('POST', `/notifications/v1/subscriptions/${type}`, { destinationId, ...more });
  expect((await to('ACCOUNT_STATUS_CHANGED', { payloadVersion: '2021-01-01' })).status).toBe(200);
  expect((await to('ACCOUNT_STATUS_CHANGED', { payloadVersion: '2021-01-01' })).status).toBe(409);
  expect((await to('ORDER_STATUS_CHANGE', { payloadVersion: '1.0' })).status).toBe(400);
  expect((await to('ORDER_CHANGE', { payloadVersion: '1.0', destinationId: 'other' })).status).toBe(400);
  expect((await to('ORDER_CHANGE', {})).status).toBe(400);
  expect((await to('PRICING_HEALTH', { payloadVersion: '1.0' })).status).toBe(200);
});

it('filters by the directive of the subscription', async () => {
  const eventFilter = {
    eventFilterType: 'ORDER_CHANGE',
    orderChangeTypes: ['BuyerRequestedChange'],
    marketplaceIds: ['A1PA6795UKMFR9'],
  };
  expect((await subscribe('ORDER_CHANGE', { processingDirective: { eventFilter } })).status).toBe(200);
  const { id } = amazon.placeOrder();
  const { id: italian } = amazon.placeOrder({ marketplaceId: 'APJ6JRA9NG5V4' });
  amazon.changeOrder(id, { cancelRequested: 'zu spät' });
  amazon.changeOrder(italian, { cancelRequested: 'troppo tardi' });
  expect(await received()).toMatchObject([
    {
      Payload: {
        OrderChangeNotification: {
          AmazonOrderId: id,
          OrderChangeType: 'BuyerRequestedChange',
          OrderChangeTrigger: { ChangeReason: 'Buyer Requested Cancel' },
          Summary: { OrderItems: [{ IsBuyerRequestedCancel: true }] },
        },
      },
    },
  ]);
});

it('publishes both casings, once an operator has set it up', async () => {
  amazon.placeOrder();
  expect(amazon.notifications()).toEqual([]);
  amazon.deliverTo(amazon.credentials.queueArn);
  expect(() => amazon.deliverTo('http://127.0.0.1:1/hook')).toThrow(/SQS/);
  amazon.deliverTo(amazon.credentials.queueUrl);

  amazon.setPerformance({ accountStatus: 'AT_RISK' });
  amazon.setPerformance({ lateShipmentRate: 0.1 });
  amazon.setInventory({ sku: 'BOTTLE-750', fulfillable: 3 });
  const { id } = amazon.placeOrder();
  amazon.changeOrder(id, { status: 'SHIPPED' });
  await seller('POST', '/reports/2021-06-30/reports', {
    reportType: 'GET_V2_SELLER_PERFORMANCE_REPORT',
    marketplaceIds: ['A1PA6795UKMFR9'],
  });
  await expect.poll(() => amazon.notifications().length).toBe(5);
  const messages = await received();
  expect(messages.slice(0, 4)).toMatchObject([
    {
      notificationType: 'ACCOUNT_STATUS_CHANGED',
      payloadVersion: '2021-01-01',
      payload: { accountStatusChangeNotification: { previousAccountStatus: 'NORMAL', currentAccountStatus: 'AT_RISK' } },
      notificationMetadata: { notificationId: amazon.notifications()[0]!.id },
    },
    { NotificationType: 'FBA_INVENTORY_AVAILABILITY_CHANGES', Payload: { SKU: 'BOTTLE-750' } },
    { NotificationType: 'ORDER_CHANGE' },
    { NotificationType: 'ORDER_CHANGE', Payload: { OrderChangeNotification: { Summary: { OrderStatus: 'Shipped' } } } },
  ]);
  expect(messages[4]).toMatchObject({
    notificationType: 'REPORT_PROCESSING_FINISHED',
    payload: { reportProcessingFinishedNotification: { processingStatus: 'DONE', accountId: 'amzn1.merchant.o.A2TESTSELLER' } },
  });
  expect(amazon.pushed()).toHaveLength(5);
  amazon.deliverTo(null);
  amazon.placeOrder();
  expect(amazon.notifications()).toHaveLength(5);
});

it('loses notifications, sends one again, and forges', async () => {
  amazon.deliverTo(amazon.credentials.queueArn);
  amazon.losePushes('on');
  const { id } = amazon.placeOrder();
  expect(await received()).toEqual([]);
  amazon.losePushes('off');
  const [lost] = amazon.notifications();
  amazon.repush(lost!.id);
  amazon.repush(lost!.id);
  const twice = await received();
  expect(twice).toHaveLength(2);
  expect(twice[0]).toEqual(twice[1]);

  const { body: half } = await amazon.forge('truncated');
  expect(() => JSON.parse(half.toString()) as unknown).toThrow();
  const { body: bent } = await amazon.forge('tampered');
  expect(bent.toString()).not.toContain(id);
  expect(bent.toString()).toContain(lost!.id);
  const { body: wrapped } = await amazon.forge('other_scheme');
  expect(JSON.parse(wrapped.toString())).toMatchObject({ 'detail-type': 'ORDER_CHANGE' });
  await expect(amazon.forge('unsigned')).rejects.toThrow(/no signature/);
  amazon.put(bent);
  expect(await received()).toMatchObject([{ NotificationType: 'ORDER_CHANGE' }]);
});
