import { afterEach, expect, it } from 'vitest';
import { startAmazonApi } from '../../emulators/amazon-api.ts';
import type { AmazonApi, AmazonApiOptions } from '../../emulators/amazon-api.ts';
import { clientOf, query } from './amazon-api-client.ts';

let amazon: AmazonApi;
afterEach(() => amazon.stop());
const start = async (options: AmazonApiOptions = {}) => {
  amazon = await startAmazonApi(options);
  return clientOf(amazon);
};
const order = '/orders/2026-01-01/orders/302-7654321-1234567';

it('gives a seller an access token for a refresh token, and the same refresh token back', async () => {
  const { login } = await start();
  const answer = await login({ grant_type: 'refresh_token', refresh_token: amazon.credentials.refreshToken });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    access_token: expect.stringMatching(/^Atza\|/) as string,
    token_type: 'bearer',
    expires_in: 3600,
    refresh_token: amazon.credentials.refreshToken,
  });
});

it('gives an application a grantless token for a scope', async () => {
  const { login } = await start();
  const answer = await login({ grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' });
  expect(await answer.json()).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
});

it.each([
  [{ grant_type: 'refresh_token', refresh_token: 'Atzr|other' }, 400, 'invalid_grant'],
  [{ grant_type: 'refresh_token' }, 400, 'invalid_request'],
  [{ grant_type: 'refresh_token', refresh_token: 'x', client_secret: 'wrong' }, 401, 'invalid_client'],
  [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
  [{ grant_type: 'client_credentials', scope: 'profile' }, 400, 'invalid_scope'],
])('refuses %o', async (form, status, error) => {
  const { login } = await start();
  const answer = await login(form);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error });
});

it('takes forms only', async () => {
  await start();
  const answer = await fetch(`${amazon.baseUrls.auth}/auth/o2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(answer.status).toBe(400);
});

it('refuses a missing, unknown and expired token with 403 Unauthorized', async () => {
  const { call, sellerToken } = await start();
  const without = await fetch(`${amazon.baseUrls.api}${order}`);
  expect(without.status).toBe(403);
  expect(await without.json()).toMatchObject({ errors: [{ code: 'Unauthorized' }] });
  expect(await call('Atza|unknown', 'GET', order)).toMatchObject({ status: 403 });

  const token = await sellerToken();
  expect((await call(token, 'GET', order)).status).toBe(404);
  amazon.expireAccessTokens();
  const expired = await call(token, 'GET', order);
  expect(expired.status).toBe(403);
  expect(expired.body.errors?.[0]).toMatchObject({ code: 'Unauthorized', details: 'The access token you provided has expired.' });
});

it('lets tokens run out by the clock', async () => {
  let now = 1_800_000_000_000;
  const { call, sellerToken } = await start({ now: () => now });
  const token = await sellerToken();
  now += 3_599_000;
  expect((await call(token, 'GET', order)).status).toBe(404);
  now += 1_000;
  expect((await call(token, 'GET', order)).status).toBe(403);
});

it('turns tokens and refresh tokens away once the seller has revoked them, or the year is over', async () => {
  let now = 1_800_000_000_000;
  const { call, login, sellerToken } = await start({ now: () => now });
  const refresh = { grant_type: 'refresh_token', refresh_token: amazon.credentials.refreshToken };
  const token = await sellerToken();
  amazon.revokeAuthorisation();
  expect((await call(token, 'GET', order)).status).toBe(403);
  expect(await (await login(refresh)).json()).toMatchObject({ error: 'invalid_grant' });
  amazon.restoreAuthorisation();
  expect((await login(refresh)).status).toBe(200);
  now += 365 * 86_400_000;
  expect(await (await login(refresh)).json()).toMatchObject({ error: 'invalid_grant' });
});

it('keeps grantless operations and those of a seller apart', async () => {
  const { call, sellerToken, grantlessToken } = await start();
  const [seller, grantless] = [await sellerToken(), await grantlessToken()];
  expect((await call(seller, 'GET', '/notifications/v1/destinations')).status).toBe(403);
  expect((await call(grantless, 'GET', '/notifications/v1/destinations')).status).toBe(200);
  expect((await call(grantless, 'GET', order)).status).toBe(403);
});

it('answers a missing role like a bad token', async () => {
  const { call, sellerToken } = await start();
  const token = await sellerToken();
  amazon.withholdRole('getOrder');
  const answer = await call(token, 'GET', order);
  expect(answer).toMatchObject({ status: 403, body: { errors: [{ code: 'Unauthorized', details: '' }] } });
});

it('meters each operation by its own bucket and says QuotaExceeded', async () => {
  let now = 1_800_000_000_000;
  const { call, sellerToken } = await start({ now: () => now });
  const token = await sellerToken();
  const search = `/orders/2026-01-01/orders?${query({ createdAfter: '2026-11-01T00:00:00Z' })}`;
  for (let i = 0; i < 20; i += 1) expect((await call(token, 'GET', search)).status).toBe(200);
  const over = await call(token, 'GET', search);
  expect(over).toMatchObject({ status: 429, body: { errors: [{ code: 'QuotaExceeded' }] } });
  expect(over.headers.get('x-amzn-ratelimit-limit')).toBe('0.0056');
  expect(over.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect((await call(token, 'GET', order)).status).toBe(404);
  now += 178_000;
  expect((await call(token, 'GET', search)).status).toBe(429);
  now += 1_000;
  expect((await call(token, 'GET', search)).status).toBe(200);
  expect((await call(token, 'GET', search)).status).toBe(429);
});

it('scales its rates and leaves their header out on demand', async () => {
  const { call, sellerToken } = await start({ rateScale: Infinity, rateLimitHeader: 'absent' });
  const token = await sellerToken();
  for (let i = 0; i < 40; i += 1) {
    const answer = await call(token, 'GET', '/fba/inventory/v1/summaries');
    expect(answer.status).toBe(400);
    expect(answer.headers.has('x-amzn-ratelimit-limit')).toBe(false);
  }
});

it('fails on demand: refused, cut in the middle, done but not answered', async () => {
  const { call, sellerToken } = await start();
  const token = await sellerToken();
  const { id } = amazon.placeOrder();
  const path = `/messaging/v1/orders/${id}/messages/unexpectedProblem?marketplaceIds=A1PA6795UKMFR9`;
  const send = () => call(token, 'POST', path, { body: { text: 'Ihr Paket kommt morgen.' } });

  amazon.failNext({ call: 'createUnexpectedProblem', status: 503, retryAfterMs: 2_000, times: 2 });
  expect((await send()).headers.get('retry-after')).toBe('2');
  expect((await send()).status).toBe(503);
  amazon.failNext({ call: 'createUnexpectedProblem', cut: true });
  await expect(send()).rejects.toThrow();
  expect(amazon.sent()).toHaveLength(0);
  amazon.failNext({ call: 'createUnexpectedProblem', afterEffect: true });
  await expect(send()).rejects.toThrow();
  expect(amazon.sent()).toHaveLength(1);
  amazon.failNext({ call: 'createUnexpectedProblem', afterEffect: true, status: 500 });
  expect((await send()).status).toBe(500);
  expect(amazon.sent()).toHaveLength(2);
  expect((await send()).status).toBe(201);

  amazon.failNext({ call: 'token', status: 500 });
  amazon.heal();
  expect(await sellerToken()).toMatch(/^Atza/);
});

it('remembers what it was asked, without secrets', async () => {
  const { call, sellerToken } = await start();
  await call(await sellerToken(), 'GET', order);
  expect(amazon.history().map(({ host, method, path, status }) => ({ host, method, path, status }))).toEqual([
    { host: 'auth', method: 'POST', path: '/auth/o2/token', status: 200 },
    { host: 'api', method: 'GET', path: order, status: 404 },
  ]);
  expect(JSON.stringify(amazon.history())).not.toContain('Atz');
  expect(amazon.tokensIssued()).toMatchObject([{ grant: 'seller' }]);
});
