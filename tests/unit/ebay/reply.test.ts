import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEbayShop } from './open-shop.ts';
import type { EbayShop } from './open-shop.ts';

let shop: EbayShop;
let address: { conversation: string; buyer: string };
beforeEach(async () => {
  shop = await openEbayShop();
  const { thread } = await shop.ebay.buyerWrites({ buyer: 'b1', text: 'Does it fit?' });
  address = { conversation: thread, buyer: 'b1' };
});
afterEach(() => shop.stop());

const send = (text: string, to: Record<string, unknown> = address) => shop.adapter.reply(shop.outgoing(to, text), shop.store);
const sends = (): number => shop.calls().filter((call) => call === 'sendMessage').length;
const nothing = { status: 200, body: { messages: [], total: 0 } };

describe('an answer', () => {
  test('arrives, and comes back under the id that sending gave', async () => {
    const { externalId } = await send('Yes, it does.');
    expect(shop.ebay.sent()).toMatchObject([{ thread: address.conversation, text: 'Yes, it does.', messageId: externalId }]);
    expect(await shop.meant(await shop.round('messages'))).toMatchObject([{}, { kind: 'seller_message', externalId }]);
  });

  test('of 2,000 characters goes, a longer one is given back before it is sent', async () => {
    await send('x'.repeat(2_000));
    await expect(send('x'.repeat(2_001))).rejects.toMatchObject({
      kind: 'permanent',
      message: expect.stringContaining('2001') as string,
    });
    expect(sends()).toBe(1);
  });

  test('to a notice has no way', async () => {
    await expect(send('Why?', {})).rejects.toMatchObject({ kind: 'permanent' });
    expect(sends()).toBe(0);
  });

  test('that eBay takes and does not show is told of, not repeated', async () => {
    shop.ebay.failNext({ call: 'conversation', ...nothing, times: 3 });
    await expect(send('Write to me at WhatsApp')).rejects.toMatchObject({
      kind: 'permanent',
      message: expect.stringContaining('blocked') as string,
    });
    expect(sends()).toBe(1);
  });

  test('stands when the conversation is slow to show it, or cannot be read back', async () => {
    shop.ebay.failNext({ call: 'conversation', ...nothing });
    await expect(send('Yes.')).resolves.toBeDefined();
    shop.ebay.failNext({ call: 'conversation', status: 503, times: 3 });
    await expect(send('Yes!')).resolves.toBeDefined();
    expect(sends()).toBe(2);
  });

  test.each([
    [{ status: 503 }, 'unknown'],
    [{ afterEffect: true }, 'unknown'],
    [{ status: 429, times: 3, retryAfterMs: 20_000 }, 'temporary'],
    [{ status: 403, body: { errors: [{ errorId: 1100, domain: 'ACCESS', message: 'Access denied' }] } }, 'permanent'],
    [{ status: 400, body: { errors: [{ errorId: 355007, domain: 'API_MESSAGE', message: 'Invalid' }] } }, 'permanent'],
  ])('that meets %j is %s', async (failure, kind) => {
    shop.ebay.failNext({ call: 'send_message', ...failure });
    await expect(send('Yes.')).rejects.toMatchObject({ kind });
    expect(sends()).toBe(1);
  });

  test('takes files along only where eBay can fetch them', async () => {
    const file = { name: 'a.png', type: 'image/png', bytes: new Uint8Array(3) };
    const withFile = (url?: string) =>
      shop.adapter.reply(shop.outgoing(address, 'See', { attachments: [{ ...file, ...(url && { url }) }] }), shop.store);
    await expect(withFile()).rejects.toMatchObject({ kind: 'permanent' });
    await withFile('https://desk.example/files/a.png');
    expect(shop.ebay.sent()).toMatchObject([{ pictures: ['https://desk.example/files/a.png'] }]);
  });
});

describe('an answer of unknown fate', () => {
  const find = (text: string, references: string[] = []) =>
    shop.adapter.findReply!(shop.outgoing(address, text, { references }), Date.now(), shop.store);

  test('is found by its words, however their blanks came back', async () => {
    const { externalId } = await send('Yes,  it does.\nBest');
    expect(await find('Yes, it does. Best')).toEqual({ externalId });
    expect(await find('No.')).toBeNull();
  });

  test('is not taken for the buyer’s same words, nor for what was said before', async () => {
    await shop.ebay.buyerWrites({ thread: address.conversation, text: 'OK' });
    expect(await find('OK')).toBeNull();
    const { externalId } = await send('OK');
    expect(await find('OK', [externalId])).toBeNull();
  });
});
