import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ShopeeEmulator } from '../../emulators/shopee.ts';
import { call, start } from './shopee-client.ts';
import type { Body } from './shopee-client.ts';

let emulator: ShopeeEmulator;
beforeEach(async () => {
  emulator = await start();
});
afterEach(() => emulator.stop());

const day = 86_400;
const today = Math.floor(Date.now() / 1_000);
const at = (daysAgo: number) => (today - daysAgo * day) * 1_000;

describe('orders', () => {
  const list = (query: Record<string, string | number> = {}) =>
    call(emulator, 'order.get_order_list', {
      query: { time_range_field: 'create_time', time_from: today - 15 * day + 60, time_to: today + 60, page_size: 50, ...query },
    });
  const detail = async (query: Record<string, string | number>) => {
    const { error, response } = await call(emulator, 'order.get_order_detail', { query });
    return { error, orders: (response.order_list ?? []) as Body[] };
  };

  test('are listed within windows of 15 days, page by page', async () => {
    for (const daysAgo of [20, 14, 3, 2, 1]) emulator.placeOrder({ id: `SN${daysAgo}`, at: at(daysAgo) });
    const first = (await list({ page_size: 2 })).response;
    expect(first).toEqual({ more: true, next_cursor: '2', order_list: [{ order_sn: 'SN1' }, { order_sn: 'SN2' }] });
    const second = (await list({ page_size: 2, cursor: '2' })).response;
    expect(second).toEqual({ more: false, next_cursor: '', order_list: [{ order_sn: 'SN3' }, { order_sn: 'SN14' }] });
    emulator.changeOrder({ id: 'SN20', status: 'SHIPPED' });
    const updated = (await list({ time_range_field: 'update_time', page_size: 1, response_optional_fields: 'order_status' }))
      .response;
    expect(updated.order_list).toEqual([{ order_sn: 'SN20', order_status: 'SHIPPED' }]);
    expect((await list({ order_status: 'SHIPPED' })).response.order_list).toEqual([]);
  });

  test.each<[Record<string, string | number>, string]>([
    [{ time_from: today - 16 * day }, 'order.order_list_invalid_time'],
    [{ time_from: today + 120 }, 'order.order_list_invalid_time'],
    [{ page_size: 101 }, 'error_param'],
    [{ order_status: 'SENT' }, 'error_param'],
    [{ time_range_field: 'pay_time' }, 'error_param'],
  ])('are not listed for %j', async (query, error) => {
    expect((await list(query)).error).toBe(error);
  });

  test('under review are shown to those that ask', async () => {
    emulator.placeOrder({ id: 'SN1', status: 'PENDING' });
    const status = async (query: Record<string, string>) =>
      (await list({ response_optional_fields: 'order_status', ...query })).response.order_list;
    expect(await status({})).toEqual([{ order_sn: 'SN1', order_status: 'READY_TO_SHIP' }]);
    expect(await status({ request_order_status_pending: 'true' })).toEqual([{ order_sn: 'SN1', order_status: 'PENDING' }]);
  });

  test('show what was asked for and nothing of the buyer’s address', async () => {
    emulator.placeOrder({
      id: 'SN1',
      items: [{ id: '23620853561', title: 'Bottle', quantity: 2, price: 10 }],
      shipBy: (today + 2 * day) * 1_000,
    });
    const plain = await detail({ order_sn_list: 'SN1,SN2' });
    expect(plain.orders).toMatchObject([
      { order_sn: 'SN1', order_status: 'READY_TO_SHIP', currency: 'MYR', days_to_ship: 2, ship_by_date: today + 2 * day },
    ]);
    expect(Object.keys(plain.orders[0] ?? {})).not.toContain('item_list');
    const names = 'buyer_user_id,buyer_username,recipient_address,item_list,total_amount,package_list';
    expect((await detail({ order_sn_list: 'SN1', response_optional_fields: names })).orders).toMatchObject([
      {
        buyer_user_id: 1_170_319_091,
        buyer_username: 'aisyah88',
        total_amount: 20,
        item_list: [{ item_id: 23_620_853_561, model_quantity_purchased: 2 }],
        recipient_address: { full_address: '****', zipcode: '4****' },
        package_list: [{ logistics_status: 'LOGISTICS_READY' }],
      },
    ]);
    const many = (count: number) => Array.from({ length: count }, () => 'SN1').join(',');
    expect((await detail({ order_sn_list: many(50) })).error).toBe('');
    expect((await detail({ order_sn_list: many(51) })).error).toBe('error_param');
    expect((await detail({ order_sn_list: 'SN2' })).error).toBe('error_not_found');
  });

  test('have a parcel', async () => {
    const { id } = emulator.placeOrder({ status: 'SHIPPED', tracking: 'MY1' });
    expect(id).toMatch(/^\d{6}[A-Z0-9]{8}$/);
    const number = await call(emulator, 'logistics.get_tracking_number', { query: { order_sn: id } });
    expect(number.response).toMatchObject({ tracking_number: 'MY1' });
    const info = await call(emulator, 'logistics.get_tracking_info', { query: { order_sn: id } });
    expect(info.response).toMatchObject({ logistics_status: 'LOGISTICS_PICKUP_DONE', tracking_info: [{}] });
    expect((await call(emulator, 'logistics.get_tracking_info', { query: { order_sn: 'X' } })).error).toBe(
      'logistics.invalid_error',
    );
  });
});

describe('returns', () => {
  const list = (query: Record<string, string | number> = {}) =>
    call(emulator, 'returns.get_return_list', { query: { page_no: 0, page_size: 10, ...query } });

  test('are listed with their deadlines, pages from 0', async () => {
    const { id } = emulator.placeOrder({ id: 'SN1' });
    for (let i = 1; i <= 3; i += 1) emulator.openReturn({ id: `RT${i}`, order: id, dueAt: (today + i * day) * 1_000 });
    const page = (await list({ page_no: 1, page_size: 2 })).response as { return: Body[] };
    expect(page).toMatchObject({ more: false, return: [{ return_sn: 'RT3', order_sn: 'SN1', due_date: today + 3 * day }] });
    expect((await list({ page_size: 101 })).error).toBe('error_param');
    const window = { create_time_from: today - 16 * day, create_time_to: today };
    expect((await list(window)).error).toBe('error_param');
    expect((await list({ update_time_from: today - day, update_time_to: today + day })).response.return).toHaveLength(3);
    expect((await list({ status: 'ACCEPTED' })).response.return).toEqual([]);
    expect((await list({ negotiation_status: 'PENDING_RESPOND' })).response.return).toHaveLength(3);
  });

  test('are settled once', async () => {
    const { id } = emulator.openReturn({ order: emulator.placeOrder().id });
    expect((await call(emulator, 'returns.dispute', { body: { return_sn: id } })).error).toBe('error_param');
    expect((await call(emulator, 'returns.confirm', { body: { return_sn: id } })).response).toEqual({ return_sn: id });
    expect(emulator.returnStatus(id)).toBe('ACCEPTED');
    const dispute = { return_sn: id, email: 'shop@acme.example', dispute_reason_id: 50 };
    expect((await call(emulator, 'returns.dispute', { body: dispute })).error).toBe('returnsn.illegal');
    emulator.changeReturn({ id, status: 'JUDGING' });
    expect((await call(emulator, 'returns.dispute', { body: dispute })).error).toBe('');
    expect((await call(emulator, 'returns.get_return_detail', { query: { return_sn: id } })).response).toMatchObject({
      status: 'SELLER_DISPUTE',
      seller_proof_status: 'PENDING',
    });
    expect((await call(emulator, 'returns.get_return_detail', { query: { return_sn: 'X' } })).error).toBe('error_not_found');
  });
});

describe('reviews', () => {
  const list = (query: Record<string, string | number> = {}) =>
    call(emulator, 'product.get_comment', { query: { page_size: 100, cursor: '', ...query } });
  const reply = (...comment_list: Body[]) => call(emulator, 'product.reply_comment', { body: { comment_list } });

  test('can be answered once', async () => {
    const order = emulator.placeOrder().id;
    const [one, two] = [
      emulator.postReview({ order, stars: 1, text: 'leaks' }),
      emulator.postReview({ order, stars: 5, text: 'good' }),
    ];
    const first = { comment_id: BigInt(one.id), comment: 'Sorry! We send a new one.' };
    expect((await list({ comment_id: one.id })).raw).toContain(`"comment_id":${one.id},`);
    expect((await reply(first)).error).toBe('');
    expect((await reply(first)).error).toBe('product.duplicate_request');
    expect((await reply(first, { comment_id: BigInt(two.id), comment: 'Thanks' })).response.result_list).toEqual([
      expect.objectContaining({ comment_id: BigInt(one.id), fail_error: 'product.duplicate_request' }),
      { comment_id: BigInt(two.id) },
    ]);
    expect([emulator.reviewReply(one.id), emulator.reviewReply(two.id)]).toEqual(['Sorry! We send a new one.', 'Thanks']);
    expect((await list()).response.item_comment_list).toMatchObject([{ comment_reply: {} }, { comment_reply: {} }]);
    expect((await reply({ comment_id: 1, comment: 'x' })).error).toBe('product.error_not_exist');
    expect((await reply()).error).toBe('error_param');
  });

  test('can be read up to the 500th', async () => {
    const order = emulator.placeOrder().id;
    for (let i = 0; i < 510; i += 1) emulator.postReview({ order, stars: 5, text: `${i}` });
    let [cursor, seen] = ['', 0];
    do {
      const page = (await list({ cursor })).response as { more: boolean; next_cursor: string; item_comment_list: Body[] };
      seen += page.item_comment_list.length;
      cursor = page.next_cursor;
    } while (cursor !== '');
    expect(seen).toBe(500);
    expect((await list({ page_size: 101 })).error).toBe('error_param');
  });
});

test('the shop’s health has figures once there are any', async () => {
  const read = async () =>
    (await call(emulator, 'account_health.get_shop_performance')).response as { metric_list: Body[] } & Body;
  const before = await read();
  expect(new Set(before.metric_list.map(({ current_period }) => current_period))).toEqual(new Set([null]));
  emulator.setPerformance({
    rating: 2,
    metrics: [
      { id: 11, current: 57, last: 70 },
      { id: 1, current: 3 },
    ],
  });
  const after = await read();
  expect(after.overall_performance).toEqual({ rating: 2, fulfillment_failed: 0, listing_failed: 0, custom_service_failed: 1 });
  expect(after.metric_list).toContainEqual({
    metric_type: 3,
    metric_id: 11,
    metric_name: 'response_rate',
    parent_metric_id: 0,
    current_period: 57,
    last_period: 70,
    unit: 2,
    target: { value: 70, comparator: '>=' },
  });
});
