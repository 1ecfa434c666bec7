import { describe, expect, test } from 'vitest';
import { openShop } from './shop.ts';

const day = 86_400_000;
const kinds = (events: { kind: string }[]) => events.map(({ kind }) => kind);

describe('messages', () => {
  test.each(['sampled', 'bare', 'quoted'] as const)('are read with their ids exact (%s)', async (chatIds) => {
    await using shop = await openShop({ chatIds });
    const { thread, messageId } = await shop.emulator.buyerWrites({ text: 'Bila?' });
    const { happened, events } = await shop.round('messages');
    expect(events[0]!.externalId).toBe(`message ${messageId}`);
    expect(happened).toMatchObject([
      { kind: 'buyer_message', externalId: messageId, thread, buyer: { id: '1170319091', name: 'aisyah88' } },
    ]);
  });

  test('both sides, in the order in which they spoke; automatic replies are neither', async () => {
    await using shop = await openShop();
    const start = Date.now() - 60_000;
    const { thread } = await shop.emulator.buyerWrites({ text: 'one', at: start });
    shop.emulator.sellerWrites({ thread, text: 'we are asleep', automatic: true, at: start + 1_000 });
    shop.emulator.sellerWrites({ thread, text: 'two', at: start + 2_000 });
    await shop.emulator.buyerWrites({ text: 'three', at: start + 3_000 });
    const { happened } = await shop.round('messages');
    expect(happened).toMatchObject([
      { kind: 'buyer_message', text: 'one' },
      { kind: 'seller_message', text: 'two', thread, buyerId: '1170319091' },
      { kind: 'buyer_message', text: 'three' },
    ]);
  });

  test.each(['oldest_first', 'newest_first'] as const)(
    'page by page, down to a day ago and no further (%s)',
    async (latestWithoutCursor) => {
      await using shop = await openShop({ latestWithoutCursor });
      const now = Date.now();
      for (let buyer = 0; buyer < 60; buyer++)
        await shop.emulator.buyerWrites({
          buyer: String(1_170_500_000 + buyer),
          text: `${buyer}`,
          at: now - day - 30 * 60_000 + buyer * 60_000,
        });
      const { happened, pages } = await shop.round('messages', { now });
      expect(happened.length).toBe(30);
      expect(pages).toBe(2);
      expect(shop.calls('sellerchat.get_message').length).toBe(30);
    },
  );

  test('a round where nothing happened costs one call', async () => {
    await using shop = await openShop();
    const now = Date.now();
    await shop.emulator.buyerWrites({ text: 'hi', at: now - 3_600_000 });
    const first = await shop.round('messages', { now });
    const second = await shop.round('messages', { now: now + 60_000, cursor: first.cursor });
    expect([first.events.length, second.events.length]).toEqual([1, 0]);
    expect(shop.calls('sellerchat.get_message').length).toBe(1);
    expect(shop.calls('sellerchat.get_conversation_list').length).toBe(2);
  });

  test('a long silence between two rounds loses nothing', async () => {
    await using shop = await openShop();
    const now = Date.now();
    const { cursor } = await shop.round('messages', { now: now - 3 * day });
    for (let line = 0; line < 70; line++) await shop.emulator.buyerWrites({ text: `${line}`, at: now - 2 * day + line * 1_000 });
    const { happened } = await shop.round('messages', { now, cursor });
    expect(happened.length).toBe(70);
  });

  test('a span is read also where the conversation went on since', async () => {
    await using shop = await openShop();
    const now = Date.now();
    await shop.emulator.buyerWrites({ text: 'then', at: now - 5 * day });
    await shop.emulator.buyerWrites({ text: 'now', at: now });
    const { happened } = await shop.round('messages', { range: { from: now - 6 * day, until: now - 4 * day } });
    expect(happened).toMatchObject([{ text: 'then' }, { text: 'now' }]);
  });

  test.each(['source_content', 'order_card'] as const)('an order that a buyer names is known (%s)', async (orderReference) => {
    await using shop = await openShop({ orderReference });
    const { id } = shop.emulator.placeOrder();
    await shop.emulator.buyerWrites({ text: 'Where is it?', order: id });
    const { happened } = await shop.round('messages');
    expect(happened).toContainEqual(expect.objectContaining({ orderId: id }));
    expect(happened.at(-1)).toMatchObject({ text: 'Where is it?' });
  });

  test('without the chat permission the stream says so in plain words', async () => {
    await using shop = await openShop({ chat: 'not_granted' });
    await expect(shop.page('messages')).rejects.toMatchObject({
      fault: 'forbidden',
      platformCode: 'error_permission',
      message: expect.stringContaining('chat permission') as string,
    });
    // The rest is open all the same.
    await expect(shop.page('orders')).resolves.toBeDefined();
  });

  test('a cursor that nobody can read begins anew', async () => {
    await using shop = await openShop();
    await shop.emulator.buyerWrites({ text: 'hi' });
    for (const cursor of ['', 'null', '{"since":"x"}', '[]', '%'])
      expect((await shop.page('messages', { cursor })).events.length).toBe(1);
  });

  test('a hint reads its conversation', async () => {
    await using shop = await openShop();
    const { thread } = await shop.emulator.buyerWrites({ text: 'hi' });
    shop.emulator.sellerWrites({ thread, text: 'hello' });
    const events = await shop.shopee.read!({ kind: 'resource_hint', stream: 'messages', id: thread }, shop.store);
    expect(kinds(await shop.normalised(events))).toEqual(['buyer_message', 'seller_message']);
  });
});

describe('orders', () => {
  test('a week back at first, then what changed, with parcels’ numbers', async () => {
    await using shop = await openShop();
    const now = Date.now();
    for (let index = 0; index < 60; index++) shop.emulator.placeOrder({ at: now - 6 * day + index * 1_000 });
    shop.emulator.placeOrder({ at: now - 8 * day });
    const { id } = shop.emulator.placeOrder({ at: now - 3 * day, status: 'SHIPPED', tracking: 'MY200448706479IT' });
    const first = await shop.round('orders', { now });
    expect([first.events.length, first.pages]).toEqual([61, 2]);
    expect(first.happened).toContainEqual(
      expect.objectContaining({
        externalId: id,
        shipments: [{ carrier: 'SPX', tracking: 'MY200448706479IT', status: 'LOGISTICS_PICKUP_DONE' }],
      }),
    );
    expect(shop.calls('logistics.get_tracking_number').length).toBe(1);
    shop.emulator.changeOrder({ id, status: 'COMPLETED', at: now + 60_000 });
    const second = await shop.round('orders', { now: now + 120_000, cursor: first.cursor });
    expect(second.happened).toMatchObject([{ externalId: id, status: 'completed' }]);
  });

  test('a span beyond fifteen days is asked for piece by piece', async () => {
    await using shop = await openShop();
    const now = Date.now();
    for (const days of [1, 20, 39]) shop.emulator.placeOrder({ at: now - days * day });
    const { events, pages } = await shop.round('orders', { range: { from: now - 40 * day, until: now } });
    expect([events.length, pages]).toEqual([3, 3]);
  });

  test('an order under review is known to be one', async () => {
    await using shop = await openShop();
    shop.emulator.placeOrder({ status: 'PENDING' });
    expect((await shop.round('orders')).happened).toMatchObject([{ platformStatus: 'PENDING', status: 'to_ship' }]);
  });

  test('a hint reads its order; one that is gone is said to be', async () => {
    await using shop = await openShop();
    const { id } = shop.emulator.placeOrder({ status: 'IN_CANCEL' });
    const hint = { kind: 'resource_hint', stream: 'orders' } as const;
    expect(kinds(await shop.normalised(await shop.shopee.read!({ ...hint, id }, shop.store)))).toEqual([
      'order',
      'platform_notice',
    ]);
    await expect(shop.shopee.read!({ ...hint, id: '2611200NOTHERE' }, shop.store)).rejects.toMatchObject({ fault: 'gone' });
  });
});

test('returns page by page, and their changes', async () => {
  await using shop = await openShop();
  const now = Date.now();
  const { id: order } = shop.emulator.placeOrder();
  const ids = Array.from({ length: 55 }, (_, index) => shop.emulator.openReturn({ order, at: now - day + index * 1_000 }).id);
  const first = await shop.round('after_sales', { now });
  expect([first.events.length, first.pages]).toEqual([55, 2]);
  expect(first.happened[0]).toMatchObject({ kind: 'after_sale', open: true, orderId: order });
  shop.emulator.changeReturn({ id: ids[0]!, status: 'ACCEPTED', at: now + 1_000 });
  const second = await shop.round('after_sales', { now: now + 900_000, cursor: first.cursor });
  expect(second.happened).toMatchObject([{ externalId: ids[0], open: false, dueAt: undefined }]);
  const read = await shop.shopee.read!({ kind: 'resource_hint', stream: 'after_sales', id: ids[1]! }, shop.store);
  expect(await shop.normalised(read)).toMatchObject([{ externalId: ids[1] }, { kind: 'platform_notice' }]);
});

test('reviews down to what is known, their ids exact', async () => {
  await using shop = await openShop();
  const now = Date.now();
  const { id: order } = shop.emulator.placeOrder();
  const ids = Array.from(
    { length: 60 },
    (_, index) => shop.emulator.postReview({ order, stars: 4, text: 'ok', at: now - 5 * day + index * 1_000 }).id,
  );
  shop.emulator.postReview({ order, stars: 1, text: 'long ago', at: now - 9 * day });
  const first = await shop.round('reviews', { now });
  expect([first.events.length, first.pages]).toEqual([60, 2]);
  expect(new Set(first.happened.map((event) => event.kind === 'review' && event.externalId))).toEqual(new Set(ids));
  const newest = shop.emulator.postReview({ order, stars: 2, text: 'Botol bocor', at: now });
  const second = await shop.round('reviews', { now: now + 3_600_000, cursor: first.cursor });
  expect(second.happened).toMatchObject([{ externalId: newest.id, rating: 2 }]);
  expect(second.pages).toBe(1);
});

test('figures once a day, and when they change', async () => {
  await using shop = await openShop();
  const now = Date.UTC(2026, 10, 21, 6);
  const name = async (at: number) => (await shop.page('performance', { now: at })).events[0]!.externalId;
  const first = await name(now);
  expect(await name(now + 6 * 3_600_000)).toBe(first);
  expect(await name(now + day)).not.toBe(first);
  shop.emulator.setPerformance({ rating: 1, metrics: [{ id: 11, current: 57 }] });
  expect(await name(now)).not.toBe(first);
  const { happened } = await shop.round('performance', { now });
  expect(happened).toContainEqual(expect.objectContaining({ metric: 'response_rate', value: 0.57, status: 'bad' }));
  expect(happened.at(-1)).toMatchObject({ kind: 'platform_notice', topic: 'account_health' });
});

describe('lost pushes', () => {
  test.each(['text', 'object'] as const)(
    'are taken, and taken out of the queue once they are safe (%s)',
    async (lostPushData) => {
      await using shop = await openShop({ lostPushData });
      await shop.emulator.deliverTo('http://127.0.0.1:9/push');
      shop.emulator.losePushes('on');
      const { messageId } = await shop.emulator.buyerWrites({ text: 'Bila?' });
      for (let index = 0; index < 120; index++) shop.emulator.placeOrder();
      const unsafe = await shop.page('lost_pushes');
      expect([unsafe.events.length, unsafe.more]).toEqual([100, true]);
      // Not acknowledged, so that they are there still.
      const { happened, pages } = await shop.round('lost_pushes');
      expect([happened.length, pages]).toEqual([121, 2]);
      expect(happened[0]).toMatchObject({ kind: 'buyer_message', externalId: messageId });
      expect((await shop.page('lost_pushes')).events).toEqual([]);
    },
  );
});
