import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import { store as storeRecord } from './lazada-store.ts';
import { openShop } from './open-shop.ts';
import type { Shop } from './open-shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => {
  await shop.stop();
  expect(shop.lazada.violations()).toEqual([]);
});

describe('tokens', () => {
  const redirect = 'https://gengfu.example.test/oauth/lazada/callback';

  test('the consent brings a pair with the ends that the answer names', async () => {
    const url = shop.adapter.authoriser!.consentUrl!({ state: 'pass', redirect }, shop.store);
    expect(url.pathname).toBe('/auth.lazada.com/oauth/authorize');
    const answer = await fetch(url, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location')!);
    expect(back.searchParams.get('state')).toBe('pass');
    const before = Date.now();
    const tokens = await shop.adapter.authoriser!.exchange!({ query: back.searchParams, redirect }, shop.store);
    expect(tokens.accessUntil).toBeGreaterThanOrEqual(before + 7 * 86_400_000);
    expect(tokens.refreshUntil).toBeGreaterThan(tokens.accessUntil);
    await expect(shop.adapter.authoriser!.exchange!({ query: back.searchParams, redirect }, shop.store)).rejects.toMatchObject({
      platformCode: 'InvalidCode',
    });
  });

  test('the consent of another seller is refused', async () => {
    const other = storeRecord({ ...shop.store.settings.api, sellerId: '999' });
    const query = new URLSearchParams({ code: shop.lazada.authorise().code });
    await expect(shop.adapter.authoriser!.exchange!({ query, redirect }, other)).rejects.toMatchObject({ fault: 'forbidden' });
  });

  test('a refresh hands out a new pair whose end stays that of the consent', async () => {
    const { refreshToken } = shop.lazada.credentials;
    const tokens = { access: 'a', accessUntil: 0, refresh: refreshToken };
    const fresh = await shop.adapter.authoriser!.refresh(tokens, shop.store);
    expect(fresh.refresh).not.toBe(refreshToken);
    await expect(shop.adapter.authoriser!.refresh(tokens, shop.store)).rejects.toMatchObject({ fault: 'expired' });
  });

  test('without anything to begin with it has to be authorised', async () => {
    const bare = storeRecord({ apiUrl: shop.lazada.baseUrls.api });
    await expect(shop.adapter.authoriser!.refresh(null, bare)).rejects.toMatchObject({ fault: 'expired' });
  });
});

describe('faults', () => {
  const check = () => shop.adapter.checkAuthorisation!(shop.store);

  test('lets in who is right, and tells a wrong key from a wrong shop', async () => {
    expect(await check()).toEqual({ account: shop.lazada.credentials.sellerId });
    const { api } = shop.store.settings;
    const wrongSecret = storeRecord({ ...api, appSecret: 'wrong' });
    await expect(shop.adapter.checkAuthorisation!(wrongSecret)).rejects.toMatchObject({
      fault: 'forbidden',
      message: expect.stringContaining('App Secret'),
    });
    const wrongShop = storeRecord({ ...api, sellerId: '999' });
    await expect(shop.adapter.checkAuthorisation!(wrongShop)).rejects.toMatchObject({ fault: 'forbidden' });
  });

  test('waits as long as the platform says', async () => {
    shop.lazada.failNext({ call: '/seller/metrics/get', retryAfterMs: 86_400_000 });
    await expect(check()).rejects.toMatchObject({ fault: 'throttled', retryAfterMs: 86_400_000 });
  });

  test('a page of a proxy, a cut answer and an outage are an outage', async () => {
    for (const failure of [{ body: '<html>' }, { midAnswer: true }, { status: 502 }]) {
      shop.lazada.failNext({ call: '/seller/metrics/get', times: 3, ...failure });
      await expect(check()).rejects.toMatchObject({ fault: 'down' });
    }
  }, 30_000);

  test('no error tells a secret', async () => {
    shop.lazada.revokeAuthorisation();
    const error = (await check().catch((thrown: unknown) => thrown)) as Error;
    const { appSecret, accessToken, refreshToken } = shop.lazada.credentials;
    for (const secret of [appSecret, accessToken, refreshToken]) expect(`${error.message} ${error.stack}`).not.toContain(secret);
  });
});

describe('replies', () => {
  const outgoing = (thread: string, text: string, references: string[] = []): OutgoingReply => ({
    id: 'r1',
    text,
    ticket: 1,
    buyer: { id: '1', name: 'Ana' },
    replyAddress: { session: thread },
    references,
    now: Date.now(),
  });

  test('a sixth message before the buyer answers is refused with the reason', async () => {
    const { thread } = await shop.lazada.buyerWrites({ text: 'hi' });
    for (let index = 0; index < 5; index++) await shop.adapter.reply(outgoing(thread, `answer ${index}`), shop.store);
    await expect(shop.adapter.reply(outgoing(thread, 'one more'), shop.store)).rejects.toMatchObject({
      kind: 'permanent',
      message: expect.stringContaining('five messages a day'),
    });
  });

  test('every script and sign arrives as it was written', async () => {
    const { thread } = await shop.lazada.buyerWrites({ text: 'hi' });
    const text = 'ขอบคุณ +1 & a=b%20 “ok” 🏴‍☠️\nเส้นที่สอง';
    await shop.adapter.reply(outgoing(thread, text), shop.store);
    expect(shop.lazada.sent().map((seen) => seen.text)).toEqual([text]);
  });

  test('a conversation without a session, or with one that is not there, is refused for good', async () => {
    await expect(shop.adapter.reply({ ...outgoing('', ''), replyAddress: {} }, shop.store)).rejects.toMatchObject({
      kind: 'permanent',
    });
    await expect(shop.adapter.reply(outgoing('none', 'hi'), shop.store)).rejects.toMatchObject({ kind: 'permanent' });
  });

  test('what became of a cut sending can be told; an equal answer of before is another one', async () => {
    const { thread } = await shop.lazada.buyerWrites({ text: 'hi' });
    const since = Date.now();
    const { externalId } = await shop.adapter.reply(outgoing(thread, 'thanks'), shop.store);
    expect(await shop.adapter.findReply!(outgoing(thread, 'thanks', [externalId]), since, shop.store)).toBeNull();
    shop.lazada.failNext({ call: '/im/message/send', afterEffect: true });
    await expect(shop.adapter.reply(outgoing(thread, 'thanks'), shop.store)).rejects.toMatchObject({ kind: 'unknown' });
    const found = await shop.adapter.findReply!(outgoing(thread, 'thanks', [externalId]), since, shop.store);
    expect(found!.externalId).toBe(shop.lazada.sent()[1]!.messageId);
    expect(await shop.adapter.findReply!(outgoing(thread, 'other words'), since, shop.store)).toBeNull();
  });

  test('an answer of hours ago is not taken for one of now', async () => {
    const { thread } = await shop.lazada.buyerWrites({ text: 'hi', at: Date.now() - 7_200_000 });
    await shop.lazada.sellerWrites({ thread, text: 'thanks', at: Date.now() - 3_600_000 });
    expect(await shop.adapter.findReply!(outgoing(thread, 'thanks'), Date.now(), shop.store)).toBeNull();
  });
});

test('the form tells what is missing or wrong', () => {
  const { account } = shop.adapter;
  expect(account!.wrong({})).toEqual(['appKey', 'appSecret', 'sellerId']);
  expect(account!.wrong({ appKey: '1', appSecret: 's', sellerId: 'abc', apiUrl: 'ftp://x' })).toEqual(['sellerId', 'apiUrl']);
  expect(account!.wrong({ appKey: '1', appSecret: 's', sellerId: '1' })).toEqual([]);
  expect(account!.limits.zh).toHaveLength(account!.limits.en.length);
});

test('a country without Lazada is said', async () => {
  await expect(shop.adapter.checkAuthorisation!(storeRecord({}, 'de'))).rejects.toMatchObject({ fault: 'invalid' });
});
