import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ShopeeEmulator } from '../../emulators/shopee.ts';
import { apiBase, apiSignature } from '../../emulators/shopee/sign.ts';
import { call, start } from './shopee-client.ts';

let emulator: ShopeeEmulator;
let now: number;
beforeEach(async () => {
  now = Date.now();
  emulator = await start({ now: () => now });
});
afterEach(() => emulator.stop());

const orders = { time_range_field: 'create_time', time_from: 1, time_to: 2, page_size: 10 };
const list = (parts: Parameters<typeof call>[2] = {}) => call(emulator, 'order.get_order_list', { query: orders, ...parts });
const seconds = () => Math.floor(now / 1_000);
const ids = () => ({ partner_id: Number(emulator.credentials.partnerId), shop_id: Number(emulator.credentials.shopId) });
const refresh = (refresh_token: string) =>
  call(emulator, 'auth.access_token.get', { scope: 'public', body: { ...ids(), refresh_token } });
const exchange = (code: string) => call(emulator, 'auth.token.get', { scope: 'public', body: { ...ids(), code } });

describe('a signed call', () => {
  test('is answered in the envelope', async () => {
    expect(JSON.parse((await list()).raw)).toEqual({
      error: '',
      message: '',
      request_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      response: { more: false, next_cursor: '', order_list: [] },
    });
  });

  test.each<[string, Parameters<typeof call>[2], string]>([
    ['a wrong key', { key: 'shpk0' }, 'error_sign'],
    ['the public base string', { spoil: (query) => query.set('sign', publicSign(query)) }, 'error_sign'],
    ['no signature', { spoil: (query) => query.delete('sign') }, 'error_param'],
    ['no timestamp', { spoil: (query) => query.delete('timestamp') }, 'error_param'],
    ['no token', { spoil: (query) => query.delete('access_token') }, 'error_param'],
    ['another partner', { spoil: (query) => query.set('partner_id', '7') }, 'error_auth'],
    ['another shop', { spoil: (query) => query.set('shop_id', '7') }, 'error_sign'],
    ['a token nobody gave', { token: 'f00' }, 'invalid_acceess_token'],
  ])('with %s is refused in HTTP 200', async (_what, parts, error) => {
    expect(await list(parts)).toMatchObject({ status: 200, error });
  });

  const publicSign = (query: URLSearchParams): string =>
    apiSignature(
      emulator.credentials.partnerKey,
      apiBase({
        partnerId: emulator.credentials.partnerId,
        path: '/api/v2/order/get_order_list',
        timestamp: query.get('timestamp') ?? '',
      }),
    );

  test.each([
    [-301, 'error_param'],
    [-299, ''],
    [299, ''],
    [301, 'error_param'],
  ])('is good for five minutes: %i s', async (off, error) => {
    now = Math.floor(now / 1_000) * 1_000;
    expect((await list({ timestamp: seconds() + off })).error).toBe(error);
  });

  test('must go to a path that is there', async () => {
    expect((await call(emulator, 'order.get_orders')).error).toBe('error_param');
    expect((await list({ method: 'POST' })).error).toBe('error_param');
  });

  test('leaves no secret in the history', async () => {
    await list();
    expect(emulator.history()).toEqual([
      {
        at: now,
        method: 'GET',
        path: '/api/v2/order/get_order_list',
        status: 200,
        error: '',
        query: expect.anything() as object,
      },
    ]);
    const { accessToken, partnerKey } = emulator.credentials;
    const text = JSON.stringify(emulator.history());
    expect([text.includes(accessToken), text.includes(partnerKey), text.includes('sign')]).toEqual([false, false, false]);
  });
});

describe('tokens', () => {
  test('last 14,400 s, and a new pair comes for the old one', async () => {
    now += 14_399_000;
    expect((await list({ timestamp: seconds() })).error).toBe('');
    now += 2_000;
    expect((await list({ timestamp: seconds() })).error).toBe('invalid_acceess_token');
    now = Date.now();
    emulator.expireAccessTokens();
    const renewed = await refresh(emulator.credentials.refreshToken);
    expect(renewed.response).toMatchObject({ expire_in: 14_400, partner_id: 1_000_001, shop_id: 220_000_001 });
    expect((await list({ token: String(renewed.response.access_token) })).error).toBe('');
    expect((await refresh(String(renewed.response.refresh_token))).error).toBe('');
    expect(emulator.tokensIssued().map(({ grant }) => grant)).toEqual(['installed', 'refresh_token', 'refresh_token']);
  });

  test('are given once for a refresh token, whoever comes first', async () => {
    const { refreshToken } = emulator.credentials;
    const both = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(both.map(({ error }) => error).sort()).toEqual(['', 'error_auth']);
    expect((await refresh(refreshToken)).error).toBe('error_auth');
  });

  test('are lost when the answer of a refresh is', async () => {
    const { refreshToken } = emulator.credentials;
    emulator.failNext({ call: 'auth.access_token.get', afterEffect: true });
    await expect(refresh(refreshToken)).rejects.toThrow();
    expect((await refresh(refreshToken)).error).toBe('error_auth');
    expect(emulator.tokensIssued()).toHaveLength(2);
  });

  test('run out after 30 days', async () => {
    await emulator.stop();
    emulator = await start({ now: () => now, refreshTokenDays: 30 });
    const { refreshToken } = emulator.credentials;
    now += 30 * 86_400_000 + 1_000;
    const body = { ...ids(), refresh_token: refreshToken };
    const late = await call(emulator, 'auth.access_token.get', { scope: 'public', body, timestamp: seconds() });
    expect(late.error).toBe('refresh_token_expired');
  });

  test('are worth nothing when the seller takes them back', async () => {
    emulator.revokeAuthorisation();
    expect((await list()).error).toBe('shop_no_linked');
    expect((await refresh(emulator.credentials.refreshToken)).error).toBe('shop_no_linked');
  });

  test('come for the code of the auth page, once and within ten minutes', async () => {
    const { partnerId, partnerKey, shopId } = emulator.credentials;
    const page = new URL('/auth', emulator.baseUrls.auth);
    page.search = String(
      new URLSearchParams({
        auth_type: 'seller',
        partner_id: partnerId,
        redirect_uri: 'https://desk.example/back?store=1',
        response_type: 'code',
        state: 's 1',
      }),
    );
    const led = async (address: URL) => new URL((await fetch(address, { redirect: 'manual' })).headers.get('location') ?? '');
    const back = await led(page);
    expect([
      back.origin,
      back.searchParams.get('store'),
      back.searchParams.get('shop_id'),
      back.searchParams.get('state'),
    ]).toEqual(['https://desk.example', '1', shopId, 's 1']);
    emulator.revokeAuthorisation();
    const code = back.searchParams.get('code') ?? '';
    const first = await exchange(code);
    expect(first.response).toMatchObject({ expire_in: 14_400, shop_id_list: [220_000_001] });
    expect((await list({ token: String(first.response.access_token) })).error).toBe('');
    expect((await exchange(code)).error).toBe('error_auth');

    const path = '/api/v2/shop/auth_partner';
    const timestamp = String(seconds());
    const sign = apiSignature(partnerKey, apiBase({ partnerId, path, timestamp }));
    const link = new URL(path, emulator.baseUrls.api);
    link.search = String(new URLSearchParams({ partner_id: partnerId, timestamp, sign, redirect: 'https://desk.example/' }));
    const older = (await led(link)).searchParams.get('code') ?? '';
    now += 601_000;
    const late = { scope: 'public' as const, timestamp: seconds(), body: { ...ids(), code: older } };
    expect((await call(emulator, 'auth.token.get', late)).error).toBe('error_auth');
  });
});
