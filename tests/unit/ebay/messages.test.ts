import { afterEach, describe, expect, test } from 'vitest';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import { openEbayShop } from './open-shop.ts';
import type { EbayShop } from './open-shop.ts';

let shop: EbayShop;
afterEach(() => shop.stop());

const day = 24 * 3_600_000;
const textsOf = async (events: readonly PolledEvent[]): Promise<string[]> =>
  (await shop.meant(events)).map((event) => ('text' in event ? (event.text ?? '') : event.kind));
const listed = (): number => shop.calls().filter((call) => call === 'getConversations').length;
const read = (): number => shop.calls().filter((call) => call === 'getConversation').length;

describe('rounds', () => {
  test('bring what is new since the last one, and cost two calls where nothing is', async () => {
    shop = await openEbayShop();
    const old = Date.now() - 40 * day;
    const { thread } = await shop.ebay.buyerWrites({ buyer: 'b1', text: 'long ago', at: old });
    await shop.ebay.buyerWrites({ buyer: 'b2', text: 'today' });
    expect(await textsOf(await shop.round('messages'))).toEqual(['today']);
    await shop.round('messages');
    const [lists, reads] = [listed(), read()];
    expect(await shop.round('messages')).toEqual([]);
    expect([listed() - lists, read() - reads]).toEqual([2, 0]);
    // An old conversation with a new message: eBay's own time filter would hide it.
    await shop.ebay.buyerWrites({ thread, text: 'still there?' });
    expect(await textsOf(await shop.round('messages'))).toEqual(['still there?']);
    expect(read() - reads).toBe(1);
  });

  test.each(['newest_first', 'oldest_first'] as const)(
    'find a long conversation’s end where it lists its %s',
    async (messageOrder) => {
      shop = await openEbayShop({ messageOrder });
      const start = Date.now() - 3 * day;
      for (let count = 0; count < 130; count++)
        await shop.ebay.buyerWrites({ buyer: 'b1', text: `line ${count}`, at: start + count * 1_000 });
      const { thread } = await shop.ebay.buyerWrites({ buyer: 'b1', text: 'the newest' });
      expect(await textsOf(await shop.round('messages'))).toEqual(['the newest']);
      expect(read()).toBe(messageOrder === 'newest_first' ? 1 : 2);
      const events = await shop.round('messages', { from: start, until: Date.now() });
      expect(new Set(events.map(({ externalId }) => externalId)).size).toBe(131);
      expect(new Set((await shop.meant(events)).map((event) => 'thread' in event && event.thread))).toEqual(new Set([thread]));
    },
  );

  test('turn pages until what they know, and lose nothing that moves meanwhile', async () => {
    shop = await openEbayShop();
    const start = Date.now() - 3_600_000;
    const threads: string[] = [];
    for (let count = 0; count < 120; count++) {
      const { thread } = await shop.ebay.buyerWrites({ buyer: `b${count}`, text: `first of ${count}`, at: start + count });
      threads.push(thread);
    }
    const signal = AbortSignal.timeout(20_000);
    const first = await shop.adapter.poll!({ stream: 'messages', cursor: null, now: Date.now(), signal }, shop.store);
    expect(first.more).toBe(true);
    // The conversation on the last page moves to the first, which has been turned already.
    await shop.ebay.buyerWrites({ thread: threads[0]!, text: 'second of 0' });
    const found = [...first.events];
    let { cursor, more } = first;
    for (let rounds = 0; rounds < 2; more = true, rounds++)
      while (more) {
        const page = await shop.adapter.poll!({ stream: 'messages', cursor, now: Date.now(), signal }, shop.store);
        found.push(...page.events);
        ({ cursor, more } = page);
      }
    expect(new Set(await textsOf(found)).size).toBe(121);
  });

  test('start anew from a cursor that cannot be read', async () => {
    shop = await openEbayShop();
    await shop.ebay.buyerWrites({ text: 'hello' });
    for (const cursor of ['', 'x', '{}', '[]', '{"FROM_MEMBERS":{"at":"x"}}', '{"turning":{"type":"NONE","offset":-1}}']) {
      const request = { stream: 'messages', cursor, now: Date.now(), signal: AbortSignal.timeout(5_000) } as const;
      expect((await shop.adapter.poll!(request, shop.store)).events).toHaveLength(1);
    }
  });

  test('pass over a conversation that was deleted between two calls', async () => {
    shop = await openEbayShop();
    await shop.ebay.buyerWrites({ buyer: 'b1', text: 'one' });
    await shop.ebay.buyerWrites({ buyer: 'b2', text: 'two' });
    const body = {
      errors: [{ errorId: 355007, domain: 'API_MESSAGE', message: 'Invalid or unrecognized conversation_id value.' }],
    };
    shop.ebay.failNext({ call: 'conversation', status: 400, body });
    expect(await shop.round('messages')).toHaveLength(1);
  });
});

describe('who speaks', () => {
  test('is told by the account’s name', async () => {
    shop = await openEbayShop();
    shop.ebay.placeOrder({ id: '12-34567-89012', buyer: 'b1', items: [{ id: '256000000001', title: 'Wiper blade 24in' }] });
    const { thread } = await shop.ebay.buyerWrites({
      buyer: 'b1',
      text: 'hi',
      order: '12-34567-89012',
      picture: { name: 'bent.png' },
    });
    shop.ebay.sellerWrites({ thread, text: 'hello' });
    const [asked, answered] = await shop.meant(await shop.round('messages'));
    expect(asked).toMatchObject({
      kind: 'buyer_message',
      thread,
      buyer: { id: 'b1' },
      items: [{ id: '256000000001', title: 'Wiper blade 24in' }],
      replyAddress: { conversation: thread, buyer: 'b1' },
      attachments: [{ name: 'bent.png' }],
    });
    expect(answered).toMatchObject({ kind: 'seller_message', thread, buyerId: 'b1', text: 'hello' });
  });

  test('also where eBay shows ids that nobody typed in, from its notices or its orders', async () => {
    for (const source of ['notices', 'orders'] as const) {
      shop = await openEbayShop({ usernames: 'immutable_ids', api: { username: '' } });
      if (source === 'notices') shop.ebay.ebayWrites({ subject: 'Spring deals', text: 'Save now' });
      else shop.ebay.placeOrder({ buyer: 'b1' });
      const { thread } = await shop.ebay.buyerWrites({ buyer: 'b1', text: 'hi' });
      shop.ebay.sellerWrites({ thread, text: 'hello' });
      const [hint] = await shop.adapter.read!(
        { kind: 'resource_hint', stream: 'messages', id: `FROM_MEMBERS ${thread}` },
        shop.store,
      ).then((events) => shop.meant(events));
      expect(hint).toMatchObject({ kind: 'buyer_message', text: 'hi' });
      const kinds = (await shop.meant(await shop.round('messages'))).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind !== 'platform_notice')).toEqual(['buyer_message', 'seller_message']);
      if (source === 'notices') await shop.stop();
    }
  });

  test('is eBay itself in notices: what needs somebody is told from advertising', async () => {
    shop = await openEbayShop();
    shop.ebay.ebayWrites({ subject: 'We removed your listing', text: '<p>Your listing <b>256</b> was removed: policy.</p>' });
    shop.ebay.ebayWrites({ subject: 'Spring deals on phone cases', text: 'Save <b>20 %</b> on your next order this fall' });
    shop.ebay.ebayWrites({ subject: 'Ein Käufer hat einen Fall eröffnet', text: 'Fall 5300000042' });
    const notices = await shop.meant(await shop.round('messages'));
    expect(notices.map((event) => event.kind === 'platform_notice' && [event.topic, event.needsAttention]).sort()).toEqual([
      ['case', true],
      ['ebay_notice', false],
      ['policy', true],
    ]);
    const removed = notices.find((event) => event.kind === 'platform_notice' && event.topic === 'policy');
    expect(removed).toMatchObject({ text: 'Your listing 256 was removed: policy.' });
  });
});

test('a hint about what cannot be read says so, in either type and with either status', async () => {
  for (const unknownConversationStatus of [400, 404] as const) {
    shop = await openEbayShop({ unknownConversationStatus });
    const hint = { kind: 'resource_hint', stream: 'messages', id: ' 9394020427474' } as const;
    await expect(shop.adapter.read!(hint, shop.store)).rejects.toMatchObject({ fault: 'gone' });
    if (unknownConversationStatus === 400) await shop.stop();
  }
});

test('a push that says no type finds a notice as well', async () => {
  shop = await openEbayShop();
  const { thread } = shop.ebay.ebayWrites({ subject: 'Case closed', text: 'in your favour' });
  const events = await shop.adapter.read!({ kind: 'resource_hint', stream: 'messages', id: ` ${thread}` }, shop.store);
  expect(await shop.meant(events)).toMatchObject([{ kind: 'platform_notice', subject: 'Case closed' }]);
});
