import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTiktok } from '../../emulators/tiktok.ts';
import type { TiktokEmulator } from '../../emulators/tiktok.ts';
import { call } from './tiktok-client.ts';

const base = '/customer_service/202309/conversations';
let tiktok: TiktokEmulator;

beforeEach(async () => {
  tiktok = await startTiktok();
});
afterEach(() => tiktok.stop());

interface Message {
  id: string;
  index: string;
  type: string;
  content: string;
  is_visible: boolean;
  sender: { im_user_id: string; role: string };
}

const get = async (path: string, query: Record<string, string | number>) =>
  (await call(tiktok, 'GET', path, { query })).data as {
    messages: Message[];
    next_page_token: string;
    conversations: { id: string }[];
  };
const send = (thread: string, type: string, content: unknown) =>
  call(tiktok, 'POST', `${base}/${thread}/messages`, {
    body: { type, content: typeof content === 'string' ? content : JSON.stringify(content) },
  });

test('messages come newest first, ten at most a page, and new ones shift no page', async () => {
  const { thread } = await tiktok.buyerWrites({ text: 'm0' });
  for (let i = 1; i < 12; i += 1) await tiktok.buyerWrites({ thread, text: `m${i}` });
  const first = await get(`${base}/${thread}/messages`, { page_size: 10 });
  await tiktok.buyerWrites({ thread, text: 'meanwhile' });
  const second = await get(`${base}/${thread}/messages`, { page_size: 10, page_token: first.next_page_token });
  const words = [...first.messages, ...second.messages].map(
    ({ content }) => (JSON.parse(content) as { content: string }).content,
  );
  expect(words).toEqual(Array.from({ length: 12 }, (_, index) => `m${11 - index}`));
  expect(second.next_page_token).toBe('');
  const ascending = await get(`${base}/${thread}/messages`, { page_size: 1, sort_order: 'ASC', sort_field: 'index' });
  expect(ascending.messages[0]?.content).toBe('{"content":"m0"}');
  expect(tiktok.violations()).toEqual([]);
  expect(await call(tiktok, 'GET', `${base}/${thread}/messages`, { query: { page_size: 11 } })).toMatchObject({
    code: 36_009_004,
  });
  expect(await call(tiktok, 'GET', base, { query: { page_size: 21 } })).toMatchObject({ code: 36_009_004 });
  expect(await call(tiktok, 'GET', base, { query: { page_size: 5, page_token: first.next_page_token } })).toMatchObject({
    code: 36_009_004,
  });
});

test('conversations are listed by their last message, with what is unread', async () => {
  const earlier = Date.now() - 60_000;
  const one = await tiktok.buyerWrites({ buyer: '73940001', name: 'Albert', text: 'first', at: earlier });
  const two = await tiktok.buyerWrites({ buyer: '73940002', name: 'Berta', text: 'second' });
  const { conversations } = await get(base, { page_size: 20 });
  expect(conversations).toMatchObject([
    { id: two.thread, unread_count: 1, latest_message: { sender: { nickname: 'Berta', role: 'BUYER' } } },
    { id: one.thread },
  ]);
  await call(tiktok, 'POST', `${base}/${one.thread}/messages/read`, { body: {} });
  expect((await get(base, { page_size: 20 })).conversations[1]).toMatchObject({ unread_count: 0 });
  const page = await get(base, { page_size: 1 });
  expect((await get(base, { page_size: 1, page_token: page.next_page_token })).conversations).toMatchObject([{ id: one.thread }]);
  expect(tiktok.violations()).toEqual([]);
});

test('an answer is JSON inside a string, of 2,000 characters', async () => {
  const { thread } = await tiktok.buyerWrites({ buyer: '73940001', text: 'Is this in stock?' });
  const answer = await send(thread, 'TEXT', { content: 'Yes' });
  expect(answer).toMatchObject({ code: 0, data: { message_id: expect.stringMatching(/^\d{19}$/) as string } });
  expect(tiktok.violations()).toEqual([]);
  expect(tiktok.sent()).toMatchObject([{ thread, text: 'Yes', buyer: '73940001', messageId: answer.data?.message_id }]);
  expect(await send(thread, 'TEXT', 'Yes')).toMatchObject({ code: 45_101_002 });
  expect(await send(thread, 'TEXT', { text: 'Yes' })).toMatchObject({ code: 45_101_002 });
  expect(await send(thread, 'TEXT', { content: 'x'.repeat(2_001) })).toMatchObject({ code: 45_101_002 });
  expect(await send('7', 'TEXT', { content: 'Yes' })).toMatchObject({ code: 45_101_001 });
});

test('both sides, the robot and the system write; what is not visible says so', async () => {
  const { thread } = await tiktok.buyerWrites({ buyer: '73940001', text: 'Hello' });
  await tiktok.sellerWrites({ thread, text: 'We are away', automatic: true });
  await tiktok.sellerWrites({ thread, text: 'Good morning' });
  await tiktok.systemWrites({ thread, text: 'Rate this chat', visible: false });
  const { messages } = await get(`${base}/${thread}/messages`, { page_size: 10, sort_order: 'ASC' });
  expect(messages.map(({ sender, is_visible }) => [sender.role, is_visible])).toEqual([
    ['BUYER', true],
    ['ROBOT', true],
    ['CUSTOMER_SERVICE', true],
    ['SYSTEM', false],
  ]);
  expect(messages[1]?.sender.im_user_id).toBe(messages[3]?.sender.im_user_id);
  expect(messages[0]?.sender.im_user_id).toBe('73940001');
  expect(tiktok.sent()).toEqual([]);
});

test('pictures go both ways', async () => {
  const { thread } = await tiktok.buyerWrites({ text: '', picture: { bytes: Buffer.from('photo'), type: 'image/jpeg' } });
  const { messages } = await get(`${base}/${thread}/messages`, { page_size: 10 });
  const { url } = JSON.parse(messages[0]?.content ?? '{}') as { url: string };
  expect(await (await fetch(url)).text()).toBe('photo');

  const form = new FormData();
  form.set('data', new File(['answer'], 'a.png', { type: 'image/png' }));
  const { data } = await call(tiktok, 'POST', '/customer_service/202309/images/upload', { form });
  await send(thread, 'IMAGE', data);
  expect(tiktok.sent()).toMatchObject([{ text: '', pictures: [data?.url] }]);
  expect(await (await fetch(String(data?.url))).text()).toBe('answer');
  expect(tiktok.violations()).toEqual([]);
});

test('a buyer who comes from an order says so, with another id than the order has', async () => {
  const { id } = await tiktok.placeOrder({ buyer: '73940001' });
  const { thread } = await tiktok.buyerWrites({ buyer: '73940001', order: id, text: 'Where is it?' });
  const { messages } = await get(`${base}/${thread}/messages`, { page_size: 10, sort_order: 'ASC' });
  expect(messages.map(({ type, content }) => [type, content])).toEqual([
    ['BUYER_ENTER_FROM_ORDER', JSON.stringify({ order_id: id })],
    ['TEXT', '{"content":"Where is it?"}'],
  ]);
  expect(tiktok.userIdOf('73940001')).not.toBe(messages[0]?.sender.im_user_id);
});

test('a conversation is opened with the buyer of an order', async () => {
  await tiktok.placeOrder({ buyer: '73940009' });
  const opened = await call(tiktok, 'POST', base, { body: { buyer_user_id: tiktok.userIdOf('73940009') } });
  expect(opened).toMatchObject({ code: 0 });
  expect(await send(String(opened.data?.conversation_id), 'TEXT', { content: 'About your order' })).toMatchObject({ code: 0 });
  expect(tiktok.sent()).toMatchObject([{ buyer: '73940009' }]);
  expect(await call(tiktok, 'POST', base, { body: { buyer_user_id: '1' } })).toMatchObject({ code: 21_011_001 });
});
