import { afterEach, beforeEach, expect, test } from 'vitest';
import { GengfuError } from '../../../src/errors.ts';
import type { ForgedPush } from '../../emulators/ebay/forging.ts';
import { openEbayShop } from './open-shop.ts';
import type { EbayShop } from './open-shop.ts';

let shop: EbayShop;
beforeEach(async () => void (shop = await openEbayShop()));
afterEach(() => shop.stop());

const message = Buffer.from('{"metadata":{"topic":"NEW_MESSAGE"},"notification":{"notificationId":"n1","data":{}}}');
const asked = (): number => shop.calls().filter((call) => call === 'getPublicKey').length;

async function judge({ headers, body }: ForgedPush, now = Date.now()): Promise<string> {
  try {
    const push = {
      headers: new Headers(headers),
      body,
      method: 'POST',
      target: '/in/ebay/shop',
      publicUrl: 'https://desk.example',
      now,
    };
    return (await shop.adapter.verify!(push, shop.store)).externalId;
  } catch (error) {
    if (error instanceof GengfuError) return error.code;
    throw error;
  }
}

const withKid = (kid: string): ForgedPush => {
  const { headers, body } = shop.ebay.sign(message);
  const said = JSON.parse(Buffer.from(headers['x-ebay-signature']!, 'base64').toString()) as object;
  return { body, headers: { 'x-ebay-signature': Buffer.from(JSON.stringify({ ...said, kid })).toString('base64') } };
};

test('a key is asked for once by all who wait, and again after an hour', async () => {
  const now = Date.now();
  const many = await Promise.all(Array.from({ length: 20 }, () => judge(shop.ebay.sign(message), now)));
  expect(new Set(many)).toEqual(new Set(['n1']));
  expect(asked()).toBe(1);
  expect(shop.ebay.tokensIssued().map(({ grant }) => grant)).toEqual(['client_credentials']);
  await judge(shop.ebay.sign(message), now + 3_500_000);
  expect(asked()).toBe(1);
  await judge(shop.ebay.sign(message), now + 3_700_000);
  expect(asked()).toBe(2);
});

test('forgers cannot make us call eBay: one unknown key once a minute, a few in all, and the known one works on', async () => {
  const now = Date.now();
  expect(await judge(shop.ebay.sign(message), now)).toBe('n1');
  for (let count = 0; count < 10; count++) expect(await judge(withKid('made-up'), now)).toBe('bad_signature');
  expect(asked()).toBe(2);
  for (let count = 0; count < 50; count++) expect(await judge(withKid(`made-up-${count}`), now)).toBe('bad_signature');
  expect(asked()).toBe(5);
  expect(await judge(shop.ebay.sign(message), now)).toBe('n1');
  await judge(withKid('made-up'), now + 61_000);
  expect(asked()).toBe(6);
});

test('a key that cannot be had now is no forgery; one that is known is believed on', async () => {
  const now = Date.now();
  const down = { call: 'public_key', status: 503, times: 3 } as const;
  shop.ebay.failNext(down);
  expect(await judge(shop.ebay.sign(message), now)).toBe('unavailable');
  expect(await judge(shop.ebay.sign(message), now)).toBe('n1');
  shop.ebay.failNext(down);
  expect(await judge(shop.ebay.sign(message), now + 3_700_000)).toBe('n1');
});

test('a store without an account believes nobody', async () => {
  shop.store.settings.api = {};
  expect(await judge(shop.ebay.sign(message))).toBe('bad_signature');
  expect(shop.calls()).toEqual([]);
});
