import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PollPage } from '../../../src/ports/marketplace.ts';
import { idsOf, openAdapter } from './adapter.ts';

const minute = 60_000;
const hour = 60 * minute;

test('the first round looks back a day, and a round with nothing new takes one call', async () => {
  await using shop = await openAdapter();
  const { emulator } = shop;
  const now = Date.now();
  await emulator.buyerWrites({ buyer: '1', text: 'old', at: now - 25 * hour });
  const { messageId } = await emulator.buyerWrites({ buyer: '2', text: 'new', at: now - 23 * hour });
  const { events, cursor } = await shop.round('messages');
  expect(idsOf(events)).toEqual([`message ${messageId}`]);
  shop.calls();
  expect((await shop.round('messages', { cursor })).events).toEqual([]);
  expect(shop.calls()).toHaveLength(1);
  expect(emulator.violations()).toEqual([]);
});

test('conversations and their messages are read over all their pages, oldest first, and no further than needed', async () => {
  await using shop = await openAdapter();
  const { emulator } = shop;
  const now = Date.now();
  for (let buyer = 1; buyer <= 45; buyer++)
    await emulator.buyerWrites({ buyer: String(buyer), text: 'hi', at: now - buyer * minute });
  const { thread } = await emulator.buyerWrites({ buyer: '1', text: '0', at: now });
  for (let index = 1; index < 25; index++)
    await emulator.buyerWrites({ buyer: '1', text: String(index), at: now + index * 1_000 });
  const { events, pages, cursor } = await shop.round('messages');
  expect(new Set(idsOf(events)).size).toBe(45 + 25);
  expect(pages).toBe(3);
  const texts = events
    .map(({ body }) => JSON.parse(body) as { conversation: { id: string }; message: { content: string } })
    .filter(({ conversation }) => conversation.id === thread)
    .map(({ message }) => (JSON.parse(message.content) as { content: string }).content);
  expect(texts).toEqual(['hi', ...Array.from({ length: 25 }, (_, index) => String(index))]);
  // What fell into the overlap is read again, the rest is not.
  shop.calls();
  await shop.round('messages', { cursor });
  expect(shop.calls().length).toBeLessThan(10);
});

test('a span is read whatever the cursor of the rounds says', async () => {
  await using shop = await openAdapter();
  const { emulator } = shop;
  const now = Date.now();
  await emulator.buyerWrites({ buyer: '1', text: 'before', at: now - 40 * hour });
  const { messageId } = await emulator.buyerWrites({ buyer: '1', text: 'inside', at: now - 30 * hour });
  await emulator.buyerWrites({ buyer: '1', text: 'after', at: now });
  const range = { from: now - 31 * hour, until: now - 29 * hour };
  expect(idsOf((await shop.round('messages', { range })).events)).toEqual([`message ${messageId}`]);
  const { id } = await emulator.placeOrder({ at: now - 30 * hour });
  await emulator.placeOrder({ at: now });
  expect(idsOf((await shop.round('orders', { range })).events)).toEqual([expect.stringContaining(`order ${id} `)]);
});

test('orders of a week are read, then what has changed since', async () => {
  await using shop = await openAdapter();
  const { emulator } = shop;
  const now = Date.now();
  await emulator.placeOrder({ at: now - 8 * 24 * hour });
  for (let index = 0; index < 120; index++) await emulator.placeOrder({ at: now - hour + index * 1_000 });
  const { events, pages, cursor } = await shop.round('orders');
  expect(new Set(idsOf(events)).size).toBe(120);
  expect(pages).toBe(2);
  expect((await shop.round('orders', { cursor })).events).toEqual([]);
  const { id } = await emulator.placeOrder({ at: now });
  expect(idsOf((await shop.round('orders', { cursor, now: now + minute })).events)).toEqual([
    expect.stringContaining(`order ${id} ${Math.floor(now / 1000)} `),
  ]);
});

test('returns and cancellations are one stream', async () => {
  await using shop = await openAdapter();
  const { emulator } = shop;
  const { id: order } = await emulator.placeOrder();
  const returned = await emulator.openReturn({ order });
  const cancelled = await emulator.openReturn({ order, type: 'CANCEL' });
  const { events, pages } = await shop.round('after_sales');
  expect(idsOf(events)).toEqual([
    expect.stringContaining(`return ${returned.id} `),
    expect.stringContaining(`cancellation ${cancelled.id} `),
  ]);
  expect(pages).toBe(2);
});

test('a page token that TikTok no longer takes begins the list anew', async () => {
  await using shop = await openAdapter();
  for (let index = 0; index < 3; index++) await shop.emulator.placeOrder();
  const now = Date.now();
  const cursor = JSON.stringify({ from: now - hour, until: now + 1_000, list: 0, page: 'long-gone' });
  expect((await shop.round('orders', { cursor })).events).toHaveLength(3);
  expect((await shop.page('messages', { cursor })).more).toBe(false);
});

test('what is hinted at is read', async () => {
  await using shop = await openAdapter();
  const { emulator, adapter, store } = shop;
  const { thread, messageId } = await emulator.buyerWrites({ text: 'hi' });
  const { id: order } = await emulator.placeOrder();
  const returned = await emulator.openReturn({ order });
  const cancelled = await emulator.openReturn({ order, type: 'CANCEL' });
  const read = async (stream: 'messages' | 'orders' | 'after_sales', id?: string) =>
    idsOf(await adapter.read!({ kind: 'resource_hint', stream, ...(id && { id }) }, store));
  expect(await read('messages', thread)).toEqual([`message ${messageId}`]);
  expect(await read('orders', order)).toEqual([expect.stringContaining(`order ${order} `)]);
  expect(await read('after_sales', `return ${returned.id}`)).toEqual([expect.stringContaining(`return ${returned.id} `)]);
  expect(await read('after_sales', `cancellation ${cancelled.id}`)).toEqual([
    expect.stringContaining(`cancellation ${cancelled.id} `),
  ]);
  expect(await read('messages')).toEqual([]);
  await expect(read('orders', '404')).rejects.toMatchObject({ fault: 'gone' });
  await expect(read('messages', '404')).rejects.toMatchObject({ fault: 'gone' });
  expect(emulator.violations()).toEqual([]);
});

test('a cursor that is none of ours begins anew and breaks nothing', async () => {
  await using shop = await openAdapter({ callsPerSecond: 1_000 });
  await shop.emulator.placeOrder();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string(), fc.json()),
      fc.constantFrom('orders', 'after_sales', 'messages'),
      async (cursor, stream) => {
        const page: PollPage = await shop.page(stream, { cursor });
        expect(JSON.parse(page.cursor)).toMatchObject({ from: expect.any(Number) as number });
      },
    ),
    { numRuns: 25 },
  );
});
