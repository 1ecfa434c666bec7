import { afterEach, expect, test } from 'vitest';
import { startTiktok } from '../../emulators/tiktok.ts';
import type { TiktokEmulator } from '../../emulators/tiktok.ts';
import type { TiktokOptions } from '../../emulators/tiktok/options.ts';
import { sign } from '../../emulators/tiktok/signature.ts';
import { ask, call, token } from './tiktok-client.ts';
import type { Changed } from './tiktok-client.ts';

let tiktok: TiktokEmulator;
let clock: number;

const start = async (options: TiktokOptions = {}) => {
  clock = Date.now();
  tiktok = await startTiktok({ now: () => clock, ...options });
};
afterEach(() => tiktok.stop());

const path = '/customer_service/202309/conversations';
const list = (change: Changed = {}) =>
  ask(tiktok, 'GET', path, { query: { page_size: 20 } }, { timestamp: Math.floor(clock / 1_000), ...change });
const outcome = async (response: Promise<Response>): Promise<[number, number]> => {
  const answer = await response;
  return [answer.status, ((await answer.json()) as { code: number }).code];
};

test('requests are signed as the vector says', async () => {
  await start();
  const query = new URLSearchParams({ app_key: 'abcdef', shop_cipher: 'GCP_xyz', timestamp: '1718305585', sign: 'x' });
  const body = '{"type":"TEXT","content":"{\\"content\\":\\"hello\\"}"}';
  expect(sign('123', { path: `${path}/7494560109732334262/messages`, query, body })).toBe(
    '636e1db1781277c059903d7f63c53969ded41871b20d63e544a18378292e8c87',
  );
});

test('every call needs the app key, the time, a true signature, a token and the cipher of the shop', async () => {
  await start();
  const now = Math.floor(clock / 1_000);
  expect(await outcome(list())).toEqual([200, 0]);
  expect(await outcome(list({ appKey: 'other' }))).toEqual([400, 36_009_004]);
  expect(await outcome(list({ timestamp: now - 299 }))).toEqual([200, 0]);
  expect(await outcome(list({ timestamp: now - 302 }))).toEqual([400, 36_009_004]);
  expect(await outcome(list({ timestamp: now + 40 }))).toEqual([400, 36_009_004]);
  expect(await outcome(list({ sign: '0'.repeat(64) }))).toEqual([401, 106_001]);
  expect(await outcome(list({ token: 'nobody' }))).toEqual([401, 105_001]);
  expect(await outcome(list({ cipher: null }))).toEqual([400, 106_013]);
  expect(await outcome(list({ cipher: 'GCP_other' }))).toEqual([400, 106_013]);
  expect(await outcome(ask(tiktok, 'GET', '/no/such/path'))).toEqual([404, 36_009_009]);
});

test('a code buys tokens with absolute expiry once, and a refresh token turns over', async () => {
  await start();
  const { code } = tiktok.authorise();
  const got = await token(tiktok, 'get', { auth_code: code });
  expect(got).toMatchObject({ code: 0, data: { access_token_expire_in: Math.floor(clock / 1_000) + 604_800 } });
  expect(await token(tiktok, 'get', { auth_code: code })).toMatchObject({ code: 36_004_004 });
  const late = tiktok.authorise().code;
  clock += 31 * 60_000;
  expect(await token(tiktok, 'get', { auth_code: late })).toMatchObject({ code: 36_004_004 });

  const refresh_token = String(got.data?.refresh_token);
  const refreshed = await token(tiktok, 'refresh', { refresh_token });
  expect(await outcome(list({ token: String(refreshed.data?.access_token) }))).toEqual([200, 0]);
  expect(await token(tiktok, 'refresh', { refresh_token })).toMatchObject({ code: 36_004_003 });
  expect(await token(tiktok, 'refresh', { refresh_token: 'x', app_secret: 'wrong' })).toMatchObject({ code: 36_009_004 });
  expect(tiktok.tokensIssued().map(({ grant }) => grant)).toEqual(['authorized_code', 'authorized_code', 'refresh_token']);
  expect(tiktok.violations()).toEqual([]);
});

test('tokens end by time, when they are expired for a test and when the seller withdraws', async () => {
  await start();
  clock += 7 * 24 * 3_600_000;
  expect(await outcome(list())).toEqual([401, 105_002]);
  const { refreshToken } = tiktok.credentials;
  const refreshed = await token(tiktok, 'refresh', { refresh_token: refreshToken });
  tiktok.expireAccessTokens();
  expect(await outcome(list({ token: String(refreshed.data?.access_token) }))).toEqual([401, 105_002]);
  tiktok.revokeAuthorisation();
  expect(await outcome(list({ token: String(refreshed.data?.access_token) }))).toEqual([401, 105_001]);
  const withdrawn = await token(tiktok, 'refresh', { refresh_token: String(refreshed.data?.refresh_token) });
  expect(withdrawn).toMatchObject({ code: 36_004_003 });
});

test('the consent page leads back with a code', async () => {
  await start();
  const query = new URLSearchParams({ service_id: '1', state: 's', redirect_uri: 'http://back.test/in' });
  const answer = await fetch(`${tiktok.baseUrls.services}/open/authorize?${query.toString()}`, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  expect([answer.status, back.searchParams.get('state')]).toEqual([302, 's']);
  expect(await token(tiktok, 'get', { auth_code: back.searchParams.get('code') ?? '' })).toMatchObject({ code: 0 });
});

test('the shops of the account are asked for without a cipher and tell it', async () => {
  await start();
  const shops = await call(tiktok, 'GET', '/authorization/202309/shops', {}, { cipher: null });
  expect(shops).toMatchObject({ code: 0, data: { shops: [{ id: tiktok.credentials.shopId, region: 'GB', cipher: 'GCP_xyz' }] } });
  expect(await outcome(ask(tiktok, 'GET', '/authorization/202309/shops'))).toEqual([400, 36_009_004]);
  expect(tiktok.violations()).toEqual([]);
});

test('an app without the customer service scope reads orders and no chat', async () => {
  await start({ customerServiceScope: 'not_granted' });
  expect(await outcome(list())).toEqual([403, 105_005]);
  const orders = await call(tiktok, 'POST', '/order/202309/orders/search', { query: { page_size: 10 }, body: {} });
  expect(orders).toMatchObject({ code: 0, data: { orders: [] } });
});

test('too many calls of a second are answered with 429 and the time to wait', async () => {
  await start({ callsPerSecond: 2, retryAfterSeconds: 3 });
  for (let i = 0; i < 2; i += 1) expect(await outcome(list())).toEqual([200, 0]);
  const refused = await list();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
  expect(await refused.json()).toMatchObject({ code: 36_009_002 });
});

test('planned failures: an answer, the throttle, a cut before and after the effect, half an answer, also of the auth host', async () => {
  await start();
  tiktok.failNext({ call: path, status: 503, body: 'Service Unavailable' });
  expect((await list()).status).toBe(503);
  tiktok.failNext({ call: path, retryAfterMs: 2_000 });
  expect((await list()).headers.get('retry-after')).toBe('2');
  tiktok.failNext({ call: path });
  await expect(list()).rejects.toThrow('fetch failed');
  tiktok.failNext({ call: path, midAnswer: true });
  await expect(list().then((answer) => answer.text())).rejects.toThrow('terminated');
  const { thread } = await tiktok.buyerWrites({ text: 'Is this in stock?' });
  tiktok.failNext({ call: /\/messages$/, afterEffect: true });
  const body = { type: 'TEXT', content: '{"content":"Yes"}' };
  await expect(call(tiktok, 'POST', `${path}/${thread}/messages`, { body })).rejects.toThrow('fetch failed');
  expect(tiktok.sent()).toMatchObject([{ thread, text: 'Yes' }]);

  const { refreshToken } = tiktok.credentials;
  tiktok.failNext({ call: '/api/v2/token/refresh', afterEffect: true });
  await expect(token(tiktok, 'refresh', { refresh_token: refreshToken })).rejects.toThrow('fetch failed');
  // The answer was lost, the old token is gone: only the seller can help now (§19.2).
  expect(await token(tiktok, 'refresh', { refresh_token: refreshToken })).toMatchObject({ code: 36_004_003 });
});

test('the history keeps no secret', async () => {
  await start();
  await list();
  await token(tiktok, 'refresh', { refresh_token: 'x' });
  expect(tiktok.history().map((entry) => [entry.method, entry.path, entry.status])).toEqual([
    ['GET', path, 200],
    ['GET', '/api/v2/token/refresh', 200],
  ]);
  expect(tiktok.history().map(({ query }) => Object.keys(query).sort())).toEqual([
    ['app_key', 'page_size', 'shop_cipher', 'timestamp'],
    ['app_key', 'grant_type'],
  ]);
});
