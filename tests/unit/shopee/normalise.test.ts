import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseExact } from '../../../adapters/http/exact-json.ts';
import { normalise } from '../../../adapters/marketplaces/shopee/normalise.ts';
import { openWindow, leavePage } from '../../../adapters/marketplaces/shopee/time-window.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { shopStore } from './shop.ts';

const folder = new URL('../../fixtures/shopee/', import.meta.url);
const fixture = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');
const store = shopStore({ partnerId: '1000001', partnerKey: 'k'.repeat(20), pushKey: 'p'.repeat(20), shopId: '220000001' });
const other = shopStore({ ...store.settings.api, shopId: '220000002' });

const from = (source: string, body: string, of = store): Promise<MarketplaceEvent[]> =>
  normalise({ source, externalId: 'push 1', receivedAt: 1_763_632_800_000, body: Buffer.from(body) }, of);
const pushed = (body: string, of = store) => from('shopee', body, of);
const polled = (body: object) => from('poll', JSON.stringify(body));

describe('recorded pushes', () => {
  test('a message is a buyer’s words at once', async () => {
    expect(await pushed(fixture('push-message'))).toEqual([
      {
        kind: 'buyer_message',
        externalId: '2434129165249004127',
        thread: '2434129165249003889',
        buyer: { id: '1170319091', name: 'aisyah88' },
        orderId: undefined,
        items: undefined,
        text: 'Bila barang akan dihantar?',
        sentAt: 1_763_632_799_000,
        replyAddress: { toId: '1170319091', conversationId: '2434129165249003889' },
      },
    ]);
  });

  test('the order, the goods and the picture that it is about', async () => {
    expect(await pushed(fixture('push-message-about-order'))).toMatchObject([{ orderId: '2611200ABCD123' }]);
    expect(await pushed(fixture('push-message-item'))).toMatchObject([
      { items: [{ id: '23620853561' }], text: '[item] 23620853561' },
    ]);
    expect(await pushed(fixture('push-message-image'))).toMatchObject([
      {
        text: '[image]',
        wordless: true,
        attachments: [{ name: '0d5c1d2e', from: { url: 'https://cf.shopee.example/file/0d5c1d2e' } }],
      },
    ]);
    expect(await pushed(fixture('push-message-sticker'))).toMatchObject([{ text: '[sticker]', wordless: true }]);
  });

  test.each([
    ['push-notification', { stream: 'messages', id: '2434129165249003889' }],
    ['push-order-status', { stream: 'orders', id: '2611200ABCD123' }],
    ['push-order-cancel-request', { stream: 'orders', id: '2611200ABCD123' }],
    ['push-tracking-number', { stream: 'orders', id: '2611200ABCD123' }],
    ['push-return', { stream: 'after_sales', id: '2611210RET4567' }],
  ])('%s is a hint', async (name, hint) => {
    expect(await pushed(fixture(name))).toEqual([{ kind: 'resource_hint', ...hint }]);
  });

  test('what is said of the authorisation concerns the shop it names', async () => {
    expect(await pushed(fixture('push-authorised'))).toEqual([{ kind: 'authorisation', state: 'granted' }]);
    expect(await pushed(fixture('push-deauthorised'))).toEqual([{ kind: 'authorisation', state: 'revoked' }]);
    expect(await pushed(fixture('push-authorisation-expiry'))).toEqual([
      { kind: 'authorisation', state: 'expiring', expiresAt: 1_764_237_600_000 },
    ]);
    for (const name of ['push-authorised', 'push-deauthorised', 'push-authorisation-expiry'])
      expect(await pushed(fixture(name), other)).toEqual([]);
  });

  test('the console’s ping, other codes and other shops of the app come to nothing', async () => {
    expect(await pushed(fixture('push-verify'))).toEqual([]);
    for (const code of [5, 7, 8, 9, 11, 13, 15, 22, 23, 24, 99])
      expect(await pushed(JSON.stringify({ shop_id: 220000001, code, timestamp: 1, data: { anything: [] } }))).toEqual([]);
    expect(await pushed(fixture('push-message'), other)).toEqual([]);
  });

  test.each([6, 16])('a listing that the platform objects to (code %i) needs somebody', async (code) => {
    const body = JSON.stringify({
      shop_id: 220000001,
      code,
      timestamp: 1_763_632_800,
      data: { item_id: 7, item_name: 'Bottle' },
    });
    expect(await pushed(body)).toMatchObject([
      { kind: 'platform_notice', needsAttention: true, text: 'Bottle · 7', sentAt: 1_763_632_800_000 },
    ]);
  });
});

describe('which side wrote', () => {
  const message = JSON.parse(fixture('push-message')) as { data: { content: Record<string, unknown> } };
  const withContent = (more: object) =>
    JSON.stringify({ ...message, data: { ...message.data, content: { ...message.data.content, ...more } } });

  test('the message itself says so where it names a shop', async () => {
    expect(await pushed(withContent({ from_shop_id: 220000001, to_shop_id: 0 }))).toMatchObject([{ kind: 'seller_message' }]);
    expect(await pushed(withContent({ from_shop_id: 0, to_shop_id: 220000001 }))).toMatchObject([{ kind: 'buyer_message' }]);
  });

  test('an auto-reply is neither’s word', async () => {
    const automatic = { from_shop_id: 220000001, status: 'offwork_autoreply' };
    expect(await pushed(withContent(automatic))).toEqual([]);
    expect(await pushed(withContent({ from_shop_id: 220000001, source: 'server' }))).toEqual([]);
  });

  test('where it does not, the switch decides between speed and looking it up', async () => {
    const all = shopStore({ ...store.settings.api, pushedMessages: 'all' });
    expect(await pushed(fixture('push-message'), all)).toEqual([
      { kind: 'resource_hint', stream: 'messages', id: '2434129165249003889' },
    ]);
  });
});

describe('what rounds brought', () => {
  const answer = (name: string) => (parseExact(fixture(name)) as { response: Record<string, object[]> }).response;

  test('an order', async () => {
    const [order] = answer('order.get_order_detail').order_list!;
    expect(await polled({ polled: 'order', order, tracking: 'MY1' })).toEqual([
      expect.objectContaining({
        kind: 'order',
        externalId: '2611200ABCD123',
        status: 'to_ship',
        platformStatus: 'READY_TO_SHIP',
        buyer: { id: '1170319091', name: 'aisyah88' },
        country: 'my',
        total: { amount: '59.9', currency: 'MYR' },
        items: [
          {
            id: '23620853561',
            sku: 'BOTTLE-750-BLU',
            title: 'Bottle 750ml',
            quantity: 1,
            price: { amount: '59.9', currency: 'MYR' },
          },
        ],
        shipBy: 1_763_776_400_000,
        shipments: [{ carrier: 'SPX', tracking: 'MY1', status: 'LOGISTICS_READY' }],
        cancelRequested: false,
        updatedAt: 1_763_603_600_000,
      }),
    ]);
  });

  test('a wish to cancel needs somebody, once', async () => {
    const [order] = answer('order.get_order_detail').order_list!;
    const asked = { ...order, order_status: 'IN_CANCEL' };
    const [record, notice] = await polled({ polled: 'order', order: asked });
    expect(record).toMatchObject({ kind: 'order', cancelRequested: true, status: 'to_ship' });
    expect(notice).toMatchObject({ externalId: 'cancellation 2611200ABCD123', needsAttention: true, orderId: '2611200ABCD123' });
    const [, again] = await polled({ polled: 'order', order: { ...asked, update_time: 1_763_700_000 } });
    expect(again).toMatchObject({ externalId: 'cancellation 2611200ABCD123' });
  });

  test('a status nobody has heard of passes', async () => {
    const [order] = answer('order.get_order_detail').order_list!;
    expect(await polled({ polled: 'order', order: { ...order, order_status: 'BRAND_NEW' } })).toMatchObject([
      { status: 'unknown', platformStatus: 'BRAND_NEW' },
    ]);
  });

  test('a return with its deadline', async () => {
    const entry = answer('returns.get_return_detail');
    expect(await polled({ polled: 'return', return: entry })).toMatchObject([
      {
        kind: 'after_sale',
        type: 'return',
        open: true,
        dueAt: 1_763_872_800_000,
        amount: { amount: '59.9', currency: 'MYR' },
        text: 'Botol retak',
      },
      {
        kind: 'platform_notice',
        externalId: 'return 2611210RET4567 REQUESTED',
        topic: 'return_request',
        text: '2611210RET4567 · PHYSICAL_DMG · Botol retak · 59.9 MYR',
      },
    ]);
    const handling = await polled({ polled: 'return', return: { ...entry, status: 'PROCESSING' } });
    expect(handling[0]).toMatchObject({ open: true, dueAt: 1_764_132_000_000 });
    for (const status of ['ACCEPTED', 'CANCELLED', 'CLOSED', 'REFUND_PAID', 'JUDGING', 'SELLER_DISPUTE', 'BRAND_NEW'])
      expect(await polled({ polled: 'return', return: { ...entry, status } })).toMatchObject([
        { open: false, platformStatus: status },
      ]);
  });

  test('figures, in the field’s words and units', async () => {
    const happened = await polled({ polled: 'performance', performance: answer('account_health.get_shop_performance'), at: 5 });
    const figure = (metric: string) => happened.find((event) => event.kind === 'performance' && event.metric === metric);
    expect(figure('late_shipment_rate')).toMatchObject({
      value: 0.025,
      unit: 'fraction',
      target: { value: 0.1, comparator: '<' },
      status: 'good',
    });
    expect(figure('response_rate')).toMatchObject({ value: 0.57, target: { value: 0.7 }, status: 'bad' });
    expect(figure('non_fulfilment_rate')).toMatchObject({ value: null, status: undefined });
    expect(figure('account_status')).toMatchObject({ value: 3, platformStatus: 'Good', status: 'good' });
    expect(happened.some(({ kind }) => kind === 'platform_notice')).toBe(false);
  });

  test('a poor rating needs somebody, with the figures that it comes from', async () => {
    const performance = { ...answer('account_health.get_shop_performance'), overall_performance: { rating: 1 } };
    const happened = await polled({ polled: 'performance', performance, at: Date.UTC(2026, 10, 21) });
    expect(happened.at(-1)).toMatchObject({
      externalId: 'performance 1 2026-11',
      topic: 'account_health',
      text: expect.stringMatching(/^Poor\n.*response_rate/s) as string,
    });
  });

  test('a review and the shop’s answer', async () => {
    const [review] = answer('product.get_comment').item_comment_list!;
    const answered = { ...review, comment_reply: { reply: 'Maaf', create_time: 1_763_900_000 } };
    expect(await polled({ polled: 'review', review: answered })).toEqual([
      expect.objectContaining({
        externalId: '2434129165249009001',
        rating: 2,
        text: 'Botol bocor',
        answer: 'Maaf',
        updatedAt: 1_763_900_000_000,
      }),
    ]);
  });
});

test('the same bytes give the same answer', async () => {
  for (const name of readdirSync(folder).filter((file) => file.startsWith('push-'))) {
    const body = readFileSync(new URL(name, folder), 'utf8');
    expect(await pushed(body)).toEqual(await pushed(body));
  }
});

describe('fuzz', () => {
  /** Parked with its fault, or understood: nothing else may come of a body. */
  const survives = async (source: string, body: string): Promise<void> => {
    try {
      expect(Array.isArray(await from(source, body))).toBe(true);
    } catch (error) {
      expect(error instanceof z.ZodError || error instanceof SyntaxError).toBe(true);
    }
  };
  const anything = fc.json();

  test('any body is understood or parked', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom('shopee', 'poll'), fc.oneof(anything, fc.string()), survives), {
      numRuns: 300,
    });
  });

  test('any data under any code, and any body of any round', async () => {
    const codes = fc.constantFrom(1, 2, 3, 4, 6, 10, 12, 16, 29);
    await fc.assert(
      fc.asyncProperty(codes, fc.jsonValue(), (code, data) => survives('shopee', JSON.stringify({ code, timestamp: 1, data }))),
      { numRuns: 300 },
    );
    const rounds = fc.constantFrom('message', 'order', 'return', 'review', 'performance', 'push');
    await fc.assert(
      fc.asyncProperty(rounds, fc.jsonValue(), (kind, data) =>
        survives('poll', JSON.stringify({ polled: kind, [kind]: data, buyer: { id: '1' }, at: 1 })),
      ),
      { numRuns: 300 },
    );
  });

  test('any cursor opens a window that the platform takes', () => {
    const cursors = fc.oneof(
      fc.constant(null),
      fc.string(),
      anything,
      fc.record({ from: fc.maxSafeNat(), end: fc.maxSafeNat() }).map((state) => JSON.stringify(state)),
    );
    const now = 1_763_632_800_000;
    fc.assert(
      fc.property(cursors, (cursor) => {
        const window = openWindow({ stream: 'orders', cursor, now, signal: AbortSignal.abort() }, 1_000);
        expect(window.until - window.from).toBeGreaterThanOrEqual(0);
        expect(window.until - window.from).toBeLessThan(15 * 86_400_000);
        expect(typeof leavePage(window, undefined).cursor).toBe('string');
      }),
    );
  });

  test('windows follow each other without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (days) => {
        const now = 1_763_632_800_000;
        const request = {
          stream: 'orders' as const,
          now,
          signal: AbortSignal.abort(),
          range: { from: now - days * 86_400_000, until: now },
        };
        let cursor: string | null = null;
        let reached = request.range.from;
        for (let more = true; more;) {
          const window = openWindow({ ...request, cursor }, 0);
          expect(window.from).toBe(reached);
          reached = window.until;
          ({ cursor, more } = leavePage(window, undefined));
        }
        expect(reached).toBe(now);
      }),
    );
  });
});
