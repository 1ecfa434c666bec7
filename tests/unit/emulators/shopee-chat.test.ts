import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ShopeeEmulator } from '../../emulators/shopee.ts';
import type { ShopeeEmulatorOptions } from '../../emulators/shopee/options.ts';
import { call, start } from './shopee-client.ts';
import type { Body } from './shopee-client.ts';

let emulator: ShopeeEmulator;
beforeEach(async () => {
  emulator = await start();
});
afterEach(() => emulator.stop());

const restart = async (options: ShopeeEmulatorOptions) => {
  await emulator.stop();
  emulator = await start(options);
};
const conversations = async (query: Record<string, string | number> = {}) =>
  call(emulator, 'sellerchat.get_conversation_list', { query: { direction: 'older', type: 'all', page_size: 25, ...query } });
const listed = async (query: Record<string, string | number> = {}) => {
  const { response } = await conversations(query);
  const page = response as { conversations: Body[]; page_result: { more: boolean; next_cursor: Record<string, string> } };
  return { names: page.conversations.map(({ to_name }) => to_name), ...page };
};
const messages = async (thread: string, query: Record<string, string | number> = {}) => {
  const { response } = await call(emulator, 'sellerchat.get_message', { query: { conversation_id: thread, ...query } });
  const page = response as { messages: (Body & { content: Body })[]; page_result: { next_offset: string } };
  return { texts: page.messages.map(({ content }) => content.text), next: page.page_result.next_offset, ...page };
};
const send = (body: Body) => call(emulator, 'sellerchat.send_message', { body });
const text = (to: number | bigint, words: string) => send({ to_id: to, message_type: 'text', content: { text: words } });

describe('threads', () => {
  beforeEach(async () => {
    for (const [index, name] of ['aisyah88', 'bala', 'chen', 'devi', 'eka'].entries())
      await emulator.buyerWrites({
        buyer: String(1_170_000_000 + index),
        name,
        text: `hi from ${name}`,
        at: Date.now() - 10_000 + index,
      });
  });

  test('go down from the newest, a cursor of nanoseconds at a time', async () => {
    const first = await listed({ page_size: 2 });
    expect([first.names, first.page_result.more]).toEqual([['eka', 'devi'], true]);
    const cursor = first.page_result.next_cursor.next_message_time_nano ?? '';
    expect(cursor).toMatch(/^\d{19}$/);
    const rest = await listed({ page_size: 3, next_timestamp_nano: cursor });
    expect([rest.names, rest.page_result.more]).toEqual([['chen', 'bala', 'aisyah88'], false]);
  });

  test('go up from a cursor with `latest`, and without one from the oldest', async () => {
    const cursor = (await listed({ page_size: 2 })).page_result.next_cursor.next_message_time_nano ?? '';
    expect((await listed({ direction: 'latest', next_timestamp_nano: cursor })).names).toEqual(['eka']);
    expect((await listed({ direction: 'latest', page_size: 2 })).names).toEqual(['aisyah88', 'bala']);
    await restart({ latestWithoutCursor: 'newest_first' });
    await emulator.buyerWrites({ buyer: '1', name: 'old', text: 'x', at: Date.now() - 1_000 });
    await emulator.buyerWrites({ buyer: '2', name: 'new', text: 'x' });
    expect((await listed({ direction: 'latest', page_size: 1 })).names).toEqual(['new']);
  });

  test('are unread until they are read', async () => {
    const { thread, messageId } = await emulator.buyerWrites({ buyer: '1170000001', text: 'still there?' });
    expect((await listed({ type: 'unread' })).names).toHaveLength(5);
    const read = (last_read_message_id: string) =>
      call(emulator, 'sellerchat.read_conversation', { body: { conversation_id: BigInt(thread), last_read_message_id } });
    expect((await read(messageId)).error).toBe('');
    expect((await listed({ type: 'unread' })).names).not.toContain('bala');
    expect(emulator.unread(thread)).toBe(0);
    expect((await call(emulator, 'sellerchat.get_unread_conversation_count')).response).toEqual({ total_unread_count: 4 });
    expect((await read('12')).error).toBe('error_param');
    await call(emulator, 'sellerchat.unread_conversation', { body: { conversation_id: BigInt(thread) } });
    expect(emulator.unread(thread)).toBe(1);
  });

  test.each<Record<string, string | number>>([
    { page_size: 61 },
    { page_size: 0 },
    { direction: 'newest' },
    { type: 'mine' },
    { next_timestamp_nano: 'yesterday' },
    { page: 1 },
  ])('are not listed for %j', async (query) => {
    expect((await conversations(query)).error).toBe('error_param');
  });
});

describe('messages', () => {
  test('come newest first, page by page, whatever arrives meanwhile', async () => {
    const { thread } = await emulator.buyerWrites({ text: 'one' });
    for (const words of ['two', 'three', 'four']) await emulator.buyerWrites({ thread, text: words });
    const first = await messages(thread, { page_size: 2 });
    expect(first.texts).toEqual(['four', 'three']);
    await emulator.buyerWrites({ thread, text: 'five' });
    const second = await messages(thread, { page_size: 2, offset: first.next });
    expect([second.texts, second.next]).toEqual([['two', 'one'], '']);
  });

  test('say who wrote them, the auto-reply too, and about which order', async () => {
    const { id } = emulator.placeOrder({ buyer: '1170319091' });
    const { thread } = await emulator.buyerWrites({ text: 'where is it?', order: id });
    emulator.sellerWrites({ thread, text: 'we are closed', automatic: true });
    emulator.sellerWrites({ thread, text: 'on its way' });
    const { messages: shown } = await messages(thread);
    expect(shown).toMatchObject([
      { from_shop_id: 220_000_001, to_id: 1_170_319_091, content: { text: 'on its way' }, status: 'normal' },
      { from_shop_id: 220_000_001, status: 'offwork_autoreply' },
      { from_id: 1_170_319_091, to_shop_id: 220_000_001, source_content: { order_sn: id } },
    ]);
  });

  test('name their order in a card of its own where told so', async () => {
    await restart({ orderReference: 'order_card' });
    const { thread } = await emulator.buyerWrites({ text: 'where is it?', order: '2611200ABCD123' });
    expect((await messages(thread)).messages).toMatchObject([
      { message_type: 'text', source_content: {} },
      { message_type: 'order', content: { order_sn: '2611200ABCD123' } },
    ]);
  });

  test('carry pictures that can be fetched', async () => {
    const { thread } = await emulator.buyerWrites({ text: 'broken', picture: Buffer.from('png bytes') });
    const { messages: shown } = await messages(thread);
    expect(shown.map(({ message_type }) => message_type)).toEqual(['text', 'image']);
    const picture = await fetch(String(shown[1]?.content.url));
    expect(await picture.text()).toBe('png bytes');
  });

  test('have ids that only exact reading keeps', async () => {
    const { thread, messageId } = await emulator.buyerWrites({ text: 'hi' });
    const { raw } = await conversations();
    expect(raw).toContain(`"conversation_id":${thread},`);
    expect(raw).toContain(`"latest_message_id":"${messageId}"`);
    const lossy = JSON.parse(raw) as { response: { conversations: { conversation_id: number }[] } };
    expect(String(lossy.response.conversations[0]?.conversation_id)).not.toBe(thread);
    for (const [chatIds, expected] of [
      ['bare', /"conversation_id":\d{19},.*"latest_message_id":\d{19},/],
      ['quoted', /"conversation_id":"\d{19}",.*"latest_message_id":"\d{19}"/],
    ] as const) {
      await restart({ chatIds });
      await emulator.buyerWrites({ text: 'hi' });
      expect((await conversations()).raw).toMatch(expected);
    }
  });
});

describe('a reply', () => {
  test('goes to the buyer, not to the conversation', async () => {
    const { thread } = await emulator.buyerWrites({ text: 'when?' });
    const answer = await text(1_170_319_091, 'Hi, your parcel ships today.');
    expect(answer.response).toMatchObject({
      to_id: 1_170_319_091,
      message_type: 'text',
      content: { text: 'Hi, your parcel ships today.' },
      conversation_id: BigInt(thread),
    });
    expect(emulator.sent()).toMatchObject([
      { thread, text: 'Hi, your parcel ships today.', buyer: '1170319091', messageId: answer.response.message_id },
    ]);
    expect((await text(BigInt(thread), 'hello')).error).toBe('error_param');
    expect(emulator.sent()).toHaveLength(1);
  });

  test('with contact details is not shown, refused or let through', async () => {
    for (const [offPlatformContacts, error, sent, blocked] of [
      ['hidden', '', 0, 1],
      ['refused', 'error_param', 0, 0],
      ['shown', '', 1, 0],
    ] as const) {
      await restart({ offPlatformContacts });
      await emulator.buyerWrites({ text: 'when?' });
      expect((await text(1_170_319_091, 'write to me on WhatsApp +60 12-345 6789')).error).toBe(error);
      expect([emulator.sent().length, emulator.blocked().length]).toEqual([sent, blocked]);
    }
  });

  test('can be a picture that was uploaded', async () => {
    await emulator.buyerWrites({ text: 'show me' });
    const upload = (type: string, size: number) => {
      const form = new FormData();
      form.set('file', new File([new Uint8Array(size)], 'picture', { type }));
      return call(emulator, 'sellerchat.upload_image', { body: form });
    };
    const { response } = await upload('image/png', 10);
    const image = (image_url: unknown) => send({ to_id: 1_170_319_091, message_type: 'image', content: { image_url } });
    expect((await image(response.url)).error).toBe('');
    expect(emulator.sent()).toMatchObject([{ text: '', pictures: [response.url] }]);
    expect((await image('https://elsewhere.example/a.png')).error).toBe('error_param');
    expect((await upload('application/pdf', 10)).error).toBe('error_param');
    expect((await upload('image/png', 2 * 1024 * 1024 + 1)).error).toBe('error_param');
    expect((await call(emulator, 'sellerchat.upload_image', { body: new FormData() })).error).toBe('error_param');
  });

  test.each<Body>([
    { to_id: 1_170_319_091, message_type: 'text', content: {} },
    { to_id: '1170319091', message_type: 'text', content: { text: 'a' } },
    { to_id: 1_170_319_091, message_type: 'video', content: { text: 'a' } },
    { to_id: 1_170_319_091, message_type: 'order', content: { order_sn: 'NONE' } },
    { to_id: 1_170_319_091, message_type: 'text', content: { text: 'a' }, business_type: 11 },
    { message_type: 'text', content: { text: 'a' } },
  ])('is refused: %j', async (body) => {
    await emulator.buyerWrites({ text: 'when?' });
    expect((await send(body)).error).toBe('error_param');
    expect(emulator.sent()).toEqual([]);
  });

  test('is not supported in Taiwan', async () => {
    await restart({ region: 'TW' });
    await emulator.buyerWrites({ text: '何時出貨?' });
    expect((await text(1_170_319_091, '今天')).error).toBe('error_permission');
  });
});

test('chat needs a permission of its own', async () => {
  await restart({ chat: 'not_granted' });
  await emulator.buyerWrites({ text: 'hi' });
  expect([(await conversations()).error, (await text(1_170_319_091, 'hi')).error]).toEqual([
    'error_permission',
    'error_permission',
  ]);
  expect((await call(emulator, 'account_health.get_shop_performance')).error).toBe('');
  emulator.setChatPermission('granted');
  expect((await listed()).names).toEqual(['aisyah88']);
});
