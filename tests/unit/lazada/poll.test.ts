import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StreamName } from '../../../src/ports/marketplace.ts';
import { openShop } from './open-shop.ts';
import type { Shop } from './open-shop.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => {
  await shop.stop();
  expect(shop.lazada.violations()).toEqual([]);
});

describe('messages', () => {
  test('the first round looks back a day, the next reads only what is new', async () => {
    const now = Date.now();
    await shop.lazada.buyerWrites({ buyer: '1', text: 'long ago', at: now - 2 * day });
    const first = await shop.lazada.buyerWrites({ buyer: '2', text: 'today', at: now - 60 * minute });
    const { names, cursor } = await shop.round('messages');
    expect(names).toEqual([`message ${first.messageId}`]);
    shop.calls();
    const again = await shop.round('messages', cursor);
    expect([again.names, shop.calls()]).toEqual([[], ['/im/session/list']]);
    const late = await shop.lazada.buyerWrites({ buyer: '1', text: 'now', at: now });
    const then = await shop.round('messages', again.cursor);
    expect(then.names).toEqual([`message ${late.messageId}`]);
    expect(shop.calls()).toEqual(['/im/session/list', '/im/message/list']);
  });

  test('many sessions and long ones are read page by page, each message once and in order', async () => {
    const now = Date.now();
    const written: string[] = [];
    for (let index = 0; index < 45; index++)
      written.push(
        (await shop.lazada.buyerWrites({ buyer: String(100 + index), text: 'hi', at: now - index * minute })).messageId,
      );
    for (let index = 0; index < 50; index++)
      written.push((await shop.lazada.buyerWrites({ buyer: '100', text: `line ${index}`, at: now - (50 - index) })).messageId);
    const { names, pages, cursor } = await shop.round('messages');
    expect(pages).toHaveLength(3);
    expect([...names].sort()).toEqual(written.map((id) => `message ${id}`).sort());
    const lines = pages.flatMap(({ events }) => events.flatMap(({ body }) => /line (\d+)/.exec(body)?.[1] ?? []));
    expect(lines).toEqual(Array.from({ length: 50 }, (_, index) => String(index)));
    expect((await shop.round('messages', cursor)).names).toEqual([]);
  });

  test('a span is read again whatever came after it', async () => {
    const now = Date.now();
    const inside = await shop.lazada.buyerWrites({ buyer: '1', text: 'then', at: now - 5 * day });
    await shop.lazada.buyerWrites({ buyer: '1', text: 'now', at: now });
    const range = { from: now - 6 * day, until: now - 4 * day };
    expect((await shop.round('messages', null, { range })).names).toEqual([`message ${inside.messageId}`]);
  });

  test('what was hidden or recalled goes by a name of its own', async () => {
    const { thread } = await shop.lazada.buyerWrites({ buyer: '1', text: 'hi' });
    shop.lazada.forbid('WhatsApp');
    const { messageId } = await shop.lazada.sellerWrites({ thread, text: 'ask us on WhatsApp' });
    expect((await shop.round('messages')).names).toContain(`message ${messageId} hidden`);
  });

  test('a hinted session is read with the buyer’s name', async () => {
    const { thread, messageId } = await shop.lazada.buyerWrites({ buyer: '1', name: 'Ana', text: 'hi' });
    const [event] = await shop.adapter.read!({ kind: 'resource_hint', stream: 'messages', id: thread }, shop.store);
    expect(event).toMatchObject({ externalId: `message ${messageId}`, body: expect.stringContaining('"Ana"') });
  });
});

describe('orders', () => {
  test('more than a page changed in the same second, none is lost and none asked for twice', async () => {
    const at = Math.floor(Date.now() / 1_000) * 1_000 - minute;
    const ids: string[] = [];
    for (let index = 0; index < 120; index++) ids.push((await shop.lazada.placeOrder({ at })).id);
    const { names, cursor } = await shop.round('orders');
    expect(new Set(names.map((name) => name.split(' ')[1]))).toEqual(new Set(ids));
    expect(shop.calls().filter((path) => path === '/order/items/get')).toHaveLength(120);
    expect((await shop.round('orders', cursor)).names).toEqual([]);
    expect(shop.calls().filter((path) => path === '/order/items/get')).toEqual([]);
  }, 40_000);

  test('an order that changes within the second is another state, and the hint reads the same as the round', async () => {
    const { id } = await shop.lazada.placeOrder({});
    const first = await shop.round('orders');
    await shop.lazada.changeOrder(id, { status: 'ready_to_ship' });
    const second = await shop.round('orders', first.cursor);
    expect(second.names).toHaveLength(1);
    expect(second.names).not.toEqual(first.names);
    const [read] = await shop.adapter.read!({ kind: 'resource_hint', stream: 'orders', id }, shop.store);
    expect(read!.externalId).toBe(second.names[0]);
  });

  test('an order that is gone is said to be gone', async () => {
    const hint = { kind: 'resource_hint', stream: 'orders', id: '404' } as const;
    await expect(shop.adapter.read!(hint, shop.store)).rejects.toMatchObject({ fault: 'gone' });
  });
});

describe('after-sales', () => {
  test('every state once, across pages', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 70; index++) {
      const { id: order } = await shop.lazada.placeOrder({});
      ids.push((await shop.lazada.openReturn({ order })).id);
    }
    const first = await shop.round('after_sales');
    expect(first.pages).toHaveLength(2);
    expect(new Set(first.names.map((name) => name.split(' ')[1]))).toEqual(new Set(ids));
    expect((await shop.round('after_sales', first.cursor)).names.filter((name) => !first.names.includes(name))).toEqual([]);
    await shop.lazada.decideReturn(ids[0]!, 'agreed');
    const changed = (await shop.round('after_sales', first.cursor)).names.filter((name) => !first.names.includes(name));
    expect(changed.map((name) => name.split(' ')[1])).toEqual([ids[0]]);
    const [read] = await shop.adapter.read!({ kind: 'resource_hint', stream: 'after_sales', id: ids[0] }, shop.store);
    expect(read!.externalId).toBe(changed[0]);
  });
});

describe('reviews', () => {
  test('of products that were sold, week by week; a span of months in as many windows', async () => {
    const now = Date.now();
    const { id: order } = await shop.lazada.placeOrder({ items: [{ id: '77', title: 'Bottle' }] });
    await shop.lazada.postReview({ order, item: '77', rating: 1, text: 'leaks', at: now - day });
    const old = await shop.lazada.postReview({ order, item: '77', rating: 5, text: 'fine', at: now - 20 * day });
    expect((await shop.round('reviews')).names).toEqual([]);
    await shop.round('orders');
    shop.calls();
    const { names, cursor } = await shop.round('reviews');
    expect(names).toHaveLength(1);
    expect(shop.calls()).toEqual(['/review/seller/history/list', '/review/seller/list/v2']);
    expect((await shop.round('reviews', cursor)).names).toEqual([]);
    expect(shop.calls()).toEqual(['/review/seller/history/list']);
    const range = { from: now - 30 * day, until: now };
    const span = await shop.round('reviews', null, { range });
    expect(span.names).toHaveLength(2);
    expect(span.names.some((name) => name.startsWith(`review ${old.id} `))).toBe(true);
    expect(shop.calls().filter((path) => path === '/review/seller/history/list')).toHaveLength(5);
  });

  test('a later window begins where the last round ended, after a restart as well', async () => {
    const { id: order } = await shop.lazada.placeOrder({ items: [{ id: '77' }] });
    await shop.round('orders');
    const { cursor } = await shop.round('reviews');
    const review = await shop.lazada.postReview({ order, item: '77', rating: 3, at: Date.now() + 2 * 60 * minute });
    const later = { now: Date.now() + 3 * 60 * minute };
    expect((await shop.round('reviews', cursor, later)).names[0]).toContain(review.id);
    // What was sold is handed on in the cursor.
    const other = await openShop();
    const order2 = await other.lazada.placeOrder({ items: [{ id: '77' }] });
    await other.lazada.postReview({ order: order2.id, item: '77', rating: 3 });
    expect((await other.round('reviews', cursor, later)).names).toHaveLength(1);
    await other.stop();
  });
});

test('figures that did not change are the same event for a day', async () => {
  const { names, cursor } = await shop.round('performance');
  expect((await shop.round('performance', cursor)).names).toEqual(names);
  expect((await shop.round('performance', cursor, { now: Date.now() + day })).names).not.toEqual(names);
});

test('any cursor is read or begun anew', async () => {
  const streams = fc.constantFrom<StreamName>('messages', 'orders', 'after_sales', 'reviews', 'performance');
  const odd = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ since: fc.jsonValue(), after: fc.jsonValue(), at: fc.jsonValue(), seen: fc.jsonValue() })
      .map((read) => JSON.stringify(read)),
  );
  await fc.assert(
    fc.asyncProperty(streams, odd, async (stream, cursor) => {
      const request = { stream, cursor, now: Date.now(), signal: AbortSignal.timeout(10_000) };
      expect(typeof (await shop.adapter.poll!(request, shop.store)).cursor).toBe('string');
    }),
    { numRuns: 60 },
  );
}, 30_000);
