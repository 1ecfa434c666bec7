import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../../adapters/marketplaces/lazada/normalise.ts';
import { parseExact } from '../../../adapters/http/exact-json.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { store } from './lazada-store.ts';

const receivedAt = 1_763_633_300_000;
const fixture = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '..', '..', 'fixtures', 'lazada', `${name}.json`), 'utf8');
const answerOf = (name: string): { data: never; result: never } => parseExact(fixture(name)) as never;

const event = (source: string, body: string) => ({ source, externalId: 'e', receivedAt, body: Buffer.from(body) });
const pushed = (body: string, to: StoreRecord = store()): Promise<MarketplaceEvent[]> => normalise(event('lazada', body), to);
const polled = (body: object, to: StoreRecord = store()): Promise<MarketplaceEvent[]> =>
  normalise(event('poll', JSON.stringify(body)), to);

const session = '100094063_2_1011822749_1_103';

describe('messages', () => {
  test('a buyer’s words arrive whole with the push', async () => {
    expect(await pushed(fixture('push-2-buyer-message'))).toEqual([
      {
        kind: 'buyer_message',
        externalId: 'C0AeYLqbyRZYZ0VQzo',
        thread: session,
        buyer: { id: '1011822749', name: '1011822749' },
        text: 'where is my parcel?',
        sentAt: 1_763_632_920_123,
        replyAddress: { session },
      },
    ]);
  });

  test('push and list give the same message; the list knows the name', async () => {
    const [listed] = (answerOf('im-message-list').data as { message_list: { message_id: string }[] }).message_list.filter(
      ({ message_id }) => message_id === 'C0AeYLqbyRZYZ0VQzo',
    );
    const [fromList] = await polled({ kind: 'message', title: 'Ana', message: listed });
    const [fromPush] = await pushed(fixture('push-2-buyer-message'));
    expect(fromList).toEqual({ ...fromPush, buyer: { id: '1011822749', name: 'Ana' } });
  });

  test('an order’s card names the order and is no text', async () => {
    expect(await pushed(fixture('push-2-buyer-order-card'))).toMatchObject([
      { kind: 'buyer_message', wordless: true, orderId: '9260422900298363', text: '[order 9260422900298363]' },
    ]);
  });

  test('a picture is a file to be fetched, and no text', async () => {
    const name = '3ca5d656-8145-40d9-b00c-6a3a13a2ef9d.png';
    expect(await pushed(fixture('push-2-buyer-picture'))).toMatchObject([
      { wordless: true, text: '[picture]', attachments: [{ name, from: { url: `https://sg-live.slatic.net/${name}` } }] },
    ]);
  });

  test('an automatic answer and a recalled message say nothing', async () => {
    expect(await pushed(fixture('push-2-automatic-reply'))).toEqual([]);
    expect(await pushed(fixture('push-2-recalled-message'))).toEqual([]);
  });

  test('the seller’s own words stop the clock and confirm what we sent', async () => {
    expect(await pushed(fixture('push-2-seller-page'))).toMatchObject([
      {
        kind: 'seller_message',
        externalId: 'mQ2waoEACdFLjHpyUW',
        thread: session,
        buyerId: '1011822749',
        text: 'It left today.',
      },
      { kind: 'delivery_report', replyIds: ['mQ2waoEACdFLjHpyUW'], state: 'confirmed' },
    ]);
  });

  test('a hidden message came back with the reason', async () => {
    expect(await pushed(fixture('push-2-hidden-message'))).toEqual([
      {
        kind: 'delivery_report',
        replyIds: ['fdQC5cQkMW27WF9U3p'],
        state: 'bounced',
        reason: expect.stringContaining('Please be polite') as string,
        at: 1_763_633_100_123,
        copy: { thread: session, text: 'write us on WhatsApp' },
      },
    ]);
  });

  test('a buyer’s hidden message is shown with the reason', async () => {
    const hidden = fixture('push-2-buyer-message').replace('"process_msg": ""', '"process_msg": "spam"');
    expect(await pushed(hidden)).toMatchObject([{ kind: 'buyer_message', flags: { heldBack: 'spam' } }]);
  });

  test('what nobody knows is shown as it came', async () => {
    const odd = fixture('push-2-buyer-message').replace(/"content": "(.*)",/, '"content": "not json",');
    expect(await pushed(odd.replace('"template_id": 1,', '"template_id": 20001,'))).toMatchObject([
      { text: 'not json', flags: { unparsed: 'template 20001' } },
    ]);
  });
});

describe('pushes', () => {
  test.each([
    ['push-0-order-pending', 'orders', '9260422900298363'],
    ['push-14-fulfilment', 'orders', '9260422900298363'],
    ['push-10-return-requested', 'after_sales', '9260422901298363'],
    ['push-21-review', 'reviews', '9260422901898363'],
  ])('%s is a hint, its id kept digit by digit', async (name, stream, id) => {
    expect(await pushed(fixture(name))).toEqual([{ kind: 'resource_hint', stream, id }]);
  });

  test('the end of the authorisation is told', async () => {
    expect(await pushed(fixture('push-8-token-expiry'))).toEqual([
      { kind: 'authorisation', state: 'expiring', expiresAt: 1_763_776_800_000 },
    ]);
  });

  test('a closed shop needs somebody, an opened one does not', async () => {
    expect(await pushed(fixture('push-13-seller-closed'))).toMatchObject([{ kind: 'platform_notice', needsAttention: true }]);
    const opened = fixture('push-13-seller-closed').replace('close', 'normal');
    expect(await pushed(opened)).toMatchObject([{ needsAttention: false }]);
  });

  test('another shop of the same app is not this one', async () => {
    for (const name of ['push-2-buyer-message', 'push-8-token-expiry', 'push-10-return-requested'])
      expect(await pushed(fixture(name), store({ sellerId: '20240306' }))).toEqual([]);
  });

  test('seller ids may be bare numbers', async () => {
    const bare = fixture('push-2-buyer-message').replace('"20240305"', '20240305');
    expect(await pushed(bare)).toHaveLength(1);
  });

  test('a type nobody knows says nothing', async () => {
    expect(await pushed('{"seller_id":"20240305","message_type":99,"data":{},"timestamp":1}')).toEqual([]);
    expect(await pushed(fixture('push-19-session-read'))).toEqual([]);
  });
});

describe('records', () => {
  const order = (): object => answerOf('order').data;
  const items = (): Record<string, unknown>[] => answerOf('order-items').data as Record<string, unknown>[];

  test('an order with its lines', async () => {
    expect(await polled({ kind: 'order', order: order(), items: items() })).toEqual([
      {
        kind: 'order',
        externalId: '9260422900298363',
        status: 'cancelled',
        platformStatus: 'returned',
        buyer: { id: '1011822749' },
        country: 'sg',
        total: { amount: '39.90', currency: 'SGD' },
        items: [
          {
            id: '2306372942',
            sku: 'BOTTLE-750',
            title: 'Bottle 750 ml',
            quantity: 1,
            price: { amount: '39.90', currency: 'SGD' },
          },
        ],
        placedAt: Date.parse('2025-11-20T18:00:00+08:00'),
        shipBy: Date.parse('2025-11-22T18:00:00+08:00'),
        cancelRequested: false,
        updatedAt: Date.parse('2025-11-20T18:07:00+08:00'),
      },
    ]);
  });

  test('pieces of one thing are counted, and the order stands where its slowest line does', async () => {
    const [line] = items();
    const lines = [line, line, { ...line, sku: 'CAP', tracking_code: 'LEX1', shipment_provider: 'LEX', status: 'shipped' }];
    const both = { ...order(), statuses: ['shipped', 'pending'] };
    expect(await polled({ kind: 'order', order: both, items: lines })).toMatchObject([
      {
        status: 'to_ship',
        items: [{ quantity: 2 }, { sku: 'CAP', quantity: 1 }],
        shipments: [{ carrier: 'LEX', tracking: 'LEX1', status: 'shipped' }],
      },
    ]);
  });

  test('a status that nobody knows passes', async () => {
    expect(await polled({ kind: 'order', order: { ...order(), statuses: ['teleported'] }, items: items() })).toMatchObject([
      { status: 'unknown', platformStatus: 'teleported' },
    ]);
  });

  test('a wish to cancel is one notice, told by the order or by its reverse order', async () => {
    const lines = items().map((line) => ({ ...line, need_cancel_confirm: true, cancel_trigger_time: 1_763_805_960_123 }));
    const [record, byOrder] = await polled({ kind: 'order', order: order(), items: lines });
    expect(record).toMatchObject({ cancelRequested: true });
    const [list] = (answerOf('reverse-orders').result as { items: object[] }).items;
    const [, byReverse] = await polled({ kind: 'after_sale', reverse: { ...list, request_type: 'CANCEL' } });
    expect(byOrder).toMatchObject({ kind: 'platform_notice', topic: 'cancellation_request', needsAttention: true });
    expect(byReverse).toMatchObject({
      externalId: (byOrder as { externalId: string }).externalId,
      topic: 'cancellation_request',
    });
  });

  test('a return, the same from the list and the detail', async () => {
    const [listed] = (answerOf('reverse-orders').result as { items: object[] }).items;
    const fromList = await polled({ kind: 'after_sale', reverse: listed });
    expect(fromList).toEqual([
      {
        kind: 'after_sale',
        externalId: '9260422901298363',
        type: 'return',
        orderId: '9260422900298363',
        open: true,
        platformStatus: 'REQUEST_INITIATE',
        reason: 'Item is damaged',
        amount: { amount: '39.90', currency: 'SGD' },
        buyer: { id: '1011822749' },
        openedAt: 1_763_633_160_123,
        dueAt: 1_763_805_960_123,
        updatedAt: 1_763_633_160_123,
      },
      {
        kind: 'platform_notice',
        externalId: 'after_sale 9260422901298363 opened',
        topic: 'return_request',
        subject: '',
        text: 'Item is damaged\n⏰ 2025-11-22 18:06 +08:00',
        orderId: '9260422900298363',
        sentAt: 1_763_633_160_123,
        needsAttention: true,
      },
    ]);
    expect(await polled({ kind: 'after_sale', reverse: answerOf('reverse-order-detail').data })).toEqual(fromList);
  });

  test('a decided return is no notice, and dong have no hundredths', async () => {
    const [listed] = (answerOf('reverse-orders').result as { items: object[] }).items;
    const decided = JSON.parse(JSON.stringify(listed).replaceAll('REQUEST_INITIATE', 'REQUEST_COMPLETE')) as object;
    const events = await polled({ kind: 'after_sale', reverse: decided }, store({}, 'vn'));
    expect(events).toMatchObject([{ open: false, amount: { amount: '3990', currency: 'VND' } }]);
  });

  test('a review', async () => {
    const [review] = (answerOf('reviews').data as { review_list: object[] }).review_list;
    expect(await polled({ kind: 'review', review })).toEqual([
      {
        kind: 'review',
        externalId: '9260422901898363',
        rating: 2,
        text: 'The lid leaks.',
        orderId: '9260422900298363',
        productId: '2306372942',
        replyAddress: { review: '9260422901898363' },
        writtenAt: 1_763_633_220_123,
        updatedAt: 1_763_633_220_123,
      },
    ]);
  });

  test('indicators with targets, then figures that are not among them', async () => {
    const { indicators } = answerOf('seller-performance').data as { indicators: object[] };
    const events = await polled({ kind: 'performance', at: receivedAt, indicators, metrics: answerOf('seller-metrics').data });
    expect(events).toHaveLength(5);
    expect(events[1]).toEqual({
      kind: 'performance',
      metric: 'ship_on_time_rate',
      platformName: 'Ship On Time',
      value: 0.985,
      unit: 'fraction',
      target: { value: 0.95, comparator: '>' },
      status: 'good',
      at: receivedAt,
    });
    expect(events.at(-1)).toMatchObject({ metric: 'response_time', value: 25, unit: 'count' });
    const missed = indicators.map((read) => ({ ...read, target_respected: false }));
    const notices = (await polled({ kind: 'performance', at: receivedAt, indicators: missed, metrics: {} })).filter(
      ({ kind }) => kind === 'platform_notice',
    );
    expect(notices).toHaveLength(4);
  });
});

test('the same bytes give the same answer, twice', async () => {
  for (const name of ['push-2-buyer-message', 'push-2-hidden-message', 'push-10-return-requested'])
    expect(await pushed(fixture(name))).toEqual(await pushed(fixture(name)));
});

test('whatever arrives is read or parked, never worse', async () => {
  const kinds = fc.constantFrom('message', 'order', 'after_sale', 'review', 'performance');
  const odd = fc.dictionary(
    fc.constantFrom(
      ...['session_id', 'message_id', 'content', 'from_account_id', 'from_account_type', 'send_time', 'template_id', 'status'],
      ...['order_id', 'statuses', 'reverse_order_id', 'reverse_order_lines', 'id', 'ratings', 'price'],
    ),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 22 }), odd, kinds, async (type, data, kind) => {
      const bodies = [
        event('lazada', JSON.stringify({ seller_id: '20240305', message_type: type, data, timestamp: receivedAt })),
        event(
          'poll',
          JSON.stringify({ kind, title: '', message: data, order: data, items: [data], reverse: data, review: data }),
        ),
        event('poll', JSON.stringify({ kind, at: receivedAt, indicators: [data], metrics: data })),
      ];
      for (const body of bodies) {
        try {
          expect(Array.isArray(await normalise(body, store()))).toBe(true);
        } catch (error) {
          expect((error as Error).name).toBe('ZodError');
        }
      }
    }),
    { numRuns: 300 },
  );
});
