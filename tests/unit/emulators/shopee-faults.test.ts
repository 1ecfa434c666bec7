import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ShopeeEmulator } from '../../emulators/shopee.ts';
import type { ShopeeEmulatorOptions } from '../../emulators/shopee/options.ts';
import { call, start } from './shopee-client.ts';

let emulator: ShopeeEmulator;
let now: number;
beforeEach(async () => {
  now = Date.now();
  emulator = await start();
  await emulator.buyerWrites({ text: 'hi' });
});
afterEach(() => emulator.stop());

const restart = async (options: ShopeeEmulatorOptions) => {
  await emulator.stop();
  emulator = await start({ now: () => now, ...options });
  await emulator.buyerWrites({ text: 'hi' });
};
const send = () =>
  call(emulator, 'sellerchat.send_message', { body: { to_id: 1_170_319_091, message_type: 'text', content: { text: 'hello' } } });
const health = () => call(emulator, 'account_health.get_shop_performance', { timestamp: Math.floor(now / 1_000) });

test('the next calls fail as planned, with the platform’s spelling', async () => {
  emulator.failNext({ call: 'sellerchat.send_message', error: 'error_rate_limit', retryAfterMs: 1_500, times: 2 });
  emulator.failNext({ call: /send_message$/, status: 502, body: '{"error":"bad_gateway"}' });
  expect((await health()).error).toBe('');
  expect(await send()).toMatchObject({ status: 200, error: 'error_rate_limit' });
  await send();
  expect(await send()).toMatchObject({ status: 502, error: 'bad_gateway' });
  expect(emulator.sent()).toEqual([]);
  expect((await send()).error).toBe('');
  emulator.failNext({ call: 'sellerchat.send_message', error: 'api_suspended' });
  emulator.heal();
  expect((await send()).error).toBe('');
});

test('a message may have been sent though no answer came', async () => {
  emulator.failNext({ call: 'sellerchat.send_message', cut: 'connection' });
  await expect(send()).rejects.toThrow();
  expect(emulator.sent()).toHaveLength(0);
  emulator.failNext({ call: 'sellerchat.send_message', afterEffect: true });
  await expect(send()).rejects.toThrow();
  expect(emulator.sent()).toHaveLength(1);
  emulator.failNext({ call: 'sellerchat.send_message', cut: 'mid_answer' });
  await expect(send()).rejects.toThrow();
  expect(emulator.sent()).toHaveLength(2);
  emulator.failNext({ call: 'sellerchat.send_message', afterEffect: true, error: 'error_server' });
  expect((await send()).error).toBe('error_server');
  expect(emulator.sent()).toHaveLength(3);
  expect(emulator.history().map(({ error }) => error)).toEqual(['cut', 'cut', 'cut', 'error_server']);
});

test('too many calls are refused, and too many a day until 00:00 UTC+8', async () => {
  now = Date.UTC(2026, 10, 25, 15, 59, 58);
  await restart({ rateLimit: { calls: 2, perMs: 1_000 }, dailyLimit: 3 });
  const errors = [];
  for (let i = 0; i < 3; i += 1) errors.push((await health()).error);
  expect(errors).toEqual(['', '', 'error_rate_limit']);
  now += 1_000;
  expect([(await health()).error, (await health()).error]).toEqual(['', 'error_limit']);
  now += 1_000;
  expect((await health()).error).toBe('');
});

test('a banned shop can neither call nor refresh', async () => {
  emulator.setShop('banned');
  const { partnerId, shopId, refreshToken } = emulator.credentials;
  const body = { partner_id: Number(partnerId), shop_id: Number(shopId), refresh_token: refreshToken };
  expect((await send()).error).toBe('shop_banned');
  expect((await call(emulator, 'auth.access_token.get', { scope: 'public', body })).error).toBe('shop_banned');
  emulator.setShop('normal');
  expect((await call(emulator, 'auth.access_token.get', { scope: 'public', body })).error).toBe('');
});

test('only declared addresses may call, and a refusal can have a status', async () => {
  await restart({ declaredIps: ['203.0.113.7'], errorStatus: { source_ip_undeclared: 403 } });
  expect(await health()).toMatchObject({ status: 403, error: 'source_ip_undeclared' });
});

test('is put away when the block ends', async () => {
  let api = '';
  {
    await using inner = await start();
    api = inner.baseUrls.api;
  }
  await expect(fetch(api)).rejects.toThrow();
});
