import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEbay } from '../../emulators/ebay.ts';
import type { EbayEmulator } from '../../emulators/ebay.ts';
import { createClient } from './ebay-client.ts';
import type { EbayClient } from './ebay-client.ts';

let emulator: EbayEmulator;
let client: EbayClient;
let token: string;
let thread: string;
beforeEach(async () => {
  emulator = await startEbay();
  client = createClient(emulator);
  token = await client.userToken();
  ({ thread } = await emulator.buyerWrites({ text: 'hello' }));
});
afterEach(() => emulator.stop());

const send = (messageText = 'hi') =>
  client.call('POST', '/commerce/message/v1/send_message', token, { conversationId: thread, messageText });
const list = () => client.call('GET', '/commerce/message/v1/conversation?conversation_type=FROM_MEMBERS', token);
const lastStatus = () => emulator.history().at(-1)?.status;

test('a refusal comes as often as it was ordered, and for that call alone', async () => {
  emulator.failNext({ call: 'send_message', status: 429, retryAfterMs: 1_500, times: 2, body: { error: 'slow_down' } });
  expect((await list()).status).toBe(200);
  const refused = await send();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
  expect((await send()).status).toBe(429);
  expect(emulator.sent()).toEqual([]);
  expect((await send()).status).toBe(201);
  expect(emulator.history().map(({ status }) => status)).toEqual([200, 200, 429, 429, 201]);
});

test('an internal error may come after the message went out', async () => {
  emulator.failNext({ call: 'send_message', status: 500, afterEffect: true });
  expect((await send()).status).toBe(500);
  expect(emulator.sent()).toMatchObject([{ text: 'hi' }]);
});

test('a connection may drop after the effect, before it, or in the middle of the answer', async () => {
  emulator.failNext({ call: 'send_message', afterEffect: true });
  await expect(send('one')).rejects.toThrow();
  expect(lastStatus()).toBe(0);
  emulator.failNext({ call: 'send_message', network: 'no_answer' });
  await expect(send('two')).rejects.toThrow();
  emulator.failNext({ call: /send_message/, network: 'mid_answer' });
  await expect(send('three')).rejects.toThrow();
  expect(emulator.sent().map(({ text }) => text)).toEqual(['one', 'three']);
  expect((await send('four')).status).toBe(201);
});

test('what was ordered can be taken back, and the token call fails by name too', async () => {
  emulator.failNext({ call: 'conversations', times: 5 });
  emulator.heal();
  expect((await list()).status).toBe(200);
  emulator.failNext({ call: 'token', status: 503 });
  const form = { grant_type: 'refresh_token', refresh_token: emulator.credentials.refreshToken };
  expect((await client.token(form)).status).toBe(503);
  expect((await client.token(form)).status).toBe(200);
});
