import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLazada } from '../../emulators/lazada.ts';
import type { LazadaEmulator } from '../../emulators/lazada.ts';
import { call } from './lazada-client.ts';

const now = Date.parse('2026-11-20T02:00:00Z');
let lazada: LazadaEmulator;

beforeEach(async () => {
  lazada = await startLazada({ now: () => now });
});
afterEach(async () => {
  await lazada.stop();
});

const ask = (path: string, own: Record<string, string | number> = {}, change: { base?: string } = {}) =>
  call(lazada, 'get', path, own, { timestamp: now, ...change });
interface Orders {
  count: number;
  countTotal: number;
  orders: { order_id: string }[];
}

test('an order has a line for every piece, with the time by which to ship', async () => {
  const { id } = await lazada.placeOrder({
    items: [
      { sku: 'BOTTLE-750', title: 'Bottle', quantity: 2, price: 19.95 },
      { sku: 'CUP', title: 'Cup', price: 5 },
    ],
    shipBy: '2026-11-22T10:00:00Z',
  });
  expect(await ask('/order/get', { order_id: id })).toMatchObject({
    data: {
      order_id: id,
      statuses: ['pending'],
      created_at: '2026-11-20 10:00:00 +0800',
      price: '44.90',
      items_count: 3,
      address_shipping: { country: 'Singapore' },
    },
  });
  const { data } = await ask('/order/items/get', { order_id: id });
  expect(data).toHaveLength(3);
  expect((data as Record<string, unknown>[])[0]).toMatchObject({
    sku: 'BOTTLE-750',
    currency: 'SGD',
    sla_time_stamp: '2026-11-22T18:00:00+08:00',
    order_item_id: expect.any(BigInt) as bigint,
  });
  expect(lazada.violations()).toEqual([]);
});

test('orders are found by their change, 100 at most, on the host of their country', async () => {
  for (let i = 0; i < 3; i += 1) await lazada.placeOrder({ at: now - i * 3_600_000 });
  await lazada.placeOrder({ country: 'my' });
  const found = async (own: Record<string, string | number>) => (await ask('/orders/get', own)).data as Orders;
  const since = { update_after: '2026-11-20T08:30:00+08:00', sort_by: 'updated_at', sort_direction: 'ASC' };
  expect(await found(since)).toMatchObject({ count: 2, countTotal: 2 });
  expect(await found({ ...since, limit: 1, offset: 1 })).toMatchObject({ count: 1, countTotal: 2 });
  expect(lazada.violations()).toEqual([]);
  expect(await ask('/orders/get')).toMatchObject({ code: 'MissingParameter' });
  expect(await ask('/orders/get', { ...since, limit: 101 })).toMatchObject({ code: '19', type: 'ISP' });
  expect(await ask('/orders/get', { update_after: '2026-11-20' })).toMatchObject({ code: '17' });
  expect(await ask('/order/get', { order_id: '1' })).toMatchObject({ code: '16' });
});

test('a return is listed with exact ids, and decided', async () => {
  const { id } = await lazada.placeOrder({ total: 39.9 });
  const { id: reverse, line } = await lazada.openReturn({ order: id, reason: 'Broken' });
  const listed = await ask('/reverse/getreverseordersforseller', { page_size: 10, page_no: 1 });
  expect(listed).toMatchObject({
    result: {
      success: true,
      total: 1,
      items: [
        {
          reverse_order_id: BigInt(reverse),
          trade_order_id: BigInt(id),
          request_type: 'RETURN',
          reverse_order_lines: [{ reverse_status: 'REQUEST_INITIATE', reason_text: 'Broken', refund_amount: 3_990 }],
        },
      ],
    },
  });
  const decision = { reverse_order_id: reverse, reverse_order_item_ids: `[${line}]` };
  expect(await ask('/order/reverse/return/update', { ...decision, action: 'refuseReturn' })).toMatchObject({ code: '108' });
  expect(await ask('/order/reverse/return/update', { ...decision, action: 'agreeReturn' })).toMatchObject({ code: '0' });
  expect(await ask('/order/reverse/return/detail/list', { reverse_order_id: reverse })).toMatchObject({
    data: { reverseOrderLineDTOList: [{ reverse_status: 'REQUEST_COMPLETE' }] },
  });
  expect(lazada.violations()).toEqual([]);
});

test('a request to cancel waits on the order until it is decided', async () => {
  const { id } = await lazada.placeOrder();
  const { id: reverse } = await lazada.openReturn({ order: id, type: 'CANCEL', decideBy: now + 3_600_000 });
  expect(await ask('/order/items/get', { order_id: id })).toMatchObject({
    data: [{ need_cancel_confirm: true, cancel_trigger_time: now + 3_600_000 }],
  });
  const cancel = { reverse_order_id: reverse, agree_cancel: 'true' };
  expect(await ask('/order/reverse/cancel/seller/decide', cancel)).toMatchObject({ code: '0', data: null });
  expect(await ask('/order/reverse/cancel/seller/decide', cancel)).toMatchObject({ code: '131' });
  expect(await ask('/order/get', { order_id: id })).toMatchObject({ data: { statuses: ['canceled'] } });
  expect(lazada.violations()).toEqual([]);
});

test('reviews are found by week and read ten at a time; a reply is for once and 500 characters', async () => {
  const { id: order } = await lazada.placeOrder({ items: [{ id: '2306372942' }] });
  const { id } = await lazada.postReview({ order, rating: 1, text: 'Leaks' });
  const week = { item_id: '2306372942', start_time: now - 6 * 86_400_000, end_time: now + 1_000, current: 1 };
  expect(await ask('/review/seller/history/list', week)).toMatchObject({
    success: true,
    data: { id_list: [BigInt(id)], total: 1 },
  });
  expect(await ask('/review/seller/list/v2', { id_list: `[${id},7]` })).toMatchObject({
    data: { review_list: [{ id: BigInt(id), review_content: 'Leaks', ratings: { overall_rating: 1 } }], outdated_reviews: [7] },
  });
  const reply = (content: string) => ask('/review/seller/reply/add', { id, content });
  expect(await reply('x'.repeat(501))).toMatchObject({ success: false, error_msg: 'REPLY_CONTENT_TOO_LONG' });
  expect(await reply('We send a new one.')).toMatchObject({ success: true, data: true });
  expect(await reply('Again')).toMatchObject({ error_code: 'PARAMS_VALIDATE_ERROR', error_msg: 'REPLY_ALREADY' });
  expect(lazada.reviewReplies()).toEqual([{ id, text: 'We send a new one.' }]);
  expect(await ask('/review/seller/history/list', { ...week, start_time: now - 8 * 86_400_000 })).toMatchObject({
    error_msg: 'TIMESPAN_ABOVE_LIMIT',
  });
  const eleven = Array.from({ length: 11 }, (_, index) => index).join(',');
  expect(await ask('/review/seller/list/v2', { id_list: `[${eleven}]` })).toMatchObject({ success: false });
  expect(lazada.violations()).toEqual([]);
});
