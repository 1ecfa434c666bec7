import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEbay } from '../../emulators/ebay.ts';
import type { EbayEmulator } from '../../emulators/ebay.ts';
import { faults } from '../../oracles/ebay/check.ts';
import { codeOf, createClient } from './ebay-client.ts';
import type { EbayClient } from './ebay-client.ts';

const api = '/commerce/message/v1';
const start = Date.parse('2026-11-20T10:00:00.000Z');
const minute = 60_000;

let emulator: EbayEmulator;
let client: EbayClient;
let token: string;
beforeEach(async () => {
  emulator = await startEbay({ now: () => start });
  client = createClient(emulator);
  token = await client.userToken();
});
afterEach(() => emulator.stop());

type Message = { messageId: string; messageBody: string; senderUsername: string; messageMedia?: { mediaUrl: string }[] };
type Listed = { conversationId: string; unreadCount: number; latestMessage: Message; referenceId?: string };

async function list(
  query = 'conversation_type=FROM_MEMBERS',
): Promise<{ conversations: Listed[]; total: number; next?: string }> {
  const { status, body } = await client.call('GET', `${api}/conversation?${query}`, token);
  expect(status).toBe(200);
  expect(faults('message/conversations', body)).toEqual([]);
  return body as never;
}
async function read(thread: string, query = 'conversation_type=FROM_MEMBERS'): Promise<Message[]> {
  const { status, body } = await client.call('GET', `${api}/conversation/${encodeURIComponent(thread)}?${query}`, token);
  expect(status).toBe(200);
  expect(faults('message/messages', body)).toEqual([]);
  return body.messages as Message[];
}
const send = (body: unknown) => client.call('POST', `${api}/send_message`, token, body);

describe('the list of conversations', () => {
  test('shows the newest first, with its latest message', async () => {
    const old = await emulator.buyerWrites({ buyer: 'a', text: 'first', at: start - 3 * minute });
    const other = await emulator.buyerWrites({ buyer: 'b', text: 'second', at: start - 2 * minute });
    const again = await emulator.buyerWrites({ thread: old.thread, text: 'third', at: start - minute });
    const { conversations } = await list();
    expect(conversations.map(({ conversationId }) => conversationId)).toEqual([old.thread, other.thread]);
    expect(conversations[0]?.latestMessage).toMatchObject({
      messageId: again.messageId,
      messageBody: 'third',
      senderUsername: 'a',
    });
    expect(conversations[0]?.unreadCount).toBe(2);
  });

  test('filters by when a conversation was made, so an old thread with a new message is not found', async () => {
    const { thread } = await emulator.buyerWrites({ text: 'last week', at: start - 7 * 1_440 * minute });
    await emulator.buyerWrites({ thread, text: 'now', at: start });
    const since = new Date(start - 60 * minute).toISOString();
    expect((await list(`conversation_type=FROM_MEMBERS&start_time=${since}`)).total).toBe(0);
    expect((await list()).conversations[0]?.latestMessage.messageBody).toBe('now');
  });

  test('pages by multiples of the limit', async () => {
    for (let i = 0; i < 60; i += 1) await emulator.buyerWrites({ buyer: `b${i}`, text: 'hello', at: start - i });
    const first = await list();
    expect([first.conversations.length, first.total]).toEqual([25, 60]);
    const page = await list('conversation_type=FROM_MEMBERS&limit=50&offset=50');
    expect([page.conversations.length, page.next]).toEqual([10, undefined]);
    expect(first.next).toContain('offset=25');
  });

  test.each([
    ['', '400/355017'],
    ['conversation_type=ALL', '400/355002'],
    ['conversation_type=FROM_MEMBERS&limit=51', '400/355009'],
    ['conversation_type=FROM_MEMBERS&limit=0', '400/355009'],
    ['conversation_type=FROM_MEMBERS&limit=20&offset=30', '400/355008'],
    ['conversation_type=FROM_MEMBERS&conversation_status=OPEN', '400/355001'],
    ['conversation_type=FROM_MEMBERS&other_party_username=nobody', '400/355006'],
    ['conversation_type=FROM_MEMBERS&reference_id=256000000001', '400/355022'],
    ['conversation_type=FROM_MEMBERS&reference_id=256000000001&reference_type=ORDER', '400/355003'],
    ['conversation_type=FROM_MEMBERS&reference_id=x&reference_type=LISTING', '400/355016'],
    ['conversation_type=FROM_MEMBERS&start_time=2026-11-20', '400/355005'],
    ['conversation_type=FROM_MEMBERS&start_time=2026-11-20T10:00:00.000Z&end_time=2026-11-19T10:00:00.000Z', '400/355004'],
  ])('refuses %s', async (query, code) => {
    expect(codeOf(await client.call('GET', `${api}/conversation?${query}`, token))).toBe(code);
  });

  test('finds by status, party and listing', async () => {
    await emulator.buyerWrites({ buyer: 'a', text: 'does it fit?', listing: '256000000001' });
    const { thread } = await emulator.buyerWrites({ buyer: 'b', text: 'where is it?' });
    expect((await list('conversation_type=FROM_MEMBERS&other_party_username=b')).conversations[0]?.conversationId).toBe(thread);
    const about = await list('conversation_type=FROM_MEMBERS&reference_id=256000000001&reference_type=LISTING');
    expect(about.conversations).toMatchObject([{ referenceId: '256000000001' }]);
    const read = { conversationId: thread, conversationType: 'FROM_MEMBERS', read: true };
    expect(faults('message/updateRequest', read)).toEqual([]);
    expect((await client.call('POST', `${api}/update_conversation`, token, read)).status).toBe(204);
    expect((await list('conversation_type=FROM_MEMBERS&conversation_status=UNREAD')).total).toBe(1);
    const archive = { conversationId: thread, conversationType: 'FROM_MEMBERS', conversationStatus: 'ARCHIVE' };
    await client.call('POST', `${api}/update_conversation`, token, archive);
    expect((await list('conversation_type=FROM_MEMBERS&conversation_status=ARCHIVE')).total).toBe(1);
  });

  test('keeps notices of eBay apart, and takes no reply to them', async () => {
    const { thread } = emulator.ebayWrites({ subject: 'We removed your listing', text: 'Policy.' });
    expect((await list()).total).toBe(0);
    expect((await list('conversation_type=FROM_EBAY')).conversations[0]?.latestMessage.senderUsername).toBe('eBay');
    expect(codeOf(await send({ conversationId: thread, messageText: 'why?' }))).toBe('400/355007');
    const wrongType = await client.call(
      'GET',
      `${api}/conversation/${encodeURIComponent(thread)}?conversation_type=FROM_MEMBERS`,
      token,
    );
    expect(codeOf(wrongType)).toBe('400/355007');
  });
});

describe('a conversation', () => {
  test('holds what both sides wrote, whoever typed it where', async () => {
    const { id } = emulator.placeOrder({ buyer: 'buyer_77', items: [{ title: 'Wiper' }] });
    const { thread } = await emulator.buyerWrites({ order: id, text: 'bent 😕', picture: { name: 'bent.png' }, at: start - 3 });
    emulator.sellerWrites({ thread, text: 'we are closed', automatic: true, at: start - 2 });
    await send({ conversationId: thread, messageText: 'a new one is on its way' });
    const messages = await read(thread);
    expect(messages.map(({ messageBody, senderUsername }) => [senderUsername, messageBody])).toEqual([
      ['acme_store', 'a new one is on its way'],
      ['acme_store', 'we are closed'],
      ['buyer_77', 'bent 😕'],
    ]);
    const picture = await fetch(messages[2]?.messageMedia?.[0]?.mediaUrl ?? '');
    expect(picture.headers.get('content-type')).toBe('image/png');
  });

  test('is found under its whole id only', async () => {
    const { thread } = await emulator.buyerWrites({ text: 'hello' });
    const { status } = await client.call('GET', `${api}/conversation/${thread}?conversation_type=FROM_MEMBERS`, token);
    expect(status).toBe(400);
    expect(await read(thread)).toHaveLength(1);
  });
});

describe('sending', () => {
  test('answers in the other spelling, and the buyer sees it', async () => {
    const { thread } = await emulator.buyerWrites({ text: 'does it fit?' });
    const request = { conversationId: thread, messageText: 'It does.', emailCopyToSender: false };
    expect(faults('message/sendRequest', request)).toEqual([]);
    const { status, body } = await send(request);
    expect(status).toBe(201);
    expect(faults('message/sent', body)).toEqual([]);
    expect(body).toMatchObject({ senderUserName: 'acme_store', recipientUserName: 'buyer_77' });
    expect(emulator.sent()).toMatchObject([{ thread, text: 'It does.', messageId: body.messageId, buyer: 'buyer_77' }]);
  });

  test('can start a conversation with somebody who is known', async () => {
    emulator.placeOrder({ buyer: 'buyer_9' });
    const reference = { referenceType: 'LISTING', referenceId: '256000000001' };
    const { status, body } = await send({ otherPartyUsername: 'buyer_9', messageText: 'Sent today.', reference });
    expect(status).toBe(201);
    expect(body.conversationId).toBeUndefined();
    expect((await list()).conversations[0]).toMatchObject({ referenceId: '256000000001', unreadCount: 0 });
  });

  const media = { mediaName: 'a.png', mediaType: 'IMAGE', mediaUrl: 'https://desk.example/a.png' };
  test.each([
    [{ messageText: 'x' }, '400/355018'],
    [{ conversationId: 'v^1.1#i^1#c9', messageText: 'x' }, '400/355007'],
    [{ otherPartyUsername: 'nobody', messageText: 'x' }, '400/355006'],
    [{ otherPartyUsername: 'buyer_77', messageText: '' }, '400/355015'],
    [{ otherPartyUsername: 'buyer_77', messageText: 'é'.repeat(2_001) }, '400/355013'],
    [{ otherPartyUsername: 'buyer_77', messageText: 'x', messageMedia: Array(6).fill(media) }, '400/355010'],
    [{ otherPartyUsername: 'buyer_77', messageText: 'x', messageMedia: [{ ...media, mediaType: 'GIF' }] }, '400/355011'],
    [{ otherPartyUsername: 'buyer_77', messageText: 'x', messageMedia: [{ mediaName: 'a' }] }, '400/355012'],
    [{ otherPartyUsername: 'buyer_77', messageText: 'x', messageMedia: [{ ...media, mediaUrl: 'http://a' }] }, '400/355014'],
    [{ otherPartyUsername: 'buyer_77', messageText: 'x', reference: { referenceType: 'ORDER', referenceId: '1' } }, '400/355003'],
    [
      { otherPartyUsername: 'buyer_77', messageText: 'x', reference: { referenceType: 'LISTING', referenceId: 'a' } },
      '400/355016',
    ],
    [{ otherPartyUsername: 'buyer_77', messageText: 'x', reference: { referenceType: 'LISTING' } }, '400/355021'],
    [{ otherPartyUsername: 'buyer_77', messageText: 'é'.repeat(2_000), messageMedia: Array(5).fill(media) }, '201/-'],
  ])('knows its limits (%#)', async (request, code) => {
    await emulator.buyerWrites({ text: 'hello' });
    expect(codeOf(await send(request))).toBe(code);
    expect(emulator.sent()).toHaveLength(code === '201/-' ? 1 : 0);
  });

  test('can be blocked without a word', async () => {
    const { thread } = await emulator.buyerWrites({ text: 'hello' });
    emulator.blockSilently(/@gmail/);
    expect((await send({ conversationId: thread, messageText: 'write to me@gmail.com' })).status).toBe(201);
    expect(emulator.sent()).toEqual([]);
    expect(await read(thread)).toHaveLength(2);
  });
});

test('several conversations are changed at once, ten at most', async () => {
  const { thread } = await emulator.buyerWrites({ text: 'hello' });
  const one = { conversationId: thread, conversationType: 'FROM_MEMBERS', conversationStatus: 'READ' };
  const answer = await client.call('POST', `${api}/bulk_update_conversation`, token, {
    conversations: [one, { ...one, conversationId: 'v^1.1#i^1#c9' }],
  });
  expect(answer.body.conversationsMetadata).toMatchObject({ updateSuccessCount: 1, updateFailureCount: 1 });
  expect((await list()).conversations[0]?.unreadCount).toBe(0);
  const eleven = await client.call('POST', `${api}/bulk_update_conversation`, token, { conversations: Array(11).fill(one) });
  expect(codeOf(eleven)).toBe('400/355019');
});

test('immutable ids may stand where names were', async () => {
  await using masked = await startEbay({ usernames: 'immutable_ids', unknownConversationStatus: 404 });
  const other = createClient(masked);
  const accessToken = await other.userToken();
  await masked.buyerWrites({ buyer: 'buyer_77', text: 'hello' });
  const { body } = await other.call('GET', `${api}/conversation?conversation_type=FROM_MEMBERS`, accessToken);
  expect(JSON.stringify(body)).not.toContain('buyer_77');
  const [conversation] = body.conversations as Listed[];
  const name = conversation?.latestMessage.senderUsername ?? '';
  expect(
    (await other.call('POST', `${api}/send_message`, accessToken, { otherPartyUsername: name, messageText: 'hi' })).status,
  ).toBe(201);
  expect(masked.sent()).toMatchObject([{ buyer: 'buyer_77', thread: conversation?.conversationId }]);
  expect(codeOf(await other.call('GET', `${api}/conversation/9?conversation_type=FROM_MEMBERS`, accessToken))).toBe('404/355007');
});
