import { describe, expect, test } from 'vitest';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { ReviewRecord } from '../../../src/ports/marketplace-records.ts';
import { openShop } from './shop.ts';

const outgoing = (thread: string, text: string, more: Partial<OutgoingReply> = {}): OutgoingReply => ({
  id: 'r1',
  text,
  ticket: 1,
  buyer: { id: 'x', name: 'aisyah88' },
  replyAddress: { toId: '1170319091', conversationId: thread },
  references: [],
  now: Date.now(),
  ...more,
});

test('goes to the buyer, not to the conversation, and has the id under which it is read back', async () => {
  await using shop = await openShop();
  const { thread } = await shop.emulator.buyerWrites({ text: 'hi' });
  const { externalId } = await shop.shopee.reply(outgoing(thread, 'Hari ini 😊'), shop.store);
  expect(shop.emulator.sent()).toMatchObject([{ thread, text: 'Hari ini 😊', messageId: externalId, buyer: '1170319091' }]);
  const { happened } = await shop.round('messages');
  expect(happened.at(-1)).toMatchObject({ kind: 'seller_message', externalId });
});

test('a user id beyond 2^53 stays the one it is', async () => {
  await using shop = await openShop();
  const buyer = '9007199254740993';
  const { thread } = await shop.emulator.buyerWrites({ buyer, text: 'hi' });
  await shop.shopee.reply(outgoing(thread, 'hello', { replyAddress: { toId: buyer, conversationId: thread } }), shop.store);
  expect(shop.emulator.sent()).toMatchObject([{ buyer }]);
});

test('a review is answered once, below it, and not once more after a broken attempt', async () => {
  await using shop = await openShop();
  const { id: order } = shop.emulator.placeOrder();
  const { id } = shop.emulator.postReview({ order, stars: 1, text: 'Botol bocor' });
  const { happened } = await shop.round('reviews');
  const { replyAddress } = happened.find((event) => event.kind === 'review' && event.externalId === id) as ReviewRecord;
  const answer = outgoing('', 'Maaf, kami hantar yang baru.', { replyAddress });
  expect(await shop.shopee.findReply!(answer, Date.now(), shop.store)).toBeNull();
  const { externalId } = await shop.shopee.reply(answer, shop.store);
  expect(await shop.shopee.findReply!(answer, Date.now(), shop.store)).toEqual({ externalId });
  expect(shop.emulator.sent(), 'nothing goes into the chat').toEqual([]);
  await expect(shop.shopee.reply(answer, shop.store)).rejects.toMatchObject({ kind: 'permanent' });
  const later = await shop.round('reviews', { now: Date.now() + 3_600_000 });
  expect(later.happened).toMatchObject([{ kind: 'review', answer: answer.text, replyAddress: undefined }]);
});

describe('kinds of failure', () => {
  const attempt = async (shop: Awaited<ReturnType<typeof openShop>>, more: Partial<OutgoingReply> = {}) => {
    const { thread } = await shop.emulator.buyerWrites({ text: 'hi' });
    return shop.shopee.reply(outgoing(thread, 'call +60 12 345 678', more), shop.store);
  };

  test('Taiwan cannot be answered, and no call is made', async () => {
    await using shop = await openShop({ site: 'tw', region: 'TW' });
    await expect(attempt(shop)).rejects.toMatchObject({
      kind: 'permanent',
      message: expect.stringContaining('Seller Centre') as string,
    });
    expect(shop.calls('sellerchat.send_message')).toEqual([]);
  });

  test('words that lead off the platform, where it says so', async () => {
    await using shop = await openShop({ offPlatformContacts: 'refused' });
    await expect(attempt(shop)).rejects.toMatchObject({
      kind: 'permanent',
      message: expect.stringContaining('contact information') as string,
    });
  });

  test('no chat permission', async () => {
    await using shop = await openShop({ chat: 'not_granted' });
    await expect(attempt(shop)).rejects.toMatchObject({
      kind: 'permanent',
      message: expect.stringContaining('chat permission') as string,
    });
  });

  test('an address that is none', async () => {
    await using shop = await openShop();
    await expect(attempt(shop, { replyAddress: {} })).rejects.toMatchObject({ kind: 'permanent' });
  });

  test.each([
    [{ error: 'error_rate_limit', times: 3 }, 'temporary'],
    [{ error: 'error_limit' }, 'temporary'],
    [{ status: 503, body: '' }, 'unknown'],
    [{ error: 'error_server' }, 'unknown'],
    [{ afterEffect: true }, 'unknown'],
    [{ cut: 'mid_answer' }, 'unknown'],
    [{ body: '{"error":"","response":{}}' }, 'unknown'],
    [{ error: 'error_param' }, 'permanent'],
  ] as const)('%o is %s', async (failure, kind) => {
    await using shop = await openShop();
    await shop.page('orders');
    shop.emulator.failNext({ call: 'sellerchat.send_message', ...failure });
    await expect(attempt(shop)).rejects.toMatchObject({ kind });
  });
});

describe('looking back', () => {
  test('finds what an attempt of unknown fate left', async () => {
    await using shop = await openShop();
    const { thread } = await shop.emulator.buyerWrites({ text: 'hi' });
    const since = Date.now();
    shop.emulator.failNext({ call: 'sellerchat.send_message', afterEffect: true });
    await expect(shop.shopee.reply(outgoing(thread, 'hello'), shop.store)).rejects.toMatchObject({ kind: 'unknown' });
    const found = await shop.shopee.findReply!(outgoing(thread, 'hello'), since, shop.store);
    expect(found).toEqual({ externalId: shop.emulator.sent()[0]!.messageId });
    // A round may have brought it in meanwhile: it is the same all the same.
    const known = outgoing(thread, 'hello', { references: [found!.externalId] });
    expect(await shop.shopee.findReply!(known, since, shop.store)).toEqual(found);
  });

  test('takes neither other words, nor the buyer’s, nor older ones for it', async () => {
    await using shop = await openShop();
    const since = Date.now();
    const { thread } = await shop.emulator.buyerWrites({ text: 'hello' });
    shop.emulator.sellerWrites({ thread, text: 'hello there' });
    shop.emulator.sellerWrites({ thread, text: 'hello', at: since - 6 * 60_000 });
    expect(await shop.shopee.findReply!(outgoing(thread, 'hello'), since, shop.store)).toBeNull();
  });

  test('an earlier answer in the same words is not this one', async () => {
    await using shop = await openShop();
    const { thread } = await shop.emulator.buyerWrites({ text: 'hi' });
    const since = Date.now();
    const { messageId } = shop.emulator.sellerWrites({ thread, text: 'hello', at: since - 120_000 });
    expect(await shop.shopee.findReply!(outgoing(thread, 'hello', { references: [messageId] }), since, shop.store)).toBeNull();
  });
});
