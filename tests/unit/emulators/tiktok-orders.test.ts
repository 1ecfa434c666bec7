import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTiktok } from '../../emulators/tiktok.ts';
import type { TiktokEmulator } from '../../emulators/tiktok.ts';
import { call } from './tiktok-client.ts';

let tiktok: TiktokEmulator;
const now = Math.floor(Date.now() / 1_000);

beforeEach(async () => {
  tiktok = await startTiktok();
});
afterEach(() => tiktok.stop());

const post = (path: string, body: Record<string, unknown>, query: Record<string, string | number> = {}) =>
  call(tiktok, 'POST', path, { body, query });
const search = (body: Record<string, unknown>, query: Record<string, string | number> = {}) =>
  post('/order/202309/orders/search', body, { page_size: 10, ...query });

test('an order shows by when to ship, and no id of the chat', async () => {
  const { id } = await tiktok.placeOrder({
    buyer: '73940001',
    items: [{ sku: 'BOTTLE-750', title: 'Bottle', quantity: 2, price: 9.5 }],
    shipBy: (now + 86_400) * 1_000,
  });
  const answer = await call(tiktok, 'GET', '/order/202309/orders', { query: { ids: id } });
  expect(answer).toMatchObject({
    code: 0,
    data: {
      orders: [
        {
          id,
          status: 'AWAITING_SHIPMENT',
          rts_sla_time: now + 86_400,
          payment: { currency: 'GBP', total_amount: '19.00' },
          recipient_address: { region_code: 'GB' },
          line_items: [{ seller_sku: 'BOTTLE-750' }, { seller_sku: 'BOTTLE-750' }],
        },
      ],
    },
  });
  expect(JSON.stringify(answer.data)).not.toContain('"73940001"');
  expect(tiktok.violations()).toEqual([]);
  const many = Array.from({ length: 51 }, (_, index) => index).join(',');
  expect(await call(tiktok, 'GET', '/order/202309/orders', { query: { ids: many } })).toMatchObject({ code: 36_009_004 });
  expect(await call(tiktok, 'GET', '/order/202309/orders', { query: { ids: '7' } })).toMatchObject({ code: 21_011_001 });
});

test('orders are searched by time and status, page by page', async () => {
  for (let i = 0; i < 3; i += 1) await tiktok.placeOrder({ at: (now - i * 3_600) * 1_000 });
  const shipped = await tiktok.placeOrder();
  await tiktok.changeOrder(shipped.id, { status: 'IN_TRANSIT', tracking: 'H0001' });
  expect(await search({ order_status: 'IN_TRANSIT' })).toMatchObject({
    data: { total_count: 1, orders: [{ id: shipped.id, tracking_number: 'H0001' }] },
  });
  expect(await search({ update_time_ge: now - 5_000, update_time_lt: now - 10 })).toMatchObject({ data: { total_count: 1 } });
  const first = await search({}, { page_size: 3, sort_field: 'update_time', sort_order: 'ASC' });
  const rest = await search(
    {},
    { page_size: 3, sort_field: 'update_time', sort_order: 'ASC', page_token: String(first.data?.next_page_token) },
  );
  expect([(first.data?.orders as unknown[]).length, (rest.data?.orders as unknown[]).length]).toEqual([3, 1]);
  expect(rest.data?.next_page_token).toBe('');
  expect(tiktok.violations()).toEqual([]);
  expect(await search({}, { page_size: 101 })).toMatchObject({ code: 36_009_004 });
});

test('a return is searched and decided once', async () => {
  const { id: order } = await tiktok.placeOrder();
  const { id } = await tiktok.openReturn({ order, reason: 'Leaks' });
  const pending = { return_status: ['RETURN_OR_REFUND_REQUEST_PENDING'] };
  expect(await post('/return_refund/202309/returns/search', pending)).toMatchObject({
    data: { total_count: 1, return_orders: [{ return_id: id, order_id: order, return_reason_text: 'Leaks', role: 'BUYER' }] },
  });
  const path = `/return_refund/202309/returns/${id}`;
  expect(await post(`${path}/approve`, { decision: 'APPROVE_RETURN' }, { idempotency_key: 'k' })).toMatchObject({ code: 0 });
  expect(await post(`${path}/reject`, { decision: 'REJECT_RETURN', reject_reason: 'r' })).toMatchObject({ code: 25_001_001 });
  expect(await post('/return_refund/202309/returns/search', { return_status: ['AWAITING_BUYER_SHIP'] })).toMatchObject({
    data: { total_count: 1 },
  });
  expect(tiktok.violations()).toEqual([]);
  expect(await post('/return_refund/202309/returns/search', {}, { page_size: 5 })).toMatchObject({ code: 36_009_004 });
});

test('a request to cancel shows on the order until it is decided', async () => {
  const { id: order } = await tiktok.placeOrder();
  const { id } = await tiktok.openReturn({ order, type: 'CANCEL' });
  expect(await search({ is_buyer_request_cancel: true })).toMatchObject({ data: { orders: [{ id: order }] } });
  expect(await post('/return_refund/202309/cancellations/search', { order_ids: [order] })).toMatchObject({
    data: { cancellations: [{ cancel_id: id, cancel_type: 'BUYER_CANCEL', cancel_status: 'CANCELLATION_REQUEST_PENDING' }] },
  });
  const reject = `/return_refund/202309/cancellations/${id}/reject`;
  expect(await post(reject, {})).toMatchObject({ code: 36_009_004 });
  expect(await post(`/return_refund/202309/cancellations/${id}/approve`, {})).toMatchObject({ code: 0 });
  expect(await search({})).toMatchObject({ data: { orders: [{ status: 'CANCELLED', is_buyer_request_cancel: false }] } });
});
