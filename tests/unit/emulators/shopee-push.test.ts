import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ShopeeEmulator } from '../../emulators/shopee.ts';
import type { ShopeeEmulatorOptions } from '../../emulators/shopee/options.ts';
import { fromJson } from '../../emulators/shopee/json.ts';
import { pushSignature } from '../../emulators/shopee/sign.ts';
import type { PushScheme } from '../../emulators/shopee/sign.ts';
import { checkPush } from '../../oracles/shopee/check.ts';
import { call, openInbox, start } from './shopee-client.ts';
import type { Body, Inbox } from './shopee-client.ts';

let emulator: ShopeeEmulator;
let inbox: Inbox;
beforeEach(async () => {
  inbox = await openInbox();
  emulator = await start();
});
afterEach(async () => {
  await emulator.stop();
  await inbox.stop();
});

const restart = async (options: ShopeeEmulatorOptions) => {
  await emulator.stop();
  emulator = await start({ verifyPing: 'none', ...options });
  await emulator.deliverTo(inbox.url);
};
const bodies = () => inbox.received.map(({ body }) => fromJson(body.toString('utf8')) as Body & { code: number; data: Body });
const codes = () => bodies().map(({ code }) => code);
const signed = (scheme: PushScheme, { body, url = inbox.url }: { body: Buffer; url?: string }) => {
  const { pushKey, partnerKey } = emulator.credentials;
  return pushSignature({ scheme, url, body, pushKey, partnerKey });
};
const standard: PushScheme = { base: 'url|body', key: 'raw' };

describe('a push address', () => {
  test('is called with the app key before it is saved', async () => {
    await emulator.deliverTo(inbox.url);
    const [ping] = inbox.received;
    expect(codes()).toEqual([0]);
    expect(ping?.headers.authorization).toBe(
      signed({ base: 'url|body', key: 'app_key' }, { body: ping?.body ?? Buffer.alloc(0) }),
    );
  });

  test('is not saved when it does not answer', async () => {
    inbox.answer = { status: 401, body: '', afterMs: 0 };
    await expect(emulator.deliverTo(inbox.url)).rejects.toThrow('401');
    await emulator.buyerWrites({ text: 'hi' });
    expect([inbox.received.length, emulator.pushed().length]).toEqual([1, 0]);
  });

  test('is left alone once it is taken away', async () => {
    await restart({});
    await emulator.deliverTo(null);
    await emulator.buyerWrites({ text: 'hi' });
    expect(emulator.pushed()).toEqual([]);
  });
});

test('a buyer’s message is pushed as the samples have it', async () => {
  await restart({});
  const { thread, messageId } = await emulator.buyerWrites({ text: 'Bila barang akan dihantar? 😢', at: 1_763_632_799_000 });
  await expect.poll(() => inbox.received.length).toBe(1);
  expect(bodies()).toEqual([
    {
      shop_id: 220_000_001,
      code: 10,
      timestamp: expect.any(Number) as number,
      data: {
        type: 'message',
        region: 'MY',
        content: {
          conversation_id: thread,
          message_id: messageId,
          message_type: 'text',
          from_id: 1_170_319_091,
          from_user_name: 'aisyah88',
          to_id: 220_000_777,
          to_user_name: 'acme.my',
          created_timestamp: 1_763_632_799,
          content: { text: 'Bila barang akan dihantar? 😢' },
        },
      },
    },
  ]);
  const [{ headers, body } = { headers: {} as Record<string, string>, body: Buffer.alloc(0) }] = inbox.received;
  expect(headers.authorization).toBe(signed(standard, { body }));
  await expect.poll(() => emulator.pushed()).toMatchObject([{ status: 200, attempt: 1, acknowledged: true }]);
});

test.each<Partial<PushScheme>>([
  { base: 'body' },
  { key: 'prefix_stripped' },
  { key: 'hex_bytes' },
  { key: 'app_key' },
  { base: 'body', key: 'prefix_stripped' },
])('signs as told: %j', async (signature) => {
  await restart({ signature });
  await emulator.buyerWrites({ text: 'hi' });
  await expect.poll(() => inbox.received.length).toBe(1);
  const [{ headers, body } = { headers: {} as Record<string, string>, body: Buffer.alloc(0) }] = inbox.received;
  expect(headers.authorization).toBe(signed({ ...standard, ...signature }, { body }));
});

test('every event has its code and keeps to its model', async () => {
  await restart({ returnPush: 'code_29', sellerMessages: 'pushed' });
  const { id } = emulator.placeOrder();
  emulator.changeOrder({ id, status: 'PROCESSED', tracking: 'MY200448706479IT' });
  emulator.openReturn({ order: id });
  const { thread } = await emulator.buyerWrites({ text: 'hi', order: id, picture: Buffer.from('png') });
  emulator.sellerWrites({ thread, text: 'hello' });
  emulator.notify(thread);
  emulator.announceExpiry(Date.now() + 604_800_000);
  emulator.revokeAuthorisation();
  await expect.poll(() => codes().sort((a, b) => a - b)).toEqual([2, 3, 3, 4, 10, 10, 10, 10, 12, 29]);
  expect(bodies().map(checkPush)).toEqual(bodies().map(() => undefined));
  const byApp = bodies().filter(({ code }) => [2, 12].includes(code));
  expect(byApp.map(({ shop_id }) => shop_id)).toEqual([undefined, undefined]);
});

test('what the shop writes itself is only polled, and chat is not pushed without its permission', async () => {
  await restart({});
  const { thread } = await emulator.buyerWrites({ text: 'hi' });
  emulator.sellerWrites({ thread, text: 'hello' });
  emulator.setChatPermission('not_granted');
  await emulator.buyerWrites({ text: 'hi again' });
  const { id } = emulator.placeOrder();
  // Nothing keeps two pushes in order.
  await expect
    .poll(() =>
      bodies()
        .map(({ data }) => data.ordersn ?? data.type)
        .sort(),
    )
    .toEqual([id, 'message'].sort());
});

describe('a push that is not acknowledged', () => {
  test.each([
    ['status', { status: 500, body: '', afterMs: 0 }],
    ['redirect', { status: 302, body: '', afterMs: 0 }],
    ['body', { status: 200, body: '{"ok":true}', afterMs: 0 }],
    ['silence', { status: 200, body: '', afterMs: 300 }],
  ])('comes again for its %s, three times, and waits in the queue', async (_what, answer) => {
    await restart({ repushFactor: 0.000_002, pushTimeoutMs: 100 });
    inbox.answer = answer;
    const { messageId } = await emulator.buyerWrites({ text: 'hi' });
    await expect.poll(() => emulator.pushed().map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
    expect(new Set(emulator.pushed().map(({ body, headers }) => `${body}${headers.authorization}`)).size).toBe(1);
    const lost = async () => (await call(emulator, 'push.get_lost_push_message', { scope: 'public' })).response;
    await expect
      .poll(lost)
      .toMatchObject({ push_message_list: [{ code: 10, data: expect.stringContaining(messageId) as string }] });
  });

  test('is over once it is', async () => {
    await restart({ repushFactor: 0.000_1 });
    inbox.first = [503];
    inbox.answer.status = 204;
    await emulator.buyerWrites({ text: 'hi' });
    await expect.poll(() => emulator.pushed().map(({ status }) => status)).toEqual([503, 204]);
  });

  test('can suspend live push', async () => {
    await restart({ repushFactor: 0, livePush: { warnAfter: 1, suspendAfter: 2 } });
    inbox.answer.status = 500;
    const config = async () => (await call(emulator, 'push.get_app_push_config', { scope: 'public' })).response.live_push_status;
    expect(await config()).toBe('Normal');
    await emulator.buyerWrites({ text: 'one' });
    await expect.poll(config).toBe('Warning');
    await emulator.buyerWrites({ text: 'two' });
    await expect.poll(config).toBe('Suspended');
    await emulator.buyerWrites({ text: 'three' });
    expect(emulator.pushed()).toHaveLength(8);
    emulator.resumePushes();
    inbox.answer.status = 200;
    await emulator.buyerWrites({ text: 'four' });
    await expect.poll(() => emulator.pushed().length).toBe(9);
  });
});

describe('lost pushes', () => {
  const fetchLost = async () =>
    (await call(emulator, 'push.get_lost_push_message', { scope: 'public', timestamp: Math.floor(now / 1_000) })).response as {
      push_message_list: (Body & { data: string })[];
      has_next_page: boolean;
      last_message_id: number;
    };
  const confirm = (last_message_id: number) =>
    call(emulator, 'push.confirm_consumed_lost_push_message', { scope: 'public', body: { last_message_id } });
  let now: number;
  beforeEach(async () => {
    now = Date.now();
    await restart({ now: () => now });
    emulator.losePushes('on');
  });

  test('wait a hundred at a time until they are confirmed', async () => {
    for (let i = 0; i < 120; i += 1) await emulator.buyerWrites({ text: `message ${i}` });
    const first = await fetchLost();
    expect([first.push_message_list.length, first.has_next_page]).toEqual([100, true]);
    expect((await fetchLost()).last_message_id).toBe(first.last_message_id);
    expect((await confirm(first.last_message_id)).error).toBe('');
    const second = await fetchLost();
    expect([second.push_message_list.length, second.has_next_page]).toEqual([20, false]);
    expect(second.push_message_list[0]?.data).toContain('message 100');
    await confirm(second.last_message_id);
    expect((await fetchLost()).push_message_list).toEqual([]);
    expect(inbox.received).toEqual([]);
  });

  test('are kept for three days, while their messages can still be polled', async () => {
    const { thread } = await emulator.buyerWrites({ text: 'hi' });
    now += 3 * 86_400_000 - 1_000;
    expect((await fetchLost()).push_message_list).toHaveLength(1);
    now += 2_000;
    expect((await fetchLost()).push_message_list).toEqual([]);
    expect(emulator.unread(thread)).toBe(1);
    emulator.losePushes('off');
    await emulator.buyerWrites({ text: 'again' });
    await expect.poll(() => inbox.received.length).toBe(1);
  });

  test('can have their data as an object', async () => {
    await restart({ lostPushData: 'object' });
    emulator.losePushes('on');
    await emulator.buyerWrites({ text: 'hi' });
    now = Date.now();
    expect((await fetchLost()).push_message_list).toMatchObject([{ data: { code: 10, data: { type: 'message' } } }]);
  });
});

test('the same push can come again, and forged ones can be made from it', async () => {
  await restart({});
  await expect(emulator.forge('unsigned')).rejects.toThrow('nothing was pushed yet');
  const { messageId } = await emulator.buyerWrites({ text: 'hi' });
  await expect.poll(() => inbox.received.length).toBe(1);
  await emulator.repush(messageId);
  const [first, second] = inbox.received;
  expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
  expect(second?.headers.authorization).toBe(first?.headers.authorization);

  const real = first?.body ?? Buffer.alloc(0);
  const kinds = ['unsigned', 'wrong_key', 'tampered', 'truncated', 'stale', 'other_scheme'] as const;
  const forged = await Promise.all(kinds.map((kind) => emulator.forge(kind)));
  const verdicts = forged.map(({ headers, body }) => headers.authorization === signed(standard, { body }));
  expect(verdicts).toEqual([false, false, false, false, true, false]);
  expect(forged.map(({ body }) => body.equals(real))).toEqual([true, true, false, false, false, true]);
  const stale = fromJson(forged[4]?.body.toString('utf8') ?? '') as { timestamp: number };
  expect(Date.now() / 1_000 - stale.timestamp).toBeGreaterThan(100_000);
});
