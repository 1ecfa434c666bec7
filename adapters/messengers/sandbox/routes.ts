import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import * as z from 'zod';
import { tapActions } from '../../../cards/card.ts';
import { GengfuError } from '../../../src/errors.ts';
import type { Inbound, Tap } from '../../../src/ports/messenger.ts';
import type { Texts } from '../../../src/texts/texts.ts';
import { givenFiles } from '../../../src/web/given-file.ts';
import { readJson } from '../../../src/web/read-json.ts';
import { sameOriginOnly } from '../../../src/web/same-origin.ts';
import type { SandboxMessage } from '../../../src/web/sandbox-chat.ts';
import { answerTap } from './answer-tap.ts';
import type { ChatLog } from './chat-log.ts';

const tapRequest = z.object({
  messageId: z.string(),
  action: z.enum(tapActions),
  person: z.string(),
  form: z.record(z.string(), z.string()).default({}),
  /** Version of the card that was looked at; absent = the one that stands now. */
  version: z.number().int().optional(),
  /** Two taps with the same id are one. */
  eventId: z.string().max(100).optional(),
});

const sayRequest = z
  .object({
    chat: z.string().min(1),
    person: z.string().min(1),
    text: z.string().max(20_000),
    files: givenFiles,
    quotes: z.string().optional(),
    eventId: z.string().max(100).optional(),
  })
  .refine(({ text, files }) => text !== '' || files.length > 0, { path: ['text'], message: 'words or files' });

const listQuery = z.object({
  chat: z.string().optional(),
  after: z.coerce.number().int().default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(5_000),
});

/** The sandbox's JSON interface of the chat; kept stable because tests and other programs drive it. */
export function sandboxRoutes(options: {
  log: ChatLog;
  team: () => Promise<{ id: string; name: string }[]>;
  /** Groups the bot has been in, by the chat's id. */
  groups: () => Promise<string[]>;
  /** Asked for with every push; knows that something came. */
  inbound: () => Inbound;
  texts: Texts;
}): Hono {
  const { log, team, groups, inbound, texts } = options;
  const routes = new Hono();
  routes.use('/sandbox/*', sameOriginOnly);

  routes.get('/sandbox/api/messages', async (c) => {
    const query = listQuery.safeParse(c.req.query());
    if (!query.success) {
      const field = String(query.error.issues[0]?.path[0]);
      throw new GengfuError(
        'invalid_input',
        { field },
        { message: `${field}: write a whole number; after is a seq, limit is from 1 to 10000` },
      );
    }
    const { chat, after, limit } = query.data;
    if (chat !== undefined) await requireChat(chat);
    return c.json({ messages: await log.since({ chat, after, most: limit }) });
  });

  routes.get('/sandbox/api/stream', (c) =>
    streamSSE(c, async (stream) => {
      const closed = Promise.withResolvers<void>();
      stream.onAbort(() => closed.resolve());
      const send = (message: SandboxMessage) =>
        stream.writeSSE({ event: 'message', id: String(message.seq), data: JSON.stringify(message) });
      let after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0);
      let missed: SandboxMessage[] | null = [];
      const unsubscribe = log.onChange((message) => void (missed ? missed.push(message) : send(message)));
      // First what was missed, page by page, then what came meanwhile: nothing is skipped and nothing goes backwards.
      for (let page = await log.since({ after, most: 500 }); page.length > 0; page = await log.since({ after, most: 500 })) {
        for (const message of page) await send(message);
        after = page.at(-1)!.seq;
      }
      for (const message of missed) if (message.seq > after) await send(message);
      missed = null;
      const beat = setInterval(() => void stream.writeSSE({ event: 'beat', data: '' }), 20_000);
      await closed.promise;
      clearInterval(beat);
      unsubscribe();
    }),
  );

  routes.post('/sandbox/api/tap', async (c) => {
    const request = await readJson(c, tapRequest);
    await requirePerson(request.person);
    const message = await log.get(request.messageId);
    if (!message?.card) throw new GengfuError('not_found', {}, { message: 'no such card' });
    const tap: Tap = {
      messenger: 'sandbox',
      eventId: request.eventId ?? randomUUID(),
      chat: message.chat,
      messageId: message.id,
      person: { id: request.person },
      action: request.action,
      ticket: message.ticket ?? 0,
      version: request.version ?? message.version,
      form: request.form,
    };
    const answer = await answerTap(inbound(), tap, texts);
    if (answer.card) await log.redraw(message.id, answer.card);
    return c.json({ toast: answer.toast.text, toastType: answer.toast.type, card: answer.card });
  });

  routes.post('/sandbox/api/say', async (c) => {
    const request = await readJson(c, sayRequest);
    const eventId = request.eventId ?? randomUUID();
    const people = await team();
    const speaker = people.find(({ id }) => id === request.person);
    // Whoever has a code may come in with it: that is how somebody new becomes known.
    if (!speaker && !bindsWithCode.test(request.text)) await requirePerson(request.person);
    await requireChat(request.chat);
    const said = await log.post({
      id: `${request.chat}-${eventId}`,
      chat: request.chat,
      person: request.person,
      text: [request.text, ...request.files.map(({ name }) => `📎 ${name}`)].filter(Boolean).join('\n'),
    });
    const { messageIds } = await inbound().said({
      messenger: 'sandbox',
      eventId,
      messageId: said.id,
      chat: request.chat,
      chatKind: request.chat.startsWith('@') ? 'direct' : 'group',
      person: { id: request.person, name: speaker?.name },
      // In a group the bot is spoken to by name; here everything is said to it.
      text: request.text.replace(/^@(?:更夫|gengfu|机器人|bot)\s*/iu, ''),
      mentions: people.filter(({ name }) => request.text.includes(`@${name}`)),
      quotes: request.quotes,
      files: request.files.map(({ name, data }) => ({ name, read: async () => Buffer.from(data, 'base64') })),
    });
    const answers = await Promise.all(messageIds.map((id) => log.get(id)));
    return c.json({ messages: answers.filter((message) => message !== null) });
  });

  return routes;

  async function requirePerson(person: string): Promise<void> {
    const known = (await team()).map(({ id }) => id);
    if (known.includes(person)) return;
    const message = `nobody is known as "${person}"; there are: ${known.join(', ')}. Somebody new says /bind and the code first`;
    throw new GengfuError('unknown_person', { person }, { message });
  }

  /** A group, or a direct chat: `@` and the person's id. */
  async function requireChat(chat: string): Promise<void> {
    const [known, people] = await Promise.all([groups(), team()]);
    if (known.includes(chat) || people.some(({ id }) => chat === `@${id}`)) return;
    const message = `there is no chat "${chat}"; there are: ${known.join(', ')}, and @ with a person's id for a direct chat`;
    throw new GengfuError('unknown_chat', { chat }, { message });
  }
}

const bindsWithCode = /^\s*(?:@\S+\s+)?[/／]?(?:绑定|bind)\s+\d/iu;
