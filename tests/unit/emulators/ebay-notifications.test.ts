import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEbay } from '../../emulators/ebay.ts';
import type { EbayEmulator, EbayEmulatorOptions } from '../../emulators/ebay.ts';
import { faults } from '../../oracles/ebay/check.ts';
import { codeOf, createClient, startReceiver, verifies } from './ebay-client.ts';
import type { Arrived, EbayClient } from './ebay-client.ts';

const api = '/commerce/notification/v1';
const verificationToken = 'a-verification-token-of-at-least-32-chars';

let emulator: EbayEmulator;
let client: EbayClient;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

async function begin(options: EbayEmulatorOptions = {}, statuses: number[] = []): Promise<void> {
  emulator = await startEbay({ retryAfterMs: [20, 20], deletionAgainMs: 20, repushFactor: 1, ...options });
  client = createClient(emulator);
  receiver = await startReceiver(verificationToken, statuses);
}
beforeEach(() => begin());
afterEach(() => Promise.all([emulator.stop(), receiver.stop()]));

/** Another emulator than the usual one. */
async function restart(options: EbayEmulatorOptions, statuses: number[] = []): Promise<void> {
  await Promise.all([emulator.stop(), receiver.stop()]);
  await begin(options, statuses);
}

interface Push {
  metadata: { topic: string };
  notification: { notificationId: string; publishAttemptCount: number; data: Record<string, unknown> };
}
const parsed = (arrived: Arrived | undefined): Push => JSON.parse(arrived?.body ?? '{}') as Push;
const arrivals = (count: number) => expect.poll(() => receiver.arrived.length).toBe(count);
const idOf = (location: string | null) => location?.split('/').at(-1) ?? '';
const destination = (over: object = {}) => ({
  name: 'desk',
  status: 'ENABLED',
  deliveryConfig: { endpoint: receiver.url, verificationToken },
  ...over,
});
const subscription = (destinationId: string, over: object = {}) => ({
  topicId: 'NEW_MESSAGE',
  status: 'ENABLED',
  destinationId,
  payload: { format: 'JSON', schemaVersion: '1.0', deliveryProtocol: 'HTTPS' },
  ...over,
});

async function publicKey(kid: string): Promise<string> {
  const { body } = await client.call(
    'GET',
    `${api}/public_key/${kid}`,
    await client.appToken('https://api.ebay.com/oauth/api_scope'),
  );
  expect(faults('notification/publicKey', body)).toEqual([]);
  return String(body.key);
}

describe('setting up', () => {
  test('goes by a challenge, a destination and a subscription', async () => {
    const token = await client.userToken();
    const made = await client.call('POST', `${api}/destination`, token, destination());
    expect(made.status).toBe(201);
    const id = idOf(made.headers.get('location'));
    const subscribed = await client.call('POST', `${api}/subscription`, token, subscription(id));
    expect(subscribed.status).toBe(201);
    const listed = await client.call('GET', `${api}/subscription`, token);
    expect(faults('notification/subscriptions', listed.body)).toEqual([]);
    const destinations = await client.call('GET', `${api}/destination`, token);
    expect(faults('notification/destinations', destinations.body)).toEqual([]);
    expect(codeOf(await client.call('DELETE', `${api}/destination/${id}`, token))).toBe('409/195024');

    const { messageId, thread } = await emulator.buyerWrites({ text: 'Does it fit?' });
    await arrivals(1);
    expect(parsed(receiver.arrived[0]).notification.data).toMatchObject({ messageId, conversationId: thread, readStatus: false });

    const own = `${api}/subscription/${idOf(subscribed.headers.get('location'))}`;
    expect((await client.call('POST', `${own}/disable`, token)).status).toBe(204);
    await emulator.buyerWrites({ text: 'Hello?' });
    expect((await client.call('POST', `${own}/enable`, token)).status).toBe(204);
    const third = await emulator.buyerWrites({ text: 'Anybody?' });
    await arrivals(2);
    expect(parsed(receiver.arrived[1]).notification.data.messageId).toBe(third.messageId);
    expect((await client.call('DELETE', own, token)).status).toBe(204);
    expect((await client.call('DELETE', `${api}/destination/${id}`, token)).status).toBe(204);
  });

  test('refuses endpoints that are not ours, plain or known', async () => {
    const token = await client.userToken();
    const post = async (body: object) => codeOf(await client.call('POST', `${api}/destination`, token, body));
    const config = (endpoint: string, verificationToken: string) => ({ deliveryConfig: { endpoint, verificationToken } });
    expect(await post(destination(config('http://desk.example/hooks', verificationToken)))).toBe('400/195017');
    expect(await post(destination(config(receiver.url, 'short')))).toBe('400/195019');
    expect(await post(destination(config(receiver.url, `${verificationToken}!`)))).toBe('400/195019');
    expect(await post(destination(config(receiver.url, `${verificationToken}-another`)))).toBe('409/195020');
    expect(await post(destination({ status: 'ON' }))).toBe('400/195018');
    expect(await post(destination())).toBe('201/-');
    expect(await post(destination())).toBe('409/195021');
  });

  test('wants the seller’s own scopes for a topic', async () => {
    const token = await client.userToken();
    const { headers } = await client.call('POST', `${api}/destination`, token, destination());
    const id = idOf(headers.get('location'));
    const post = async (accessToken: string, over: object) =>
      codeOf(await client.call('POST', `${api}/subscription`, accessToken, subscription(id, over)));
    const narrow = await client.userToken('https://api.ebay.com/oauth/api_scope/commerce.notification.subscription');
    expect(await post(narrow, {})).toBe('403/195011');
    expect(await post(await client.appToken('https://api.ebay.com/oauth/api_scope'), {})).toBe('403/195011');
    expect(await post(await client.userToken('https://api.ebay.com/oauth/api_scope/sell.fulfillment'), {})).toBe('403/1100');
    expect(await post(token, { topicId: 'WEATHER' })).toBe('400/195027');
    expect(await post(token, { destinationId: 'x' })).toBe('400/195007');
    expect(await post(token, { payload: { format: 'XML', schemaVersion: '1.0', deliveryProtocol: 'HTTPS' } })).toBe('400/195009');
    expect(await post(token, { payload: { format: 'JSON', schemaVersion: '9', deliveryProtocol: 'HTTPS' } })).toBe('400/195008');
    expect(await post(token, {})).toBe('201/-');
    expect(await post(token, {})).toBe('409/195012');
  });

  test('waits for an alert address, and lists topics by tens', async () => {
    await restart({ alertEmail: null });
    const token = await client.userToken();
    expect(codeOf(await client.call('POST', `${api}/destination`, token, destination()))).toBe('409/195003');
    expect(codeOf(await client.call('GET', `${api}/config`, token))).toBe('404/195026');
    expect((await client.call('PUT', `${api}/config`, token, { alertEmail: 'a@desk.example' })).status).toBe(204);
    expect((await client.call('POST', `${api}/destination`, token, destination())).status).toBe(201);
    const { body } = await client.call('GET', `${api}/topic?limit=10`, token);
    expect(faults('notification/topics', body)).toEqual([]);
    const rest = await client.request('GET', String(body.next), { authorization: `Bearer ${token}` });
    expect((body.topics as unknown[]).length + (rest.body.topics as unknown[]).length).toBe(body.total);
    expect(codeOf(await client.call('GET', `${api}/topic?limit=9`, token))).toBe('400/195004');
  });

  test('sends a test that is rightly signed and about nothing', async () => {
    const token = await client.userToken();
    const { headers } = await client.call('POST', `${api}/destination`, token, destination());
    const made = await client.call('POST', `${api}/subscription`, token, subscription(idOf(headers.get('location'))));
    const id = idOf(made.headers.get('location'));
    expect((await client.call('POST', `${api}/subscription/${id}/test`, token)).status).toBe(202);
    await arrivals(1);
    const { conversationId } = parsed(receiver.arrived[0]).notification.data;
    const path = `/commerce/message/v1/conversation/${String(conversationId)}?conversation_type=FROM_MEMBERS`;
    expect(codeOf(await client.call('GET', path, token))).toBe('400/355007');
  });
});

describe('a push', () => {
  test('is signed over its raw bytes by a key that only an application may fetch', async () => {
    await emulator.deliverTo(receiver.url);
    await emulator.buyerWrites({ text: 'größer? 😀' });
    await arrivals(1);
    const [push] = receiver.arrived;
    expect(faults('notification/push', JSON.parse(push?.body ?? ''))).toEqual([]);
    const header = String(push?.headers['x-ebay-signature']);
    const decoded = JSON.parse(Buffer.from(header, 'base64').toString()) as { kid: string };
    expect(faults('notification/signature', decoded)).toEqual([]);
    const key = await publicKey(decoded.kid);
    expect(verifies(push?.body ?? '', header, key)).toBe(true);
    expect(verifies(`${push?.body} `, header, key)).toBe(false);
    const user = await client.userToken();
    expect(codeOf(await client.call('GET', `${api}/public_key/${decoded.kid}`, user))).toBe('403/1100');
    const application = await client.appToken('https://api.ebay.com/oauth/api_scope');
    expect(codeOf(await client.call('GET', `${api}/public_key/other`, application))).toBe('404/195001');
  });

  test('comes three times, counted and signed anew, under one id', async () => {
    await restart({}, [500, 412, 503]);
    await emulator.deliverTo(receiver.url);
    await emulator.buyerWrites({ text: 'Hello?' });
    await arrivals(3);
    const pushes = receiver.arrived.map(parsed);
    expect(pushes.map(({ notification }) => notification.publishAttemptCount)).toEqual([1, 2, 3]);
    expect(new Set(pushes.map(({ notification }) => notification.notificationId)).size).toBe(1);
    await expect
      .poll(() => emulator.pushed().map(({ status, attempt }) => [status, attempt]))
      .toEqual([
        [500, 1],
        [412, 2],
        [503, 3],
      ]);
  });

  test.each([200, 201, 202, 204])('is acknowledged by %i', async (status) => {
    await restart({}, [status]);
    await emulator.deliverTo(receiver.url);
    await emulator.buyerWrites({ text: 'one' });
    await arrivals(1);
    await emulator.buyerWrites({ text: 'two' });
    await arrivals(2);
    expect(emulator.pushed().filter(({ attempt }) => attempt > 1)).toEqual([]);
  });

  test('is given up after three when nobody answers in time', async () => {
    await restart({ ackWithinMs: 50 });
    await emulator.deliverTo(receiver.url);
    await receiver.stop();
    await emulator.buyerWrites({ text: 'Hello?' });
    await expect.poll(() => emulator.pushed().map(({ status }) => status)).toEqual([0, 0, 0]);
  });

  test('of a question goes out under two topics with two ids', async () => {
    await emulator.deliverTo(receiver.url);
    const { messageId } = await emulator.buyerWrites({ text: 'Does it fit?', listing: '256000000001' });
    await arrivals(2);
    const pushes = receiver.arrived.map(parsed);
    expect(pushes.map(({ metadata }) => metadata.topic).sort()).toEqual(['BUYER_QUESTION', 'NEW_MESSAGE']);
    expect(pushes.map(({ notification }) => notification.data.messageId)).toEqual([messageId, messageId]);
    expect(new Set(pushes.map(({ notification }) => notification.notificationId)).size).toBe(2);
  });

  test('can be lost, late, doubled and out of order', async () => {
    await emulator.deliverTo(receiver.url);
    emulator.losePushes('on');
    await emulator.buyerWrites({ text: 'lost' });
    emulator.losePushes('off');
    emulator.holdPushes();
    const early = await emulator.buyerWrites({ text: 'early' });
    const late = await emulator.buyerWrites({ text: 'late' });
    expect(receiver.arrived).toEqual([]);
    emulator.releasePushes();
    await arrivals(2);
    expect(receiver.arrived.map((push) => parsed(push).notification.data.messageId).sort()).toEqual(
      [early.messageId, late.messageId].sort(),
    );
    expect(await emulator.repush(early.messageId)).toBe(204);
    const ids = receiver.arrived.map((push) => parsed(push).notification.notificationId);
    expect(new Set(ids).size).toBe(2);
    const { body } = await client.call(
      'GET',
      '/commerce/message/v1/conversation?conversation_type=FROM_MEMBERS',
      await client.userToken(),
    );
    expect(body.conversations).toMatchObject([{ unreadCount: 3 }]);
  });

  test('can be forged in every way but an old timestamp', async () => {
    await emulator.deliverTo(receiver.url);
    await emulator.buyerWrites({ text: 'Hello?' });
    await arrivals(1);
    const real = String(receiver.arrived[0]?.headers['x-ebay-signature']);
    const { kid } = JSON.parse(Buffer.from(real, 'base64').toString()) as { kid: string };
    const key = await publicKey(kid);
    expect((await emulator.forge('unsigned')).headers['x-ebay-signature']).toBeUndefined();
    for (const kind of ['wrong_key', 'tampered', 'truncated', 'other_scheme', 'unknown_key'] as const) {
      const { headers, body } = await emulator.forge(kind);
      expect([kind, verifies(body, String(headers['x-ebay-signature']), key)]).toEqual([kind, false]);
    }
    await expect(emulator.forge('stale')).rejects.toThrow('signs no timestamp');
    const { headers, body } = emulator.sign(Buffer.from('{}'));
    expect(verifies(body, String(headers['x-ebay-signature']), key)).toBe(true);
  });
});

describe('the deletion of an account', () => {
  test('comes until it is acknowledged', async () => {
    await restart({}, [500, 500, 500, 500, 204]);
    await emulator.deliverTo(receiver.url);
    emulator.deleteAccount('buyer_77');
    await arrivals(5);
    await emulator.buyerWrites({ text: 'still here' });
    await arrivals(6);
    expect(new Set(receiver.arrived.slice(0, 5).map((push) => parsed(push).notification.notificationId)).size).toBe(1);
    expect(parsed(receiver.arrived[0]).notification.data).toMatchObject({ username: 'buyer_77' });
    expect(emulator.destinationStatus()).toEqual(['ENABLED']);
  });

  test('marks a destination down after a day, and goes on when it is enabled again', async () => {
    await restart({ deletionAgainMs: 9 * 3_600_000, repushFactor: 1e-6 }, [500, 500, 500]);
    const token = await client.userToken();
    const { headers } = await client.call('POST', `${api}/destination`, token, destination());
    const id = idOf(headers.get('location'));
    const over = { topicId: 'MARKETPLACE_ACCOUNT_DELETION' };
    expect((await client.call('POST', `${api}/subscription`, token, subscription(id, over))).status).toBe(201);
    emulator.deleteAccount('buyer_77');
    await expect.poll(() => emulator.destinationStatus()).toEqual(['MARKED_DOWN']);
    emulator.deleteAccount('buyer_78');
    expect(receiver.arrived).toHaveLength(3);
    expect((await client.call('PUT', `${api}/destination/${id}`, token, destination())).status).toBe(204);
    await arrivals(4);
    expect(parsed(receiver.arrived[3]).notification.data).toMatchObject({ username: 'buyer_77' });
  });
});

test('the developer site takes no endpoint that fails the challenge', async () => {
  await expect(emulator.deliverTo(receiver.url, { verificationToken: `${verificationToken}x` })).rejects.toThrow('challenge');
  await emulator.deliverTo(receiver.url, { topics: ['AUTHORIZATION_REVOCATION'] });
  await emulator.buyerWrites({ text: 'not subscribed' });
  emulator.revokeAuthorisation();
  await arrivals(1);
  expect(parsed(receiver.arrived[0]).metadata.topic).toBe('AUTHORIZATION_REVOCATION');
  await emulator.deliverTo(null);
  expect(emulator.destinationStatus()).toEqual([]);
});
