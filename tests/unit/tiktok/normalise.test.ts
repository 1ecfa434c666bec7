import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { normalise as normaliseFor } from '../../../adapters/marketplaces/tiktok/normalise.ts';
import { polledCancellation, polledOrder, polledReturn } from '../../../adapters/marketplaces/tiktok/polled.ts';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { storedEvent, tiktokStore } from './store.ts';

const normalise = (event: StoredEvent) => normaliseFor(event, tiktokStore());
const folder = new URL('../../fixtures/tiktok/', import.meta.url);
const fixture = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');
const pushed = (name: string): Promise<MarketplaceEvent[]> => normalise(storedEvent('tiktok', fixture(name)));
const answered = (name: string, list: string): Record<string, unknown>[] =>
  (JSON.parse(fixture(name)) as { data: Record<string, Record<string, unknown>[]> }).data[list]!;
const message = (data: object): Promise<MarketplaceEvent[]> => {
  const usual = {
    message_id: '7494560109732334632',
    conversation_id: '7494560109732334447',
    type: 'TEXT',
    content: '{"content":"hi"}',
    create_time: 1_763_632_889,
    is_visible: true,
    sender: { im_user_id: '73940001', role: 'BUYER' },
  };
  return normalise(storedEvent('tiktok', { type: 14, timestamp: 1_763_632_890, data: { ...usual, ...data } }));
};

describe('webhooks', () => {
  it('with a buyer’s words are a message at once', async () => {
    expect(await pushed('push-14-buyer-message')).toEqual([
      {
        kind: 'buyer_message',
        externalId: '7494560109732334632',
        thread: '7494560109732334447',
        buyer: { id: '73940001', name: '73940001' },
        text: 'Is this in stock?',
        sentAt: 1_763_632_889_000,
        replyAddress: { conversation: '7494560109732334447' },
      },
    ]);
  });

  it('with a picture show where it lies', async () => {
    expect(await pushed('push-14-buyer-picture')).toMatchObject([
      {
        kind: 'buyer_message',
        text: '[picture]',
        wordless: true,
        attachments: [{ from: { url: expect.stringMatching(/^https:/) as string } }],
      },
    ]);
    expect(await message({ type: 'IMAGE', content: '{"url":"file:///etc/passwd"}' })).toMatchObject([
      { attachments: [{ from: { lost: 'unreachable' } }] },
    ]);
  });

  it('from the page of an order say what the conversation is about, and ring for nothing', async () => {
    expect(await pushed('push-14-buyer-from-order')).toMatchObject([
      { kind: 'conversation_order', thread: '7494560109732334447', orderId: '7494560109732334299', buyer: { id: '73940001' } },
    ]);
    const bySystem = { type: 'BUYER_ENTER_FROM_ORDER', content: '{"order_id":"1"}', sender: { im_user_id: '9', role: 'SYSTEM' } };
    const [event] = await message(bySystem);
    expect(event).toMatchObject({ kind: 'conversation_order', orderId: '1' });
    expect(event).not.toHaveProperty('buyer');
  });

  it.each([
    ['push-14-robot-reply', []],
    ['push-14-system-not-visible', []],
    ['push-14-seller-page', [{ kind: 'seller_message', externalId: '7494560109732335187', text: 'It left today.' }]],
    ['push-14-own-message', [{ kind: 'seller_message', externalId: '7494560109732335409' }]],
    ['push-13-new-conversation', [{ kind: 'resource_hint', stream: 'messages', id: '7494560109732334447' }]],
    ['push-1-order-unpaid', [{ kind: 'resource_hint', stream: 'orders', id: '7494560109732334299' }]],
    ['push-3-address-changed', [{ kind: 'resource_hint', stream: 'orders', id: '7494560109732334299' }]],
    ['push-4-package-split', [{ kind: 'resource_hint', stream: 'orders', id: '7494560109732334299' }]],
    [
      'push-2-cancellation-requested',
      [
        { kind: 'resource_hint', stream: 'after_sales', id: 'cancellation 7494560109732335631' },
        { kind: 'resource_hint', stream: 'orders', id: '7494560109732334299' },
      ],
    ],
    [
      'push-11-cancellation-requested',
      [
        { kind: 'resource_hint', stream: 'after_sales', id: 'cancellation 7494560109732335631' },
        { kind: 'resource_hint', stream: 'orders' },
      ],
    ],
    ['push-12-return-requested', [{ kind: 'resource_hint', stream: 'after_sales', id: 'return 7494560109732335520' }]],
    ['push-6-deauthorised', [{ kind: 'authorisation', state: 'revoked' }]],
    ['push-36-invoice-invalid', [{ kind: 'platform_notice', topic: 'invoice_status', needsAttention: true }]],
  ])('%s', async (name, expected) => {
    expect(await pushed(name)).toMatchObject(expected);
  });

  it('of the authorisation’s end say when, if TikTok does', async () => {
    const of = (data: object) => normalise(storedEvent('tiktok', { type: 7, timestamp: 1, data }));
    expect(await of({ expiration_time: '1627587506' })).toEqual([
      { kind: 'authorisation', state: 'expiring', expiresAt: 1_627_587_506_000 },
    ]);
    expect(await of({ message: 'soon' })).toEqual([{ kind: 'authorisation', state: 'expiring' }]);
  });

  it('of products taken off sale ask for somebody, others do not', async () => {
    const of = (status: string) =>
      normalise(storedEvent('tiktok', { type: 5, timestamp: 1, data: { product_id: '17', status } }));
    expect(await of('PLATFORM_DEACTIVATED')).toMatchObject([{ topic: 'product_status', needsAttention: true }]);
    expect(await of('AUDIT_PASS')).toMatchObject([{ topic: 'product_status', needsAttention: false }]);
  });

  it('of types that come later are kept as notices that nobody is rung for', async () => {
    expect(await normalise(storedEvent('tiktok', { type: 99, timestamp: 1, data: [] }))).toMatchObject([
      { kind: 'platform_notice', topic: 'tiktok_99', needsAttention: false },
    ]);
  });
});

it('what is about another shop of the same app is passed over', async () => {
  const event = storedEvent('tiktok', fixture('push-14-buyer-message'));
  expect(await normaliseFor(event, tiktokStore({ shopId: '7495540735365777507' }))).toHaveLength(1);
  expect(await normaliseFor(event, tiktokStore({ shopId: '1' }))).toEqual([]);
});

describe('messages', () => {
  it('without their content are a reason to look', async () => {
    const hint = [{ kind: 'resource_hint', stream: 'messages', id: '7494560109732334447' }];
    expect(await message({ content: undefined })).toEqual(hint);
    expect(await message({ sender: undefined })).toEqual(hint);
  });

  it('that are cards name what they point to', async () => {
    expect(await message({ type: 'ORDER_CARD', content: '{"order_id":"576653688135258178"}' })).toMatchObject([
      { text: '[order 576653688135258178]', wordless: true, orderId: '576653688135258178' },
    ]);
    expect(await message({ type: 'PRODUCT_CARD', content: '{"product_id":1729592969712207008}' })).toMatchObject([
      { text: '[product 1729592969712207008]', items: [{ id: '1729592969712207008' }] },
    ]);
  });

  it('that nobody can read ring with what there is', async () => {
    expect(await message({ type: 'HOLOGRAM', content: '<x>' })).toMatchObject([
      { kind: 'buyer_message', text: '<x>', flags: { unparsed: 'HOLOGRAM' } },
    ]);
    expect(await message({ content: 'not json' })).toMatchObject([{ text: 'not json', flags: { unparsed: 'TEXT' } }]);
  });

  it('of a sender unheard of are parked, not lost', async () => {
    await expect(message({ sender: { im_user_id: '1', role: 'ASSISTANT' } })).rejects.toThrow(z.ZodError);
  });

  it('are the same pushed and read, but for what only one of them tells', async () => {
    const read = answered('messages', 'messages').find(({ id }) => id === '7494560109732334632')!;
    const body = { kind: 'message', conversation: { id: '7494560109732334447' }, message: read };
    const [byPoll] = await normalise(storedEvent('poll', body));
    const [byPush] = await pushed('push-14-buyer-message');
    expect(byPoll).toEqual({ ...byPush, buyer: { id: '73940001', name: 'Albert' } });
  });

  it('in a conversation that is closed to answers say so', async () => {
    const [read] = answered('messages', 'messages').filter(({ id }) => id === '7494560109732334632');
    const conversation = { id: '1', can_send_message: false };
    expect(await normalise(storedEvent('poll', { kind: 'message', conversation, message: read }))).toMatchObject([
      { replyAddress: {} },
    ]);
  });
});

describe('records', () => {
  it('an order', async () => {
    const [order] = answered('orders-search', 'orders');
    const line = (order!.line_items as object[])[0]!;
    const { body, externalId } = polledOrder({
      ...order,
      line_items: [line, line],
      tracking_number: 'H1',
      shipping_provider: 'Evri',
    });
    expect(externalId).toMatch(/^order 7494560109732334299 1763632859 [0-9a-f]{12}$/);
    expect(await normalise(storedEvent('poll', body))).toEqual([
      {
        kind: 'order',
        externalId: '7494560109732334299',
        status: 'to_ship',
        platformStatus: 'AWAITING_SHIPMENT',
        buyer: { id: '7494000000073940001' },
        country: 'gb',
        total: { amount: '18.99', currency: 'GBP' },
        items: [
          {
            id: '1729592969712207008',
            sku: 'BOTTLE-750',
            title: 'Bottle',
            quantity: 2,
            price: { amount: '18.99', currency: 'GBP' },
          },
        ],
        placedAt: 1_763_632_799_000,
        shipBy: 1_763_805_599_000,
        deliverBy: 1_764_410_399_000,
        shipments: [{ tracking: 'H1', carrier: 'Evri' }],
        cancelRequested: false,
        updatedAt: 1_763_632_859_000,
      },
    ]);
  });

  it('an order of a state unheard of', async () => {
    const { body } = polledOrder({ id: '1', status: 'LOST_IN_SPACE', update_time: 1_763_632_859 });
    expect(await normalise(storedEvent('poll', body))).toMatchObject([
      { status: 'unknown', platformStatus: 'LOST_IN_SPACE', items: [] },
    ]);
  });

  it('a return that waits for the seller is a notice as well, one for each of its states', async () => {
    const [entry] = answered('returns-search', 'return_orders');
    const events = await normalise(storedEvent('poll', polledReturn(entry!).body));
    expect(events).toMatchObject([
      {
        kind: 'after_sale',
        type: 'return',
        open: true,
        orderId: '7494560109732334299',
        amount: { amount: '18.99', currency: 'GBP' },
        dueAt: 1_763_805_749_000,
      },
      {
        kind: 'platform_notice',
        externalId: 'return 7494560109732335520 RETURN_OR_REFUND_REQUEST_PENDING',
        topic: 'return_request',
        needsAttention: true,
        text: 'RETURN_AND_REFUND\nItem was damaged\n18.99 GBP',
      },
    ]);
    const done = polledReturn({ ...entry, return_status: 'RETURN_OR_REFUND_REQUEST_COMPLETE', seller_next_action_response: [] });
    expect(await normalise(storedEvent('poll', done.body))).toMatchObject([{ kind: 'after_sale', open: false }]);
    const disputed = polledReturn({ ...entry, arbitration_status: 'IN_PROGRESS' });
    expect(await normalise(storedEvent('poll', disputed.body))).toMatchObject([{ type: 'dispute' }, { topic: 'dispute' }]);
  });

  it('a cancellation waits for the seller when the buyer asked for it', async () => {
    const [entry] = answered('cancellations-search', 'cancellations');
    expect(await normalise(storedEvent('poll', polledCancellation(entry!).body))).toMatchObject([
      { kind: 'after_sale', type: 'cancellation', open: true },
      { kind: 'platform_notice', topic: 'cancellation_request' },
    ]);
    const own = polledCancellation({ ...entry, role: 'SELLER' });
    expect(await normalise(storedEvent('poll', own.body))).toMatchObject([{ open: false }]);
  });
});

describe('whatever comes', () => {
  const pushes = readdirSync(folder).filter((name) => name.startsWith('push-'));

  it('the same bytes give the same answer', async () => {
    for (const name of pushes) {
      const body = readFileSync(new URL(name, folder), 'utf8');
      expect(await normalise(storedEvent('tiktok', body))).toEqual(await normalise(storedEvent('tiktok', body)));
    }
  });

  /** Real bodies with something in them replaced, and rubbish. */
  const mangled = fc.oneof(
    fc.json(),
    fc.tuple(fc.constantFrom(...pushes), fc.nat(), fc.jsonValue()).map(([name, at, value]) => {
      const body = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { data: Record<string, unknown> };
      const fields = Object.keys(body.data);
      body.data[fields[at % fields.length]!] = value;
      return JSON.stringify(body);
    }),
    fc
      .tuple(fc.constantFrom('order', 'return', 'cancellation', 'message'), fc.jsonValue())
      .map(([kind, value]) => JSON.stringify({ kind, [kind]: value, conversation: { id: '1' } })),
  );

  it('is read or refused as unreadable, and never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(mangled, fc.constantFrom('tiktok' as const, 'poll' as const), async (body, source) => {
        try {
          expect(Array.isArray(await normalise(storedEvent(source, body)))).toBe(true);
        } catch (error) {
          expect(error instanceof z.ZodError || error instanceof SyntaxError).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
