import { afterEach, describe, expect, test } from 'vitest';
import { startWecomEmulator } from '../../emulators/wecom.ts';
import { until } from '../../timeline/until.ts';
import { buttonCard, codeOf, createClient, noticeCard, people, startPair } from './wecom-client.ts';
import type { WecomPair } from './wecom-client.ts';

/** The emulated long connection, driven with the official client. */

let pair: WecomPair;
afterEach(() => pair.stop());

const start = async (...parameters: Parameters<typeof startPair>) => (pair = await startPair(...parameters));
const [lin, chen] = people as [(typeof people)[0], (typeof people)[0]];

describe('what arrives', () => {
  test('a message in a group, the bot’s name left on it, with what it quotes', async () => {
    const { emulator, client, chat, next } = await start();
    await client.sendMessage(chat, { msgtype: 'template_card', template_card: buttonCard() });
    await emulator.pushMessage({ chat, person: lin.id, text: '@bot /转交 1042 @chenchen', quotes: 't1042-3' });
    const frame = await next();
    expect(frame.cmd).toBe('aibot_msg_callback');
    expect(frame.headers.req_id).not.toBe('');
    expect(frame.body).toMatchObject({
      aibotid: emulator.botId,
      chatid: chat,
      chattype: 'group',
      from: { userid: lin.id },
      msgtype: 'text',
      text: { content: '@更夫 Desk /转交 1042 @陈晨' },
      quote: { msgtype: 'text', text: { content: expect.stringContaining('#1042 Wo ist') as string } },
    });
  });

  test('nothing that does not mention the bot, and no files in groups', async () => {
    const { emulator, chat, frames } = await start();
    const files = [{ name: '罐子.png', bytes: new Uint8Array([1, 2, 3]) }];
    expect(await emulator.pushMessage({ chat, person: lin.id, text: '大家好' })).toMatchObject({ delivered: false, attempts: 0 });
    expect(await emulator.pushMessage({ chat, person: lin.id, text: '@bot', type: 'image', files })).toMatchObject({
      delivered: false,
    });
    expect(await emulator.pushMessage({ chat, person: lin.id, text: '@bot', type: 'voice' })).toMatchObject({ delivered: false });
    expect(emulator.messages(chat)).toHaveLength(3);
    expect(frames).toHaveLength(0);
  });

  test('pictures with text in groups, files and voice in single chats, sealed with keys of their own', async () => {
    const { emulator, client, chat, next } = await start();
    const bytes = new Uint8Array(Buffer.from('罐子'.repeat(50)));
    const files = [{ name: '罐子.png', bytes }];
    await emulator.pushMessage({ chat, person: lin.id, text: '@bot 看这个', type: 'mixed', files });
    const mixed = await next();
    const [words, picture] = (mixed.body as { mixed: { msg_item: Record<string, { url: string; aeskey: string }>[] } }).mixed
      .msg_item;
    expect(words).toEqual({ msgtype: 'text', text: { content: '@更夫 Desk 看这个' } });
    const { url, aeskey } = picture?.image ?? { url: '', aeskey: '' };
    const file = await client.downloadFile(url, aeskey);
    expect(file.filename).toBe('罐子.png');
    expect(new Uint8Array(file.buffer)).toEqual(bytes);
    emulator.age(url, 301_000);
    await expect(client.downloadFile(url, aeskey)).rejects.toThrow('404');

    await emulator.pushMessage({ chat: lin.id, person: lin.id, text: '单据', type: 'file', files });
    expect((await next()).body).toMatchObject({
      chattype: 'single',
      msgtype: 'file',
      file: { url: expect.any(String) as string },
    });
    await emulator.pushMessage({ chat: lin.id, person: lin.id, text: '认领一零四二', type: 'voice' });
    const voice = await next();
    expect(voice.body).toMatchObject({ voice: { content: '认领一零四二' } });
    expect(voice.body).not.toHaveProperty('chatid');
  });

  test('the same msgid under another req_id when it is pushed again', async () => {
    const { emulator, chat, next } = await start();
    const { eventId } = await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表' });
    await emulator.repeat(eventId);
    const [first, second] = [await next(), await next()];
    expect(second.body).toEqual(first.body);
    expect(second.headers.req_id).not.toBe(first.headers.req_id);
  });

  test('a canned question of a card', async () => {
    const { emulator, client, chat, next } = await start();
    const jump_list = [{ type: 3 as const, title: '今日待办', question: '/列表' }];
    await client.sendMessage(chat, { msgtype: 'template_card', template_card: buttonCard({ jump_list }) });
    await emulator.ask({ messageId: 't1042-3', person: lin.id, question: '/列表' });
    expect((await next()).body).toMatchObject({ text: { content: '@更夫 Desk /列表' } });
  });
});

describe('replies', () => {
  const asked = async (...parameters: Parameters<typeof startPair>) => {
    const started = await start(...parameters);
    await started.emulator.pushMessage({ chat: started.chat, person: lin.id, text: '@bot /列表' });
    return { ...started, frame: await started.next(), replies: () => started.emulator.messages(started.chat).slice(1) };
  };

  test('are streams that become one message, until they are finished', async () => {
    const { client, frame, replies } = await asked();
    await client.replyStream(frame, 's1', '正在查…');
    await client.replyStream(frame, 's1', '<@linyue> [#1042](https://desk.example/t/1042) 归你', true);
    expect(replies()).toMatchObject([
      { type: 'stream', revision: 1, mentions: ['linyue'], links: ['https://desk.example/t/1042'], reqId: frame.headers.req_id },
    ]);
    expect(await codeOf(client.replyStream(frame, 's1', '还有'))).toBe(846608);
    await client.replyStream(frame, 's2', '再说一句', true);
    expect(replies()).toHaveLength(2);
  });

  test('are too late six minutes into a stream, and a day after the message', async () => {
    const { emulator, client, frame, replies } = await asked();
    await client.replyStream(frame, 's1', '正在查…');
    const [{ messageId } = { messageId: '' }] = replies();
    emulator.age(messageId, 359_000);
    await client.replyStream(frame, 's1', '快了…');
    emulator.age(messageId, 2_000);
    expect(await codeOf(client.replyStream(frame, 's1', '好了', true))).toBe(846608);
    emulator.age(frame.headers.req_id, 24 * 3_600_000);
    expect(await codeOf(client.replyStream(frame, 's2', '晚了', true))).toBe(846605);
  });

  test('fit into 20,480 bytes, are of a type that replies have, and answer something', async () => {
    const { client, frame } = await asked();
    expect(await codeOf(client.replyStream(frame, 's1', '罐'.repeat(6_826), true))).toBe(0);
    expect(await codeOf(client.replyStream(frame, 's2', '罐'.repeat(6_827), true))).toBe(40058);
    expect(await codeOf(client.reply(frame, { msgtype: 'markdown', markdown: { content: '好' } }))).toBe(40008);
    expect(await codeOf(client.replyStream({ headers: { req_id: 'r-never' } }, 's1', '好', true))).toBe(846605);
    expect(await codeOf(client.replyTemplateCard(frame, buttonCard()))).toBe(0);
    expect(await codeOf(client.replyTemplateCard(frame, buttonCard()))).toBe(42014);
  });

  test('carry stream and card together only where that is set', async () => {
    const { client, frame } = await asked();
    const options = { templateCard: buttonCard() };
    expect(await codeOf(client.replyStreamWithCard(frame, 's1', '看卡片', true, options))).toBe(40008);
    await pair.stop();
    const other = await asked({ streamWithCard: 'taken' });
    await other.client.replyStreamWithCard(other.frame, 's1', '看卡片', true, options);
    expect(other.replies()[0]?.text).toMatch(/看卡片[^]*#1042/);
  });

  test('to somebody who enters come within five seconds, once', async () => {
    const { emulator, client, next } = await start({ windows: { answerMs: 300 } });
    await emulator.pushEnterChat(lin.id);
    const frame = await next();
    expect(frame.body).toMatchObject({ event: { eventtype: 'enter_chat' }, chattype: 'single' });
    expect(await codeOf(client.replyStream(frame, 's1', '你好', true))).toBe(846605);
    await client.replyWelcome(frame, { msgtype: 'text', text: { content: '你好' } });
    expect(emulator.messages(emulator.privateChat(lin.id))).toMatchObject([{ text: '你好' }]);
    expect(await codeOf(client.replyWelcome(frame, { msgtype: 'text', text: { content: '又见面了' } }))).toBe(846605);

    await emulator.pushEnterChat(chen.id);
    const late = await next();
    emulator.age(late.headers.req_id, 301);
    expect(await codeOf(client.replyWelcome(late, { msgtype: 'template_card', template_card: noticeCard() }))).toBe(846605);
  });
});

describe('the connection', () => {
  test('refuses wrong secrets, which the client tries a few times', async () => {
    await start();
    const emulator = await startWecomEmulator();
    const client = createClient(emulator, { secret: 'wrong', maxAuthFailureAttempts: 2, reconnectInterval: 5 });
    const errors: string[] = [];
    client.on('error', ({ message }) => errors.push(message));
    client.connect();
    await until(() => errors.some((message) => message.includes('exceeded')), 'the client gives up');
    expect(errors[0]).toContain('853000');
    expect(emulator.connections()).toBe(0);
    await emulator.stop();
  });

  test('answers pings, comes back after a cut, a refusal at the door, and silence', async () => {
    const { emulator, client, chat, next } = await start({}, { heartbeatInterval: 40 });
    const pings = () => emulator.history().filter(({ path }) => path === 'ping').length;
    await until(() => pings() > 3, 'pings');
    expect(emulator.connections()).toBe(1);
    emulator.rejectHandshakes(2);
    emulator.dropConnections();
    await until(() => emulator.connections() === 1 && client.isConnected, 'the client comes back');
    expect(emulator.history().filter(({ code }) => code === 403)).toHaveLength(2);

    emulator.freezeConnections();
    expect(await emulator.pushMessage({ chat, person: lin.id, text: '@bot 在吗' })).toMatchObject({ delivered: false });
    const seen = pings();
    await until(() => pings() > seen, 'the client replaces the dead connection');
    await emulator.pushMessage({ chat, person: lin.id, text: '@bot 回来了' });
    expect((await next()).body).toMatchObject({ text: { content: '@更夫 Desk 回来了' } });
  });

  test('keeps what was written meanwhile only where that is set', async () => {
    const { emulator, chat, next } = await start({ whileOffline: 'queued' });
    emulator.dropConnections();
    await until(() => emulator.connections() === 0, 'the cut');
    await emulator.pushMessage({ chat, person: lin.id, text: '@bot 断线时' });
    expect((await next()).body).toMatchObject({ text: { content: '@更夫 Desk 断线时' } });
  });

  test('is one: a newer subscriber takes over and the client stays away', async () => {
    const { emulator, client, chat, next } = await start();
    const gone = new Promise<string>((resolve) => client.once('disconnected', resolve));
    const rival = await emulator.kick();
    expect((await next()).body).toMatchObject({ event: { eventtype: 'disconnected_event' } });
    expect(await gone).toContain('New connection');
    await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表' });
    await until(() => rival.frames.length > 1, 'the rival hears');
    expect(emulator.connections()).toBe(1);
    client.connect();
    await until(
      () => client.isConnected && emulator.history().filter(({ path }) => path === 'aibot_subscribe').length === 3,
      'back',
    );
    await rival.leave();
    expect(emulator.connections()).toBe(1);
  });

  test('loses acks of what was done', async () => {
    const { emulator, client, chat } = await start();
    emulator.dropAcks(1);
    const sent = client.sendMessage(chat, { msgtype: 'markdown', markdown: { content: '收到了吗' } });
    await expect(sent).rejects.toThrow('ack timeout');
    expect(emulator.messages(chat)).toHaveLength(1);
  });
});
