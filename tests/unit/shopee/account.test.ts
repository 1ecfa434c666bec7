import { describe, expect, test } from 'vitest';
import { faultOf, untilNextDay } from '../../../adapters/marketplaces/shopee/faults.ts';
import { readAccount } from '../../../adapters/marketplaces/shopee/config.ts';
import { account } from '../../../adapters/marketplaces/shopee/account-form.ts';
import { openShop, shopStore } from './shop.ts';

const good = { partnerId: '1000001', partnerKey: 'shpk'.padEnd(40, 'a'), shopId: '220000001' };

describe('what is filled in', () => {
  test('the form asks for all that the adapter reads, and for nothing else', () => {
    const wrong = account.fields.map(({ name }) => name).filter((name) => account.wrong({ ...good, [name]: '' }).join() !== name);
    expect(wrong).toEqual([]);
    expect(account.wrong(good)).toEqual([]);
    expect(account.wrong({ partnerId: 'abc', apiUrl: 'file:///etc/passwd' }).sort()).toEqual([
      'apiUrl',
      'partnerId',
      'partnerKey',
      'shopId',
    ]);
  });

  test('secrets are marked as such', () => {
    expect(account.fields.filter(({ secret }) => secret).map(({ name }) => name)).toEqual([
      'partnerKey',
      'pushKey',
      'refreshToken',
      'accessToken',
    ]);
  });

  test('the address goes by the site, unless it is given', () => {
    expect(readAccount(shopStore(good)).apiUrl).toBe('https://partner.shopeemobile.com');
    expect(readAccount(shopStore(good, 'br')).apiUrl).toBe('https://openplatform.shopee.com.br');
    expect(readAccount(shopStore({ ...good, apiUrl: 'https://openplatform.shopee.cn' })).apiUrl).toBe(
      'https://openplatform.shopee.cn',
    );
  });

  test('a store without an account is told which fields are missing, not what stands in them', () => {
    expect(() => readAccount(shopStore({ partnerKey: 'secret' }))).toThrow(/not set up: partnerId, partnerKey, shopId$/);
  });
});

describe('authorisation', () => {
  test('a refresh token works once and is followed by the next', async () => {
    await using shop = await openShop();
    await shop.page('orders');
    const first = await shop.shopee.authoriser!.refresh(
      { access: 'old', accessUntil: 0, refresh: shop.emulator.tokensIssued().at(-1)!.refreshToken },
      shop.store,
    );
    expect(first.accessUntil - Date.now()).toBeGreaterThan(14_300_000);
    // What the account was set up with is spent by now.
    await expect(shop.shopee.authoriser!.refresh(null, shop.store)).rejects.toMatchObject({ fault: 'expired' });
    const second = await shop.shopee.authoriser!.refresh(first, shop.store);
    expect(second.refresh).not.toBe(first.refresh);
  });

  test('an access token alone is used until it is refused', async () => {
    await using shop = await openShop();
    const { refreshToken: _, ...api } = shop.store.settings.api as { refreshToken: string };
    const { accessToken } = shop.emulator.credentials;
    const store = shopStore({ ...api, accessToken });
    const tokens = await shop.shopee.authoriser!.refresh(null, store);
    expect(tokens).toMatchObject({ access: accessToken });
    expect(tokens.refresh).toBeUndefined();
    await expect(shop.shopee.authoriser!.refresh(tokens, store)).rejects.toMatchObject({ fault: 'expired' });
  });

  test('consent leads to the platform and back, with our state', async () => {
    await using shop = await openShop();
    const url = shop.shopee.authoriser!.consentUrl!(
      { state: 'pass', redirect: 'https://desk.example/oauth/shopee/callback' },
      shop.store,
    );
    const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location')!);
    expect(back.searchParams.get('state')).toBe('pass');
    const answer = { query: back.searchParams, redirect: 'https://desk.example/oauth/shopee/callback' };
    expect(await shop.shopee.authoriser!.exchange!(answer, shop.store)).toMatchObject({
      access: shop.emulator.tokensIssued().at(-1)!.accessToken,
    });
    // The code works once.
    await expect(shop.shopee.authoriser!.exchange!(answer, shop.store)).rejects.toMatchObject({ fault: 'expired' });
  });

  test.each([
    ['no code', 'shop_id=220000001', /consent was not given/],
    ['another shop', 'code=1&shop_id=7', /shop 7 was authorised/],
    ['a main account', 'code=1&main_account_id=7', /names no shop/],
  ])('consent that brings %s is refused', async (_, query, message) => {
    await using shop = await openShop();
    await expect(
      shop.shopee.authoriser!.exchange!({ query: new URLSearchParams(query), redirect: '' }, shop.store),
    ).rejects.toThrow(message);
  });

  test('the check is one call, and says which shop it is', async () => {
    await using shop = await openShop();
    await shop.page('orders');
    const before = shop.emulator.history().length;
    expect(await shop.shopee.checkAuthorisation!(shop.store)).toEqual({ account: 'Shopee shop 220000001' });
    expect(shop.emulator.history().length - before).toBe(1);
    shop.emulator.revokeAuthorisation();
    await expect(shop.shopee.checkAuthorisation!(shop.store)).rejects.toMatchObject({ fault: 'expired' });
  });

  test('a shop without chat is connected, and said to be without', async () => {
    await using shop = await openShop({ chat: 'not_granted' });
    const { account: named } = await shop.shopee.checkAuthorisation!(shop.store);
    expect(named).toMatch(/^Shopee shop 220000001 \(.*no chat permission/);
    shop.emulator.setShop('banned');
    await expect(shop.shopee.checkAuthorisation!(shop.store)).rejects.toMatchObject({ fault: 'forbidden' });
  });
});

describe('refusals', () => {
  test.each([
    ['error_auth', 'expired'],
    ['invalid_acceess_token', 'expired'],
    ['shop_no_linked', 'expired'],
    ['error_rate_limit', 'throttled'],
    ['source_ip_undeclared', 'forbidden'],
    ['error_partner_key_expired', 'forbidden'],
    ['shop_banned', 'forbidden'],
    ['api_suspended', 'forbidden'],
    ['error_kyc_auth', 'forbidden'],
    ['error_sign', 'forbidden'],
    ['error_not_found', 'gone'],
    ['error_server', 'down'],
    ['something_new', 'invalid'],
  ])('%s is %s, whatever the status', (error, fault) => {
    for (const status of [200, 400, 403, 500]) {
      const text = JSON.stringify({ error, message: 'said', request_id: '1' });
      const refused = faultOf({
        status,
        headers: new Headers(),
        bytes: Buffer.from(text),
        text,
        json: JSON.parse(text) as unknown,
      });
      expect(refused).toMatchObject({ fault, platformCode: error, maybeDone: fault === 'down' });
    }
  });

  test('the day’s calls are back at midnight of UTC+8, and nobody asks before', async () => {
    await using shop = await openShop({ dailyLimit: 1 });
    const failed = await shop.page('orders').catch((error: unknown) => error);
    expect(failed).toMatchObject({ fault: 'throttled', platformCode: 'error_limit' });
    expect((failed as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(86_400_000);
    expect(untilNextDay(Date.parse('2026-11-21T23:59:00+08:00'))).toBe(60_000);
    expect(untilNextDay(Date.parse('2026-11-21T00:00:00+08:00'))).toBe(86_400_000);
  });

  test('a page of a proxy in place of an answer is no answer', async () => {
    await using shop = await openShop();
    await shop.page('orders');
    shop.emulator.failNext({ call: 'order.get_order_list', status: 200, body: '<html>', times: 3 });
    await expect(shop.page('orders')).rejects.toMatchObject({ fault: 'down' });
  });

  test('a trace names the request and nothing secret', async () => {
    await using shop = await openShop();
    await shop.page('orders');
    expect(shop.traces.at(-1)).toMatchObject({
      account: 'shop',
      call: 'order.get_order_list',
      status: 200,
      fault: null,
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    expect(JSON.stringify(shop.traces)).not.toContain(shop.emulator.tokensIssued().at(-1)!.accessToken);
  });
});
