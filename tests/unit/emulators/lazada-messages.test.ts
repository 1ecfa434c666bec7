import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLazada } from '../../emulators/lazada.ts';
import type { LazadaEmulator } from '../../emulators/lazada.ts';
import { call } from './lazada-client.ts';

let lazada: LazadaEmulator;
let clock: number;

beforeEach(async () => {
  clock = Date.now();
  lazada = await startLazada({ now: () => clock });
});
afterEach(async () => {
  expect(lazada.violations()).toEqual([]);
  await lazada.stop();
});

interface Listed {
  message_list: { message_id: string; content: string; process_msg: string; auto_reply: boolean; from_account_type: number }[];
  has_more: boolean;
  next_start_time: number;
  last_message_id: string;
}

const send = (session_id: string, txt: string) => call(lazada, 'post', '/im/message/send', { session_id, template_id: 1, txt });
const list = async (session_id: string, page: { start_time?: number; page_size?: number; last_message_id?: string } = {}) => {
  const answer = await call(lazada, 'get', '/im/message/list', { session_id, start_time: clock, page_size: 20, ...page });
  return answer.data as Listed;
};

test('messages are listed backwards, page by page, also where several have one time', async () => {
  const { thread } = await lazada.buyerWrites({ text: 'm0' });
  for (let i = 1; i < 5; i += 1) await lazada.buyerWrites({ thread, text: `m${i}` });
  const seen: string[] = [];
  let page = await list(thread, { page_size: 2 });
  for (;;) {
    seen.push(...page.message_list.map(({ content }) => String((JSON.parse(content) as { txt: string }).txt)));
    if (!page.has_more) break;
    page = await list(thread, { page_size: 2, start_time: page.next_start_time, last_message_id: page.last_message_id });
  }
  expect(seen).toEqual(['m4', 'm3', 'm2', 'm1', 'm0']);
  const tooMany = await call(lazada, 'get', '/im/message/list', { session_id: thread, start_time: clock, page_size: 21 });
  expect(tooMany).toMatchObject({ success: false, err_code: '-1' });
});

test('sessions are listed by their last message, and belong to the host of their country', async () => {
  await lazada.buyerWrites({ buyer: '1001', name: 'Ana', text: 'first' });
  clock += 1_000;
  const { thread } = await lazada.buyerWrites({ buyer: '1002', name: 'Ben', text: 'second' });
  const abroad = await lazada.buyerWrites({ buyer: '1003', country: 'my', text: 'dari Malaysia' });
  expect(thread).toBe('100094063_2_1002_1_103');
  const answer = await call(lazada, 'get', '/im/session/list', { start_time: clock, page_size: 20 });
  expect(answer).toMatchObject({
    success: true,
    err_code: '0',
    data: {
      has_more: false,
      session_list: [{ title: 'Ben', buyer_id: 1002, unread_count: 1, summary: 'second' }, { title: 'Ana' }],
    },
  });
  expect(await call(lazada, 'get', '/im/session/get', { session_id: abroad.thread })).toMatchObject({ success: false });
  const there = { base: lazada.baseUrls.my ?? '' };
  expect(await call(lazada, 'get', '/im/session/get', { session_id: abroad.thread }, there)).toMatchObject({
    data: { site_id: 'MY', summary: 'dari Malaysia' },
  });
});

test('reading takes the unread away', async () => {
  const { thread, messageId } = await lazada.buyerWrites({ text: 'hello?' });
  await call(lazada, 'post', '/im/session/read', { session_id: thread, last_read_message_id: messageId });
  expect(await call(lazada, 'get', '/im/session/get', { session_id: thread })).toMatchObject({ data: { unread_count: 0 } });
});

test('an answer reaches the buyer; with GET or without what its template needs it does not', async () => {
  const { thread } = await lazada.buyerWrites({ buyer: '1001', text: 'In stock?' });
  const answer = await send(thread, 'Yes, 3 left.');
  expect(answer).toMatchObject({ success: true, err_code: '0', data: { template_id: 1, current_time: clock } });
  expect(lazada.sent()).toEqual([
    {
      thread,
      text: 'Yes, 3 left.',
      messageId: (answer.data as { message_id: string }).message_id,
      buyer: '1001',
      at: clock,
      pictures: [],
    },
  ]);
  const get = await call(lazada, 'get', '/im/message/send', { session_id: thread, template_id: 1, txt: 'x' });
  expect(get).toMatchObject({ code: 'UnsupportedHttpMethod' });
  expect(
    await call(lazada, 'post', '/im/message/send', { session_id: thread, template_id: 3, img_url: 'https://a.test/b.png' }),
  ).toMatchObject({ success: false });
  expect(await call(lazada, 'post', '/im/message/send', { session_id: 'nowhere', template_id: 1, txt: 'x' })).toMatchObject({
    success: false,
    err_code: '-20',
  });
});

test('pictures go both ways', async () => {
  const { thread } = await lazada.buyerWrites({ text: '', picture: { bytes: Buffer.from('photo'), width: 4, height: 3 } });
  const [message] = (await list(thread)).message_list;
  const { imgUrl } = JSON.parse(message?.content ?? '{}') as { imgUrl: string };
  expect(await (await fetch(imgUrl)).text()).toBe('photo');
  const picture = { template_id: 3, img_url: 'https://a.test/b.png', width: 10, height: 10 };
  await call(lazada, 'post', '/im/message/send', { session_id: thread, ...picture });
  expect(lazada.sent()).toMatchObject([{ text: '', pictures: ['https://a.test/b.png'] }]);
});

test('what the security check hides was accepted, carries process_msg and is not seen', async () => {
  const { thread } = await lazada.buyerWrites({ text: 'How do I pay?' });
  lazada.forbid('PayPal');
  expect(await send(thread, 'Use PayPal please')).toMatchObject({ success: true });
  expect(lazada.sent()).toEqual([]);
  expect(lazada.hidden()).toMatchObject([{ text: 'Use PayPal please' }]);
  expect((await list(thread)).message_list[0]?.process_msg).toMatch(/^NOTE: /);
});

test('five messages a day, until the buyer answers; automatic ones do not count', async () => {
  const { thread } = await lazada.buyerWrites({ text: 'Hello' });
  await lazada.sellerWrites({ thread, text: 'We are away', automatic: true });
  await lazada.sellerWrites({ thread, text: 'from the page' });
  for (let i = 2; i <= 5; i += 1) expect(await send(thread, `no. ${i}`)).toMatchObject({ success: true });
  expect(await send(thread, 'no. 6')).toMatchObject({ success: false, err_code: '-23' });
  await lazada.buyerWrites({ thread, text: 'Thanks' });
  expect(await send(thread, 'no. 6')).toMatchObject({ success: true });
  expect((await list(thread)).message_list.filter(({ auto_reply }) => auto_reply)).toHaveLength(1);
});

test('a message can be recalled within two minutes', async () => {
  const { thread } = await lazada.buyerWrites({ text: 'Hello' });
  const recall = async (answer: Awaited<ReturnType<typeof send>>) =>
    call(lazada, 'post', '/im/message/recall', {
      session_id: thread,
      message_id: (answer.data as { message_id: string }).message_id,
    });
  expect(await recall(await send(thread, 'oops'))).toMatchObject({ success: true });
  const late = await send(thread, 'too late');
  clock += 121_000;
  expect(await recall(late)).toMatchObject({ success: false, err_code: '-24' });
  expect(lazada.sent().map(({ text }) => text)).toEqual(['too late']);
});

test('a session is opened for an order of the last 30 days', async () => {
  const { id } = await lazada.placeOrder({ buyer: '1007' });
  expect(await call(lazada, 'post', '/im/session/open', { order_id: id })).toMatchObject({
    success: true,
    session_id: '100094063_2_1007_1_103',
  });
  const old = await lazada.placeOrder({ at: clock - 31 * 24 * 3_600_000 });
  expect(await call(lazada, 'post', '/im/session/open', { order_id: old.id })).toMatchObject({ success: false, err_code: '-22' });
});

test('a buyer who comes from an order shows its card first', async () => {
  const { id } = await lazada.placeOrder({ buyer: '1007' });
  const { thread } = await lazada.buyerWrites({ order: id, text: 'Where is it?' });
  expect((await list(thread)).message_list.map(({ content }) => content)).toEqual([
    '{"txt":"Where is it?"}',
    JSON.stringify({ orderId: id }),
  ]);
});
