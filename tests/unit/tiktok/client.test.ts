import { expect, test } from 'vitest';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import { openAdapter } from './adapter.ts';

const shops = '/authorization/202309/shops';
const sending = /\/messages$/;

const outgoing = (thread: string, more: Partial<OutgoingReply> = {}): OutgoingReply => ({
  id: 'r1',
  text: 'It leaves today.',
  ticket: 1,
  buyer: { id: '73940001', name: 'Albert' },
  replyAddress: { conversation: thread },
  references: [],
  now: Date.now(),
  ...more,
});

test('a pasted refresh token is traded in at once, and nothing else asked before its successor is kept', async () => {
  await using shop = await openAdapter();
  expect(await shop.adapter.checkAuthorisation!(shop.store)).toEqual({ account: 'Gengfu Home (GB)' });
  const { tokens, emulator } = shop;
  expect(shop.calls()).toEqual(['/api/v2/token/refresh', shops]);
  expect(tokens!.refresh).not.toBe(emulator.credentials.refreshToken);
  expect(tokens!.accessUntil).toBeGreaterThan(Date.now() + 6 * 24 * 3_600_000);
});

test('the shop’s cipher is asked for once, and again should that fail; no token stands in a query', async () => {
  await using shop = await openAdapter();
  shop.emulator.failNext({ call: shops, body: { code: 999, message: 'busy', request_id: '1', data: null } });
  await expect(shop.page('orders')).rejects.toMatchObject({ fault: 'invalid' });
  await shop.round('orders');
  await shop.round('after_sales');
  expect(shop.emulator.history().every(({ query }) => !('access_token' in query))).toBe(true);
  expect(shop.calls().filter((path) => path === shops)).toHaveLength(2);
  expect(shop.emulator.violations()).toEqual([]);
});

test('a pasted access token is used up before the refresh token is', async () => {
  await using shop = await openAdapter();
  const api = { ...shop.store.settings.api, accessToken: shop.emulator.credentials.accessToken };
  const store = { ...shop.store, settings: { ...shop.store.settings, api } };
  await shop.adapter.checkAuthorisation!(store);
  expect(shop.calls()).toEqual([shops]);
  shop.emulator.expireAccessTokens();
  await shop.adapter.checkAuthorisation!(store);
  expect(shop.calls()).toEqual([shops, '/api/v2/token/refresh', shops]);
});

test('an access token alone will do until it runs out', async () => {
  await using shop = await openAdapter({}, { refreshToken: '' });
  const account = { ...shop.store.settings.api, accessToken: shop.emulator.credentials.accessToken };
  delete (account as Record<string, string>).refreshToken;
  const store = { ...shop.store, settings: { ...shop.store.settings, api: account } };
  expect(await shop.adapter.checkAuthorisation!(store)).toEqual({ account: 'Gengfu Home (GB)' });
  shop.emulator.expireAccessTokens();
  await expect(shop.adapter.checkAuthorisation!(store)).rejects.toMatchObject({ fault: 'expired' });
});

test('a shop that the seller did not let us into is told apart from a lost authorisation', async () => {
  await using shop = await openAdapter({}, { shopId: '1' });
  await expect(shop.adapter.checkAuthorisation!(shop.store)).rejects.toMatchObject({ fault: 'forbidden' });
  shop.emulator.revokeAuthorisation();
  await expect(shop.adapter.checkAuthorisation!(shop.store)).rejects.toMatchObject({ fault: 'expired' });
});

test('without the Customer Service scope the messages are out of reach, in plain words, and the rest works', async () => {
  await using shop = await openAdapter({ customerServiceScope: 'not_granted' });
  await shop.emulator.placeOrder();
  await expect(shop.page('messages')).rejects.toMatchObject({
    fault: 'forbidden',
    message: expect.stringContaining('Customer Service scope') as string,
  });
  expect((await shop.round('orders')).events).toHaveLength(1);
  // As measured in the field, this refusal comes with 401 as well, and renewing tokens would not help.
  const before = shop.emulator.tokensIssued().length;
  const body = { code: 105005, message: 'Access denied.', request_id: '1', data: null };
  shop.emulator.failNext({ call: '/order/202309/orders/search', status: 401, body });
  await expect(shop.page('orders')).rejects.toMatchObject({ fault: 'forbidden' });
  expect(shop.emulator.tokensIssued()).toHaveLength(before);
});

test('a wrong app secret is told as such', async () => {
  await using shop = await openAdapter();
  await shop.round('orders');
  const body = { code: 106001, message: "Invalid credentials. The 'sign' query parameter is invalid.", request_id: '1' };
  shop.emulator.failNext({ call: shops, status: 401, body });
  await expect(shop.adapter.checkAuthorisation!(shop.store)).rejects.toMatchObject({
    fault: 'forbidden',
    platformCode: '106001',
  });
});

test('a throttled call waits as long as it was told to', async () => {
  await using shop = await openAdapter();
  await shop.round('orders');
  shop.emulator.failNext({ call: '/order/202309/orders/search', retryAfterMs: 1_000 });
  const started = performance.now();
  await shop.page('orders');
  expect(performance.now() - started).toBeGreaterThan(950);
});

test('traces name calls, accounts and TikTok’s request ids, and hold no secret', async () => {
  await using shop = await openAdapter();
  await shop.round('orders');
  expect(shop.traces.map(({ call }) => call)).toEqual(['refresh_token', 'shops', 'search orders']);
  for (const trace of shop.traces) expect(trace.requestId).toMatch(/^\w+$/);
  const { appSecret, refreshToken, accessToken } = shop.emulator.credentials;
  for (const secret of [`"${appSecret}"`, refreshToken, accessToken]) expect(JSON.stringify(shop.traces)).not.toContain(secret);
});

test('a reply is said in its conversation and named by TikTok', async () => {
  await using shop = await openAdapter();
  const { thread } = await shop.emulator.buyerWrites({ text: 'when?' });
  const { externalId } = await shop.adapter.reply(outgoing(thread), shop.store);
  expect(shop.emulator.sent()).toMatchObject([{ thread, text: 'It leaves today.', messageId: externalId }]);
  expect(shop.emulator.violations()).toEqual([]);
});

test('what cannot be sent is given back with the reason', async () => {
  await using shop = await openAdapter();
  const { thread } = await shop.emulator.buyerWrites({ text: 'when?' });
  const send = (more: Partial<OutgoingReply>) => shop.adapter.reply(outgoing(thread, more), shop.store);
  await expect(send({ text: 'x'.repeat(2_001) })).rejects.toMatchObject({ kind: 'permanent', message: /2000 characters/ });
  await expect(send({ text: '🙂'.repeat(2_000) })).resolves.toHaveProperty('externalId');
  await expect(send({ replyAddress: {} })).rejects.toMatchObject({ kind: 'permanent' });
  await expect(send({ replyAddress: { conversation: '404' } })).rejects.toMatchObject({ kind: 'permanent' });
  shop.emulator.failNext({ call: sending, body: { code: 45109001, message: 'window', request_id: '1', data: null } });
  await expect(send({})).rejects.toMatchObject({ kind: 'permanent', message: /does not let/ });
  expect(shop.emulator.sent()).toHaveLength(1);
  shop.emulator.revokeAuthorisation();
  await expect(send({})).rejects.toMatchObject({ kind: 'permanent', message: /authorise/ });
});

test.each([
  ['nothing is answered', { afterEffect: true }],
  ['half of the answer arrives', { midAnswer: true }],
  ['a server error comes back', { afterEffect: true, status: 502, body: 'bad gateway' }],
  ['TikTok’s own fault comes back', { afterEffect: true, body: { code: 36009003, message: 'Internal error', request_id: '1' } }],
])('a reply after which %s is of unknown fate, said once, and found again', async (_how, failure) => {
  await using shop = await openAdapter();
  const { thread } = await shop.emulator.buyerWrites({ text: 'when?' });
  const since = Date.now();
  shop.emulator.failNext({ call: sending, ...failure });
  await expect(shop.adapter.reply(outgoing(thread), shop.store)).rejects.toMatchObject({ kind: 'unknown' });
  const [said] = shop.emulator.sent();
  expect(shop.emulator.sent()).toHaveLength(1);
  expect(await shop.adapter.findReply!(outgoing(thread), since, shop.store)).toEqual({ externalId: said!.messageId });
});

test('a reply that never left is not found: neither in older words, nor in those on file, nor in a robot’s', async () => {
  await using shop = await openAdapter();
  const { emulator, adapter, store } = shop;
  const text = 'It leaves today.';
  const { thread } = await emulator.buyerWrites({ text });
  const now = Date.now();
  await emulator.sellerWrites({ thread, text, at: now - 6 * 60_000 });
  await emulator.sellerWrites({ thread, text, automatic: true });
  const onFile = await emulator.sellerWrites({ thread, text });
  const reply = outgoing(thread, { references: [onFile.messageId] });
  expect(await adapter.findReply!(reply, now, store)).toBeNull();
  const { messageId } = await emulator.sellerWrites({ thread, text: 'It leaves  today. ' });
  expect(await adapter.findReply!(reply, now, store)).toEqual({ externalId: messageId });
});

test('an account that is incomplete is refused by the names of its fields', async () => {
  await using shop = await openAdapter();
  const { account } = shop.adapter;
  expect(account!.wrong({ appKey: 'k', appSecret: 's', serviceId: '7' })).toEqual([]);
  expect(account!.wrong({ appKey: 'k', appSecret: 's' })).toEqual(['serviceId']);
  expect(account!.wrong({ appKey: ' ', serviceId: 'x', shopId: 'y' }).sort()).toEqual([
    'appKey',
    'appSecret',
    'serviceId',
    'shopId',
  ]);
  const bare = { ...shop.store, settings: { sandbox: false, api: { appKey: 'k' } } };
  await expect(shop.adapter.checkAuthorisation!(bare)).rejects.toMatchObject({ fault: 'invalid', message: /appSecret/ });
});

test('the seller consents at the host of their country, and the code brings the tokens', async () => {
  await using shop = await openAdapter({}, { serviceId: '7012' });
  const { authoriser } = shop.adapter;
  const us = { ...shop.store, site: 'us', settings: { sandbox: false, api: { appKey: 'k', appSecret: 's', serviceId: '7012' } } };
  const consent = { state: 'st', redirect: 'https://gengfu.example/back' };
  expect(authoriser!.consentUrl!(consent, us).href).toBe(
    'https://services.us.tiktokshop.com/open/authorize?service_id=7012&state=st',
  );
  const { code } = shop.emulator.authorise();
  const exchange = (given: Record<string, string>) =>
    authoriser!.exchange!({ query: new URLSearchParams(given), redirect: consent.redirect }, shop.store);
  expect(await exchange({ code, state: 'st' })).toMatchObject({ more: { shopCipher: 'GCP_xyz' } });
  await expect(exchange({ code, state: 'st' })).rejects.toMatchObject({ fault: 'expired' });
  await expect(exchange({ state: 'st' })).rejects.toMatchObject({ fault: 'forbidden' });
});
