import { afterEach, beforeEach, expect, test } from 'vitest';
import { signPush } from '../../emulators/lazada-tiktok/push-signature.ts';
import { startTiktok } from '../../emulators/tiktok.ts';
import type { TiktokEmulator } from '../../emulators/tiktok.ts';
import type { TiktokOptions } from '../../emulators/tiktok/options.ts';
import { call } from './tiktok-client.ts';
import { startReceiver } from './lazada-tiktok-receiver.ts';
import type { Receiver } from './lazada-tiktok-receiver.ts';

let tiktok: TiktokEmulator;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  expect(tiktok.violations()).toEqual([]);
  await tiktok.stop();
  await receiver.stop();
});

async function start(options: TiktokOptions = {}): Promise<void> {
  tiktok = await startTiktok({ repushFactor: 0.000001, ...options });
  await tiktok.deliverTo(receiver.url);
}

test('webhooks are signed as the official vector says', async () => {
  await start();
  const body =
    '{"type":1,"tts_notification_id":"7380066284010030890","shop_id":"7495540735365777507","timestamp":1718305585,"data":{"is_on_hold_order":true,"order_id":"576653688135258178","order_status":"UNPAID","update_time":1718305585}}';
  expect(signPush({ appKey: 'abcdef', appSecret: '123' }, body)).toBe(
    '5dec0f11ec2f6783b8deee53c9ffbf8d024302f7c7e7fa55a35d17629031ac05',
  );
});

test('a new conversation and its messages are pushed', async () => {
  await start();
  const { thread, messageId } = await tiktok.buyerWrites({ buyer: '73940001', text: 'Is this in stock?' });
  await expect.poll(() => receiver.received).toHaveLength(2);
  expect(receiver.ofType(13)).toMatchObject([{ conversation_id: thread }]);
  expect(receiver.ofType(14)).toMatchObject([
    {
      message_id: messageId,
      conversation_id: thread,
      type: 'TEXT',
      content: '{"content":"Is this in stock?"}',
      is_visible: true,
      sender: { im_user_id: '73940001', role: 'BUYER' },
    },
  ]);
  for (const { headers, body } of receiver.received) expect(headers.authorization).toBe(signPush(tiktok.credentials, body));
});

test('orders, returns, cancellations and the end of the authorisation are pushed', async () => {
  await start({ cancellationType: 11 });
  const { id: order } = await tiktok.placeOrder({ status: 'UNPAID' });
  await tiktok.changeOrder(order, { status: 'AWAITING_SHIPMENT' });
  const returned = await tiktok.openReturn({ order });
  const cancelled = await tiktok.openReturn({ order, type: 'CANCEL' });
  await tiktok.decideReturn(returned.id, 'refused');
  tiktok.pushEvent(36, { package_id: '123456', order_ids: [order], invoice_status: 'INVALID', invalid_reason: 'NOT_FOUND' });
  tiktok.revokeAuthorisation();
  await tiktok.buyerWrites({ text: 'nobody is told' });
  await expect.poll(() => receiver.received).toHaveLength(7);
  const field = (type: number, name: string) =>
    receiver
      .ofType(type)
      .map((data) => data[name])
      .sort();
  expect(field(1, 'order_status')).toEqual(['AWAITING_SHIPMENT', 'UNPAID']);
  expect(field(12, 'return_status')).toEqual(['REFUND_OR_RETURN_REQUEST_REJECT', 'RETURN_OR_REFUND_REQUEST_PENDING']);
  expect(field(11, 'cancel_id')).toEqual([cancelled.id]);
  expect(field(36, 'invoice_status')).toEqual(['INVALID']);
  expect(field(6, 'message')).toHaveLength(1);
});

test('without a 200 in time a webhook comes again by the schedule, with the same id', async () => {
  await start({ ackWithinMs: 300, againAfterMs: [120_000, 1_800_000] });
  receiver.answer('silence');
  await tiktok.placeOrder();
  await expect.poll(() => tiktok.pushed(), { timeout: 5_000 }).toHaveLength(3);
  expect(tiktok.pushed().map(({ status, attempt }) => [status, attempt])).toEqual([
    [0, 1],
    [0, 2],
    [0, 3],
  ]);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
});

test('a webhook is repeated when asked for; lost ones are there to be listed', async () => {
  await start();
  const { thread, messageId } = await tiktok.buyerWrites({ text: 'once' });
  await expect.poll(() => receiver.ofType(14)).toHaveLength(1);
  expect(await tiktok.repush(messageId)).toMatchObject({ status: 200, attempt: 2 });
  tiktok.losePushes('on');
  await tiktok.buyerWrites({ thread, text: 'unheard' });
  const listed = await call(tiktok, 'GET', `/customer_service/202309/conversations/${thread}/messages`, {
    query: { page_size: 10 },
  });
  expect(listed.data?.messages).toHaveLength(2);
  expect(receiver.ofType(14)).toHaveLength(2);
});

test('an app without the scope hears of orders and not of the chat', async () => {
  await start({ customerServiceScope: 'not_granted' });
  await tiktok.buyerWrites({ text: 'unheard' });
  await tiktok.placeOrder();
  await expect.poll(() => receiver.received).toHaveLength(1);
  expect(receiver.ofType(1)).toHaveLength(1);
});

test('forged webhooks do not pass a check that passes real ones', async () => {
  await start();
  await tiktok.buyerWrites({ text: 'real' });
  const passes = ({ headers, body }: { headers: Record<string, string>; body: Buffer }) =>
    headers.authorization === signPush(tiktok.credentials, body);
  for (const kind of ['unsigned', 'wrong_key', 'tampered', 'truncated', 'other_scheme'] as const)
    expect([kind, passes(await tiktok.forge(kind))]).toEqual([kind, false]);
  const stale = await tiktok.forge('stale');
  expect(passes(stale)).toBe(true);
  const { timestamp } = JSON.parse(stale.body.toString()) as { timestamp: number };
  expect(Date.now() / 1_000 - timestamp).toBeGreaterThan(47 * 3_600);
});
