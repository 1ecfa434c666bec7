import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLazada } from '../../emulators/lazada.ts';
import type { LazadaEmulator } from '../../emulators/lazada.ts';
import type { LazadaOptions } from '../../emulators/lazada/options.ts';
import { signPush } from '../../emulators/lazada-tiktok/push-signature.ts';
import { call } from './lazada-client.ts';
import { startReceiver } from './lazada-tiktok-receiver.ts';
import type { Receiver } from './lazada-tiktok-receiver.ts';

let lazada: LazadaEmulator;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  expect(lazada.violations()).toEqual([]);
  await lazada.stop();
  await receiver.stop();
});

/** With an address that passed the console's check. */
async function start(options: LazadaOptions = {}): Promise<void> {
  lazada = await startLazada({ repushFactor: 0.00001, ...options });
  await lazada.deliverTo(receiver.url);
  receiver.received.splice(0);
}

test('pushes are signed as the vector says', async () => {
  await start();
  const body =
    '{"seller_id":"1234567","message_type":0,"data":{"order_status":"unpaid","trade_order_id":"260422900198363","trade_order_line_id":"260422900298363","status_update_time":1603698638},"timestamp":1603766859530,"site":"lazada_vn"}';
  const signed = signPush({ appKey: '123456', appSecret: 'helloworld' }, body);
  expect(signed).toBe('b0cfd0349e915667babf3c35e2335fb09653527421c46a94bd9e70e874c16322');
});

test('an address is saved when it answers the test message with 200', async () => {
  lazada = await startLazada();
  receiver.answer(503);
  await expect(lazada.deliverTo(receiver.url)).rejects.toThrow('503');
  await lazada.buyerWrites({ text: 'nobody is told' });
  receiver.answer(200);
  await lazada.deliverTo(receiver.url);
  expect(lazada.verifications().map(({ status }) => status)).toEqual([503, 200]);
  expect(lazada.pushed()).toEqual([]);
});

test('messages of both sides are pushed with their marks', async () => {
  await start();
  const { thread, messageId } = await lazada.buyerWrites({ text: 'where is my parcel?' });
  await lazada.sellerWrites({ thread, text: 'away until 9', automatic: true });
  lazada.forbid('WhatsApp');
  await call(lazada, 'post', '/im/message/send', { session_id: thread, template_id: 1, txt: 'write on WhatsApp' });
  await expect.poll(() => receiver.ofType(2)).toHaveLength(3);
  // Pushes come in any order (§19.3).
  const found = (mark: Record<string, unknown>) =>
    receiver.ofType(2).find((data) => Object.entries(mark).every(([k, v]) => data[k] === v));
  expect(found({ message_id: messageId })).toMatchObject({
    session_id: thread,
    from_account_type: 1,
    to_account_type: 2,
    content: '{"txt":"where is my parcel?"}',
  });
  expect(found({ auto_reply: true })).toMatchObject({ from_account_type: 2, process_msg: '' });
  expect(found({ content: '{"txt":"write on WhatsApp"}' })).toMatchObject({
    from_account_type: 2,
    auto_reply: false,
    process_msg: expect.stringMatching('NOTE') as string,
  });
  const [push] = receiver.received;
  expect(push?.headers.authorization).toBe(signPush(lazada.credentials, push?.body ?? ''));
  expect(JSON.parse(push?.body ?? '')).toMatchObject({ seller_id: '20240305', message_type: 2, site: 'lazada_sg' });
});

test('orders are pushed by line, returns and reviews with bare ids beyond 2^53', async () => {
  await start();
  const { id } = await lazada.placeOrder({ items: [{ quantity: 2 }] });
  await lazada.changeOrder(id, { tracking: 'LEX1' });
  await lazada.changeOrder(id, { status: 'shipped' });
  const { id: reverse } = await lazada.openReturn({ order: id });
  await lazada.decideReturn(reverse, 'agreed');
  const review = await lazada.postReview({ order: id, rating: 5 });
  await expect.poll(() => receiver.received).toHaveLength(8);
  expect(receiver.ofType(0).map(({ order_status }) => order_status)).toEqual([
    'pending',
    'pending',
    'shipped',
    'shipped',
    'returned',
  ]);
  expect(receiver.ofType(0).at(-1)).toMatchObject({ reverse_order_id: reverse });
  expect(receiver.ofType(10).map(({ reverse_status }) => reverse_status)).toEqual(['RTM_INIT', 'RTM_RECEIVE_ITEM']);
  const text = receiver.received.map(({ body }) => body).join();
  expect(text).toContain(`"reverse_order_id":${reverse},`);
  expect(text).toContain(`"id":${review.id},`);
  expect(Number.isSafeInteger(Number(review.id))).toBe(false);
});

test('without a 200 in time a push comes again, twelve times, with the state of the moment', async () => {
  await start({ pushesStopAfter: null });
  receiver.answer('silence');
  const { id } = await lazada.placeOrder({ status: 'unpaid' });
  await expect.poll(() => lazada.pushed()).not.toHaveLength(0);
  expect(lazada.pushed()[0]).toMatchObject({ status: 0, attempt: 1 });
  await lazada.changeOrder(id, { status: 'pending' });
  receiver.answer(500);
  await expect.poll(() => lazada.pushed().filter(({ attempt }) => attempt === 13), { timeout: 15_000 }).toHaveLength(2);
  expect(lazada.pushed()).toHaveLength(26);
  expect(receiver.ofType(0).at(-1)).toMatchObject({ order_status: 'pending' });
});

test('an acknowledged push does not come again, unless it is asked for', async () => {
  await start();
  const { messageId } = await lazada.buyerWrites({ text: 'once' });
  await expect.poll(() => lazada.pushed()).toHaveLength(1);
  const again = await lazada.repush(messageId);
  expect(again).toMatchObject({ status: 200, attempt: 2, body: lazada.pushed()[0]?.body });
  expect(receiver.received).toHaveLength(2);
});

test('when more than half of the pushes fail, none go out until the address is saved anew', async () => {
  await start({ pushesStopAfter: 4 });
  receiver.answer(500);
  await lazada.buyerWrites({ text: 'lost' });
  await expect.poll(() => lazada.pushesStopped()).toBe(true);
  expect(lazada.pushed()).toHaveLength(4);
  receiver.answer(200);
  await lazada.buyerWrites({ text: 'lost, too' });
  await lazada.deliverTo(receiver.url);
  const { messageId } = await lazada.buyerWrites({ text: 'heard' });
  await expect.poll(() => receiver.ofType(2).at(-1)).toMatchObject({ message_id: messageId });
});

test('lost pushes and withdrawn consents push nothing, and the messages are there to be listed', async () => {
  await start();
  lazada.losePushes('on');
  const { thread } = await lazada.buyerWrites({ text: 'unheard' });
  lazada.losePushes('off');
  const answer = await call(lazada, 'get', '/im/message/list', {
    session_id: thread,
    start_time: Date.now() + 1_000,
    page_size: 20,
  });
  expect(answer).toMatchObject({ data: { message_list: [{ content: '{"txt":"unheard"}' }] } });
  lazada.revokeAuthorisation();
  await lazada.buyerWrites({ text: 'unheard' });
  lazada.authorise();
  await lazada.buyerWrites({ text: 'heard' });
  await expect.poll(() => receiver.ofType(2).map(({ content }) => content)).toEqual(['{"txt":"heard"}']);
});

test('reading and the end of the authorisation are pushed', async () => {
  await start({ refreshTokenTtlSeconds: 40 * 3_600 });
  const { thread } = await lazada.buyerWrites({ text: 'hello' });
  await lazada.buyerReads(thread);
  lazada.warnOfExpiry();
  await expect.poll(() => receiver.received).toHaveLength(4);
  expect(receiver.ofType(19)).toMatchObject([{ session_id: thread, unread_count: 1 }]);
  expect(
    receiver
      .ofType(8)
      .map(({ seller_id }) => seller_id)
      .sort(),
  ).toEqual(['20240305', '20240306']);
});

test('forged pushes do not pass a check that passes real ones', async () => {
  await start();
  await lazada.buyerWrites({ text: 'real' });
  const passes = ({ headers, body }: { headers: Record<string, string>; body: Buffer }) =>
    headers.authorization === signPush(lazada.credentials, body);
  for (const kind of ['unsigned', 'wrong_key', 'tampered', 'truncated', 'other_scheme'] as const)
    expect([kind, passes(await lazada.forge(kind))]).toEqual([kind, false]);
  const stale = await lazada.forge('stale');
  expect(passes(stale)).toBe(true);
  const { timestamp } = JSON.parse(stale.body.toString()) as { timestamp: number };
  expect(Date.now() - timestamp).toBeGreaterThan(47 * 3_600_000);
  expect((JSON.parse((await lazada.forge('tampered')).body.toString()) as { seller_id: string }).seller_id).toBe('20240306');
});
