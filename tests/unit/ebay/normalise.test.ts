import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { normalise } from '../../../adapters/marketplaces/ebay/normalise.ts';
import { readHint, hintId } from '../../../adapters/marketplaces/ebay/hints.ts';
import { readCursor } from '../../../adapters/marketplaces/ebay/message-cursor.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/ebay');
const fixtures = new Map(
  readdirSync(folder).map((file) => [path.basename(file, '.json'), readFileSync(path.join(folder, file), 'utf8')]),
);
const part = (name: string): Record<string, unknown> => JSON.parse(fixtures.get(name)!) as Record<string, unknown>;
const first = (name: string, member: string): unknown => (part(name)[member] as unknown[])[0];

const store = {
  id: 'shop',
  platform: 'ebay',
  site: 'us',
  settings: { api: { username: 'acme_store' } },
} as unknown as StoreRecord;
const read = (source: string, body: string, of = store) =>
  normalise({ source, externalId: 'e', receivedAt: 0, body: Buffer.from(body) }, of);
const pushed = (name: string, of = store) => read('ebay', fixtures.get(name)!, of);
const polled = (body: object) => read('poll', JSON.stringify(body));

describe('a push', () => {
  const hint = (stream: string, id?: string) => [{ kind: 'resource_hint', stream, ...(id && { id }) }];

  test.each([
    ['new_message', hint('messages', 'FROM_MEMBERS v^1.1#i^1#c123')],
    ['buyer_question', hint('messages', 'FROM_MEMBERS v^1.1#i^1#c123')],
    ['order_confirmation', hint('orders', 'order 12-34567-89012')],
    ['item_marked_shipped', hint('orders', 'order 12-34567-89012')],
    ['order_cancellation_activity', hint('orders', 'order 12-34567-89012')],
    ['order_return_activity', hint('after_sales', 'return 5300000042')],
    ['order_inquiry_activity', hint('after_sales', 'inquiry 5300000043')],
    ['feedback_received', hint('reviews')],
    ['feedback_left', []],
    ['seller_standards_profile_metrics', hint('performance')],
    ['seller_customer_service_metric_rating', hint('performance')],
    ['authorization_revocation', [{ kind: 'authorisation', state: 'revoked' }]],
    [
      'marketplace_account_deletion',
      [
        {
          kind: 'buyer_erasure',
          buyerIds: ['buyer_77', 'ma8vp1jySJC', 'nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6wJnY+gAZGEpwmdj6x9nY+seQ=='],
        },
      ],
    ],
  ])('of %s', async (name, events) => {
    expect(await pushed(name)).toEqual(events);
    expect(await pushed(name)).toEqual(events);
  });

  test('of another seller’s consent says nothing of this one’s', async () => {
    const other = { ...store, settings: { api: { username: 'other_store, 8sKd' } } } as unknown as StoreRecord;
    expect(await pushed('authorization_revocation', other)).toEqual([]);
    const nameless = { ...store, settings: { api: {} } } as unknown as StoreRecord;
    expect(await pushed('authorization_revocation', nameless)).toHaveLength(1);
  });

  test('of an unknown topic passes, without its ids asks for the next round, and one that is none is parked', async () => {
    const push = (topic: string) => JSON.stringify({ metadata: { topic }, notification: { data: {} } });
    expect(await read('ebay', push('SOMETHING_NEW'))).toEqual([]);
    expect(await read('ebay', push('NEW_MESSAGE'))).toEqual(hint('messages'));
    expect(await read('ebay', push('ORDER_RETURN_ACTIVITY'))).toEqual(hint('after_sales'));
    await expect(read('ebay', '{}')).rejects.toThrow(ZodError);
    await expect(read('ebay', 'no json')).rejects.toThrow(SyntaxError);
  });
});

describe('what was read', () => {
  test('an order', async () => {
    const shipments = part('shipping_fulfillments').fulfillments;
    expect(await polled({ kind: 'order', order: part('order'), shipments })).toMatchObject([
      { kind: 'order', externalId: '12-34567-89012', total: { amount: '31.50', currency: 'GBP' }, country: 'gb' },
    ]);
  });

  test.each(['return', 'inquiry', 'case'])('a %s', async (kind) => {
    const name = { return: 'returns', inquiry: 'inquiries', case: 'cases' }[kind]!;
    const [record] = await polled({ kind, readAt: 5, request: first(name, 'members') });
    expect(record).toMatchObject({ kind: 'after_sale', orderId: '12-34567-89012', buyer: { id: 'buyer_77' } });
  });

  test('feedback, standards and service metrics', async () => {
    expect(await polled({ kind: 'feedback', readAt: 5, entry: first('feedback', 'feedbackEntries') })).toMatchObject([
      { rating: 1 },
    ]);
    const profile = part('seller_standards_profile');
    const profiles = (profile.standardsProfiles as unknown[] | undefined) ?? [profile];
    expect((await polled({ kind: 'standards', profiles })).length).toBeGreaterThan(1);
    const metric = part('customer_service_metric');
    expect(await polled({ kind: 'service_metric', type: 'ITEM_NOT_RECEIVED', metric })).toMatchObject([
      { kind: 'performance', value: 0.025, status: 'bad' },
      { kind: 'platform_notice', needsAttention: true },
    ]);
  });

  test('messages of both sides', async () => {
    const conversation = { id: 'c1', type: 'FROM_MEMBERS', title: 'Wiper blade 24in' };
    const messages = part('conversation').messages as unknown[];
    const events = await Promise.all(
      messages.map((message) => polled({ kind: 'message', self: ['Acme_Store'], conversation, message })),
    );
    expect(events.flat().map(({ kind }) => kind)).toEqual(['buyer_message', 'seller_message', 'buyer_message']);
    const strangers = await polled({ kind: 'message', self: [], conversation, message: messages[1] });
    expect(strangers).toMatchObject([{ kind: 'buyer_message' }]);
  });

  test('in whatever shape, is read or parked and never breaks in another way', async () => {
    const kinds = ['message', 'order', 'return', 'inquiry', 'case', 'feedback', 'standards', 'service_metric', 'else'];
    const inner = ['message', 'order', 'request', 'entry', 'profiles', 'metric', 'shipments', 'self', 'conversation', 'readAt'];
    const body = fc.record(
      {
        kind: fc.constantFrom(...kinds),
        ...Object.fromEntries(inner.map((name) => [name, fc.jsonValue()])),
        self: fc.array(fc.string()),
        conversation: fc.constant({ id: 'c', type: 'FROM_MEMBERS' }),
        readAt: fc.nat(),
      },
      { requiredKeys: ['kind', 'self', 'conversation', 'readAt'] },
    );
    await fc.assert(
      fc.asyncProperty(body, async (said) => {
        const text = JSON.stringify(said);
        try {
          expect(await read('poll', text)).toEqual(await read('poll', text));
        } catch (error) {
          expect(error instanceof ZodError || error instanceof SyntaxError).toBe(true);
        }
      }),
    );
  });

  test('with members of another kind than expected, loses those and keeps the rest', async () => {
    const order = part('order');
    const names = Object.keys(order).filter((name) => !['orderId', 'lastModifiedDate', 'lineItems'].includes(name));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.jsonValue(), async (name, value) => {
        const [record] = await polled({ kind: 'order', order: { ...order, [name]: value }, shipments: [] });
        expect(record).toMatchObject({ kind: 'order', externalId: '12-34567-89012' });
      }),
    );
  });
});

test('cursors and hints of any kind are read or begin anew', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readCursor(text)));
  fc.assert(fc.property(fc.string(), (id) => void expect(readHint(hintId('FROM_EBAY', id))).toEqual({ kind: 'FROM_EBAY', id })));
});
