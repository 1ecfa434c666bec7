import { afterEach, expect, test } from 'vitest';
import { startLazada } from '../../emulators/lazada.ts';
import type { LazadaEmulator } from '../../emulators/lazada.ts';
import type { LazadaOptions } from '../../emulators/lazada/options.ts';
import { sign } from '../../emulators/lazada/signature.ts';
import { call } from './lazada-client.ts';

let lazada: LazadaEmulator;
let clock = Date.now();

const start = async (options: LazadaOptions = {}) => {
  clock = Date.now();
  lazada = await startLazada({ now: () => clock, ...options });
};
afterEach(() => lazada.stop());

const metrics = (change: Parameters<typeof call>[4] = {}) => call(lazada, 'get', '/seller/metrics/get', {}, change);

test('requests are signed as the official vector says', async () => {
  await start();
  const vector = { access_token: 'test', app_key: '123456', order_id: '1234', sign_method: 'sha256', timestamp: '1517820392000' };
  expect(sign('helloworld', '/order/get', vector)).toBe('4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A');
});

test('every call needs the system parameters, a true signature, the time and a token', async () => {
  await start();
  expect(await metrics()).toMatchObject({ code: '0' });
  expect(await metrics({ sign: 'A'.repeat(64) })).toMatchObject({ code: 'IncompleteSignature', type: 'ISV' });
  expect(await metrics({ sign: '' })).toMatchObject({ code: 'MissingParameter' });
  expect(await metrics({ appKey: '654321' })).toMatchObject({ code: 'InvalidAppKey' });
  expect(await metrics({ timestamp: clock - 7_100_000 })).toMatchObject({ code: '0' });
  expect(await metrics({ timestamp: clock - 7_300_000 })).toMatchObject({ code: 'IllegalTimestamp' });
  expect(await metrics({ token: 'nobody' })).toMatchObject({ code: 'IllegalAccessToken' });
  expect(await metrics({ token: null })).toMatchObject({ code: 'MissingParameter' });
  expect(await call(lazada, 'get', '/no/such/api')).toMatchObject({ code: 'InvalidApiPath' });
  expect(await call(lazada, 'get', '/order/get')).toMatchObject({
    code: 'MissingParameter',
    request_id: expect.any(String) as string,
  });
});

test('a code buys tokens once within 30 minutes, and a refresh token is used once', async () => {
  await start();
  const { code } = lazada.authorise();
  const created = await call(lazada, 'post', '/auth/token/create', { code });
  expect(created).toMatchObject({
    code: '0',
    expires_in: 604_800,
    country_user_info: [
      { country: 'sg', seller_id: '20240305' },
      { country: 'my', seller_id: '20240306' },
    ],
  });
  expect(await call(lazada, 'post', '/auth/token/create', { code })).toMatchObject({ code: 'InvalidCode' });
  const late = lazada.authorise().code;
  clock += 31 * 60_000;
  expect(await call(lazada, 'post', '/auth/token/create', { code: late })).toMatchObject({ code: 'InvalidCode' });

  const refresh_token = String(created.refresh_token);
  clock += 3_600_000;
  const refreshed = await call(lazada, 'post', '/auth/token/refresh', { refresh_token });
  expect(refreshed).toMatchObject({ code: '0', expires_in: 604_800, refresh_expires_in: 2_592_000 - 5_460 });
  expect(await metrics({ token: String(refreshed.access_token) })).toMatchObject({ code: '0' });
  expect(await call(lazada, 'post', '/auth/token/refresh', { refresh_token })).toMatchObject({ code: 'IllegalRefreshToken' });
  expect(lazada.tokensIssued().map(({ grant }) => grant)).toEqual(['authorization_code', 'authorization_code', 'refresh_token']);
  expect(lazada.violations()).toEqual([]);
});

test('tokens end by time, when they are expired for a test and when the seller withdraws', async () => {
  await start({ accessTokenTtlSeconds: 60 });
  expect(await metrics()).toMatchObject({ code: '0' });
  clock += 60_000;
  expect(await metrics({ timestamp: clock })).toMatchObject({ code: 'IllegalAccessToken' });
  const { refreshToken } = lazada.credentials;
  const refreshed = await call(lazada, 'post', '/auth/token/refresh', { refresh_token: refreshToken });
  lazada.expireAccessTokens();
  expect(await metrics({ token: String(refreshed.access_token) })).toMatchObject({ code: 'IllegalAccessToken' });
  lazada.revokeAuthorisation();
  expect(await call(lazada, 'post', '/auth/token/refresh', { refresh_token: String(refreshed.refresh_token) })).toMatchObject({
    code: 'IllegalRefreshToken',
  });
});

test('the consent page leads back with a code', async () => {
  await start();
  const query = { response_type: 'code', force_auth: 'true', redirect_uri: 'http://back.test/in?a=1', client_id: '123456' };
  const answer = await fetch(`${lazada.baseUrls.consent}?${new URLSearchParams(query).toString()}`, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  expect([answer.status, back.searchParams.get('a')]).toEqual([302, '1']);
  const code = back.searchParams.get('code') ?? '';
  expect(await call(lazada, 'post', '/auth/token/create', { code })).toMatchObject({ code: '0' });
});

test('a country in which the account has no shop knows nothing of it', async () => {
  await start({ countries: ['sg'] });
  const base = lazada.baseUrls.api.replace('api.lazada.sg', 'api.lazada.vn');
  expect(await metrics({ base })).toMatchObject({ code: 'IllegalAccessToken' });
});

test('too many calls of a second are refused for a second, and those of a test app by the day', async () => {
  await start({ callsPerSecond: 3, appStatus: 'test' });
  for (let i = 0; i < 3; i += 1) expect(await metrics()).toMatchObject({ code: '0' });
  expect(await metrics()).toMatchObject({ code: 'ApiCallLimit' });
  expect(await call(lazada, 'get', '/seller/performance/get')).toMatchObject({ code: '0' });
});

test('planned failures: an answer, the throttle, a cut before and after the effect, and half an answer', async () => {
  await start();
  const path = '/seller/metrics/get';
  lazada.failNext({ call: path, status: 502, body: 'Bad gateway' });
  await expect(metrics()).rejects.toThrow();
  lazada.failNext({ call: path, retryAfterMs: 1_000, times: 2 });
  expect([await metrics(), await metrics()]).toMatchObject([{ code: 'ApiCallLimit' }, { code: 'ApiCallLimit' }]);
  lazada.failNext({ call: /metrics/ });
  await expect(metrics()).rejects.toThrow('fetch failed');
  lazada.failNext({ call: path, midAnswer: true });
  await expect(metrics()).rejects.toThrow('terminated');
  const { thread } = await lazada.buyerWrites({ text: 'Where is my parcel?' });
  lazada.failNext({ call: '/im/message/send', afterEffect: true });
  await expect(
    call(lazada, 'post', '/im/message/send', { session_id: thread, template_id: 1, txt: 'On its way' }),
  ).rejects.toThrow();
  expect(lazada.sent()).toMatchObject([{ thread, text: 'On its way' }]);
  lazada.failNext({ call: path });
  lazada.heal();
  expect(await metrics()).toMatchObject({ code: '0' });
});

test('the history keeps no secret', async () => {
  await start();
  await metrics();
  const [entry] = lazada.history();
  expect(entry).toMatchObject({ method: 'GET', path: '/seller/metrics/get', status: 200 });
  expect(Object.keys(entry?.query ?? {}).sort()).toEqual(['app_key', 'sign_method', 'timestamp']);
});

test('health has indicators with targets, and metrics', async () => {
  await start();
  lazada.setPerformance({
    indicators: [
      {
        type: 'SHIP_ON_TIME',
        name: 'Ship On Time',
        score: 90,
        score_format: 'PERCENTAGE',
        target: 95,
        target_format: 'GREATER_THAN_PERCENTAGE',
        target_respected: false,
      },
    ],
    metrics: { response_rate: '72%' },
  });
  const { data } = await call(lazada, 'get', '/seller/performance/get');
  expect((data as { indicators: unknown[] }).indicators).toContainEqual(
    expect.objectContaining({ type: 'SHIP_ON_TIME', score: 90, target_respected: false }),
  );
  expect(await metrics()).toMatchObject({ data: { response_rate: '72%', ship_on_time: '98.5%' } });
  expect(lazada.violations()).toEqual([]);
});
