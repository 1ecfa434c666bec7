import { Hono } from 'hono';
import type { Context } from 'hono';
import { CardRefused, checkCard } from './card-rules.ts';
import { see } from './client-view.ts';
import { createRates, perSecond } from './limits.ts';
import { Refusal } from './refusal.ts';
import { newId } from './world.ts';
import type { EmulatedChat, EmulatedMessage, World } from './world.ts';

const hour = 3_600_000;
const editableMs = 14 * 24 * hour;
const textBytes = 150 * 1024;
const postBytes = 30 * 1024;

type Body = Record<string, unknown>;

/** `/open-apis/im/v1/messages…` of facts/messengers §2.3. */
export function messageRoutes(world: World): Hono {
  const rates = createRates();

  function limitApi(api: string): void {
    if (!rates.exceeded(`api/${api}`, perSecond.api)) return;
    const headers = { 'x-ogw-ratelimit-limit': String(perSecond.api), 'x-ogw-ratelimit-reset': '1' };
    throw new Refusal(99991400, 'request trigger frequency limit', { status: 429, headers });
  }

  function limit(key: string, most: number): void {
    if (rates.exceeded(key, most)) throw new Refusal(230020, 'This operation triggers the frequency limit.');
  }

  function messageOf(id: string): EmulatedMessage {
    const message = world.messages.get(id);
    if (!message) throw new Refusal(230001, 'Your request contains an invalid request parameter, ext=invalid message_id.');
    if (message.recalled) throw new Refusal(230011, 'The message was recalled.');
    return message;
  }

  function post(chat: EmulatedChat, body: Body, target: string, parentId?: string): EmulatedMessage {
    const uuid = typeof body.uuid === 'string' ? body.uuid : undefined;
    if (uuid !== undefined && (uuid === '' || uuid.length > 50)) throw new Refusal(230001, 'ext=invalid uuid.');
    const before = uuid === undefined ? undefined : world.sent.get(`${target}/${uuid}`);
    const known = before && Date.now() - before.at < hour ? world.messages.get(before.messageId) : undefined;
    if (known) return known;
    const message: EmulatedMessage = {
      messageId: newId('om'),
      chat: chat.id,
      from: world.bot.id,
      type: String(body.msg_type),
      content: checkContent(world, body),
      createdAt: Date.now(),
      revision: 0,
      recalled: false,
      ...(parentId ? { parentId } : {}),
      ...(uuid ? { uuid } : {}),
    };
    world.messages.set(message.messageId, message);
    if (uuid) world.sent.set(`${target}/${uuid}`, { messageId: message.messageId, at: message.createdAt });
    return message;
  }

  const answer = (context: Context, message: EmulatedMessage) =>
    context.json({
      code: 0,
      msg: 'success',
      data: {
        message_id: message.messageId,
        msg_type: message.type,
        chat_id: message.chat,
        create_time: String(message.createdAt),
      },
    });

  return new Hono()
    .post('/', async (context) => {
      limitApi('create');
      const body = await context.req.json<Body>();
      const receiver = String(body.receive_id);
      const kind = context.req.query('receive_id_type');
      limit(`${kind}/${receiver}`, kind === 'chat_id' ? perSecond.chat : perSecond.person);
      const chat = kind === 'chat_id' ? world.chats.get(receiver) : kind === 'open_id' ? privateChat(world, receiver) : undefined;
      if (!chat) throw new Refusal(230001, 'Your request contains an invalid request parameter, ext=invalid receive_id.');
      if (!chat.botInside) throw new Refusal(230002, 'The bot can not be outside the group.');
      return answer(context, post(chat, body, receiver));
    })
    .post('/:id/reply', async (context) => {
      limitApi('reply');
      const parent = messageOf(context.req.param('id'));
      const chat = world.chats.get(parent.chat);
      if (!chat?.botInside) throw new Refusal(230002, 'The bot can not be outside the group.');
      limit(`chat_id/${chat.id}`, perSecond.chat);
      const body = await context.req.json<Body & { reply_in_thread?: boolean }>();
      if (body.reply_in_thread && chat.noThreads) throw new Refusal(230071, 'This group does not support reply in thread.');
      const message = post(chat, body, parent.messageId, parent.messageId);
      if (body.reply_in_thread) message.threadId = parent.threadId ??= newId('omt');
      return answer(context, message);
    })
    .patch('/:id', async (context) => {
      limitApi('patch');
      const message = messageOf(context.req.param('id'));
      limit(`message/${message.messageId}`, perSecond.message);
      if (message.from !== world.bot.id) throw new Refusal(230072, 'The operator is not the sender.');
      if (message.type !== 'interactive') throw new Refusal(230001, 'This message is not a card.');
      if (Date.now() - message.createdAt > editableMs) throw new Refusal(230031, 'The message is older than 14 days.');
      message.content = checkContent(world, { ...(await context.req.json<Body>()), msg_type: 'interactive' });
      message.revision += 1;
      return context.json({ code: 0, msg: 'success', data: {} });
    })
    .get('/:id/resources/:key', (context) => {
      const { id, key } = context.req.param();
      const resource = world.resources.get(key);
      const type = context.req.query('type');
      if (type !== 'image' && type !== 'file') throw new Refusal(234001, 'Invalid request param.');
      if (resource?.messageId !== messageOf(id).messageId || key.startsWith('img') !== (type === 'image'))
        throw new Refusal(234003, 'File not in msg.');
      return context.body(Uint8Array.from(resource.bytes), 200, { 'content-type': 'application/octet-stream' });
    })
    .delete('/:id', (context) => {
      messageOf(context.req.param('id')).recalled = true;
      return context.json({ code: 0, msg: 'success', data: {} });
    })
    .patch('/:id/:means{urgent_(?:app|sms|phone)}', async (context) => {
      const message = messageOf(context.req.param('id'));
      if (message.from !== world.bot.id) throw new Refusal(230017, 'The bot is not the owner of the message.');
      const { user_id_list: people } = await context.req.json<{ user_id_list: string[] }>();
      const inside = (id: string) => world.people.has(id) && !world.unreachable.has(id);
      world.urgent.push({
        messageId: message.messageId,
        people: people.filter(inside),
        means: context.req.param('means').slice('urgent_'.length),
      });
      return context.json({ code: 0, msg: 'success', data: { invalid_user_id_list: people.filter((id) => !inside(id)) } });
    });
}

/** The p2p chat with a person, made when first written to. */
function privateChat(world: World, person: string): EmulatedChat | undefined {
  if (!world.people.has(person)) return undefined;
  if (world.unreachable.has(person)) throw new Refusal(230013, 'Bot has NO availability to this user.');
  const id = `oc_p2p_${person}`;
  const chat = world.chats.get(id) ?? { id, kind: 'p2p', people: [person], botInside: true };
  world.chats.set(id, chat);
  return chat;
}

/** The content string when the platform would take it. @throws Refusal */
function checkContent(world: World, body: Body): string {
  const { content, msg_type: type } = body;
  if (typeof content !== 'string') throw new Refusal(230001, 'ext=content is not a string in json format.');
  try {
    JSON.parse(content);
  } catch {
    throw new Refusal(230001, 'ext=content is not a string in json format.');
  }
  if (type === 'interactive') {
    try {
      const keys = [...content.matchAll(/"img_key":"([^"]+)"/g)].map(([, key]) => key);
      checkCard(content);
      if (keys.some((key) => !world.uploads.some((upload) => upload.key === key)))
        throw new CardRefused(230099, 'Failed to create card content, ext=ErrCode: 200570; ErrMsg: image key is invalid');
    } catch (error) {
      if (error instanceof CardRefused) throw new Refusal(error.code, error.message);
      throw error;
    }
  } else if (type !== 'text' && type !== 'post') throw new Refusal(230001, 'ext=invalid msg_type.');
  if (Buffer.byteLength(content) > (type === 'text' ? textBytes : postBytes))
    throw new Refusal(230025, 'The length of the message content reaches its limit.');
  reviewWords(world, { type: String(type), content });
  return content;
}

/** Data-loss prevention and sensitivity review, facts/messengers §2.3.7. */
function reviewWords(world: World, message: { type: string; content: string }): void {
  const { text, mentions } = see({ ...message, messageId: '', chat: '', from: '', createdAt: 0, revision: 0, recalled: false });
  if (
    /[\w.+-]+@[\w-]+\.[\w.]+/.test(text) ||
    /\+\d[\d ()-]{7,}\d/.test(text) ||
    /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/.test(text)
  )
    throw new Refusal(230028, 'The messages do NOT pass the audit, ext=contain sensitive data.');
  for (const word of world.sensitive)
    if (text.includes(word)) throw new Refusal(230022, 'The content of the message contains sensitive information.');
  // An id that is nobody's makes the send fail, on a card as in a mention (§2.4).
  mentions.push(...[...message.content.matchAll(/"tag":"person","user_id":"([^"]+)"/g)].map(([, id]) => id!));
  const stranger = mentions.find((id) => id !== 'all' && id !== world.bot.id && !world.people.has(id));
  if (stranger) throw new Refusal(230001, `ext=invalid user id ${stranger}.`);
}
