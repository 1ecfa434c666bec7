import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { age } from './wecom/ageing.ts';
import type { Tampering } from './wecom/callback-crypto.ts';
import { verifyAddress } from './wecom/callbacks.ts';
import type { CallbackAnswer, Delivery } from './wecom/callbacks.ts';
import { cardOf, keysOf, questionsOf } from './wecom/card-controls.ts';
import type { Choices } from './wecom/card-controls.ts';
import { see } from './wecom/client-view.ts';
import type { Seen } from './wecom/client-view.ts';
import { enterChatBody } from './wecom/events.ts';
import type { Said } from './wecom/events.ts';
import type { BotCommand, Node } from './wecom/frames.ts';
import { documentedLimits, documentedWindows } from './wecom/limits.ts';
import type { Limits, Windows } from './wecom/limits.ts';
import { offers, sendPress } from './wecom/presses.ts';
import type { PressOutcome } from './wecom/presses.ts';
import { Pushes } from './wecom/pushes.ts';
import type { PushOutcome } from './wecom/pushes.ts';
import { defaultCodes } from './wecom/refusal.ts';
import type { OpenCodes } from './wecom/refusal.ts';
import { startRival } from './wecom/rival.ts';
import type { Rival } from './wecom/rival.ts';
import { apiRoutes } from './wecom/routes.ts';
import { pushSaid, write } from './wecom/sayings.ts';
import { Sockets } from './wecom/sockets.ts';
import { createWorld, newId, singleChat } from './wecom/world.ts';
import type { Behaviour, EmulatedChat, EmulatedMessage, EmulatedPerson, World } from './wecom/world.ts';

export interface WecomEmulatorOptions extends Partial<Behaviour> {
  botId?: string;
  secret?: string;
  /** May contain spaces. */
  botName?: string;
  /** Of the self-built app that knows names and calls people. */
  corpId?: string;
  corpSecret?: string;
  /** Where events go; `http` needs the address that `deliverTo` sets later, too. */
  delivery?: Delivery;
  /** Shrinks what would take too long to wait for. */
  windows?: Partial<Windows>;
  limits?: Partial<Limits>;
  codes?: Partial<OpenCodes>;
}

/** A message as somebody sees it, with the handles that the bot has for it. */
export type ShownMessage = Omit<EmulatedMessage, 'views'> & Seen & { card?: Node };

interface Pressed {
  /** `messageId`, or the `task_id` or req_id by which the bot knows its message: it is told no message id (§4.1). */
  messageId: string;
  person: string;
  key: string;
  /** Options by question_key; what is left out goes as preselected. */
  selected?: Choices;
}

export type WecomEmulator = Awaited<ReturnType<typeof startWecomEmulator>>;

/** A WeCom corp with one AI bot on loopback, written from facts/messengers §4; the real SDK talks to it. */
export async function startWecomEmulator(options: WecomEmulatorOptions = {}) {
  const world = createWorld({
    delivery: options.delivery ?? { mode: 'ws' },
    botId: options.botId ?? 'aib-emulated',
    secret: options.secret ?? 'emulated-secret',
    bot: { id: options.botId ?? 'aib-emulated', name: options.botName ?? '更夫' },
    corpId: options.corpId ?? 'ww0123456789abcdef',
    corpSecret: options.corpSecret ?? 'emulated-corp-secret',
    windows: { ...documentedWindows, ...options.windows },
    limits: { ...documentedLimits, ...options.limits },
    codes: { ...defaultCodes, ...options.codes },
    streamWithCard: options.streamWithCard ?? 'refused',
    updatedCards: options.updatedCards ?? 'clickable',
    questionsInGroups: options.questionsInGroups ?? 'asked',
    whileOffline: options.whileOffline ?? 'lost',
    repushes: options.repushes ?? 0,
  });
  const sockets = new Sockets(world);
  const pushes = new Pushes(world, sockets);
  const rivals: Rival[] = [];

  const server = createAdaptorServer({ fetch: apiRoutes(world).fetch }) as Server;
  sockets.listen(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const show = (message: EmulatedMessage, person?: string): ShownMessage => {
    const { views: _views, ...rest } = message;
    const card = cardOf(message, person);
    return { ...rest, ...see(message, person), ...(card ? { card } : {}) };
  };
  const say = async (place: { chat: EmulatedChat; person: string }, said: Parameters<typeof write>[2]) => {
    const written = write(world, place, said);
    return pushSaid(pushes, place, written);
  };
  const click = (pressed: Pressed): Promise<PressOutcome> =>
    sendPress({
      world,
      pushes,
      message: messageOf(world, pressed.messageId),
      person: pressed.person,
      key: pressed.key,
      choices: pressed.selected ?? {},
    });

  return {
    url: world.url,
    wsUrl: world.url.replace('http', 'ws'),
    botId: world.botId,
    secret: world.secret,
    corpId: world.corpId,
    corpSecret: world.corpSecret,
    bot: world.bot,

    /**
     * Makes a group with the bot and people in it, or the single chat of one person. Nobody has written there yet, so the
     * bot may not push (facts/messengers §4.2), unless it is `heard`.
     */
    addChat(chat: { id?: string; people: EmulatedPerson[]; kind?: 'group' | 'single'; heard?: boolean }): EmulatedChat {
      for (const person of chat.people) world.people.set(person.id, person);
      const people = chat.people.map(({ id }) => id);
      const heardAt = chat.heard ? Date.now() : null;
      const id = chat.kind === 'single' ? (people[0] ?? '') : (chat.id ?? newId('wr'));
      const added: EmulatedChat = { id, kind: chat.kind ?? 'group', people, botInside: true, heardAt };
      world.chats.set(id, added);
      return added;
    },
    /** Adds a webhook robot to a group. */
    addWebhook({ chat }: { chat: string }): { key: string; url: string } {
      const key = crypto.randomUUID();
      world.webhooks.set(key, { key, chat: chatOf(world, chat).id });
      return { key, url: `${world.url}/cgi-bin/webhook/send?key=${key}` };
    },
    /** A person opens the single chat for the first time today. */
    pushEnterChat(person: string): Promise<PushOutcome> {
      const place = { chat: singleChat(world, person), person };
      const event = { kind: 'enter_chat' as const, ...place, body: enterChatBody(world, place) };
      return pushes.send(event);
    },
    /**
     * A person writes. Mentions are written `@bot` and `@<person id>` and arrive as names. What the bot does not hear is
     * `delivered: false` with 0 attempts: in a group anything without `@bot`, and files, voice and pictures without text.
     */
    async pushMessage(said: {
      chat: string;
      person: string;
      text: string;
      type?: Said['type'];
      files?: Said['files'];
      /** The message quoted; the bot is told only what it says. */
      quotes?: string;
    }): Promise<PushOutcome & { messageId: string }> {
      const chat = said.chat === said.person ? singleChat(world, said.person) : chatOf(world, said.chat);
      const quoted = said.quotes === undefined ? undefined : messageOf(world, said.quotes);
      const { text, type = 'text', files = [], person } = said;
      return say({ chat, person }, { text, type, files, ...(quoted ? { quoted } : {}) });
    },
    /** Pushes an earlier event, clicks included, once more, with the same msgid and a new req_id. */
    repeat: (eventId: string): Promise<PushOutcome> => pushes.repeat(eventId),
    /** A press on a button, submit button or menu entry that this person sees on the card. */
    async press(pressed: Pressed): Promise<PressOutcome> {
      if (!offers(messageOf(world, pressed.messageId), pressed.person, pressed.key))
        throw new Error(`the card of ${pressed.messageId} offers no ${pressed.key}`);
      return click(pressed);
    },
    /** A press that an outdated client sends: any key, whatever the card shows by now. */
    tap: click,
    /** A tap on a `jump_list` entry of type 3, which asks the bot a canned question. */
    async ask(asked: { messageId: string; person: string; question: string }): Promise<PushOutcome & { messageId: string }> {
      const message = messageOf(world, asked.messageId);
      const chat = chatOf(world, message.chat);
      const card = cardOf(message, asked.person);
      if (!card || !questionsOf(card).includes(asked.question)) throw new Error(`the card asks no ${asked.question}`);
      const mention = chat.kind === 'group' && world.questionsInGroups === 'asked' ? '@bot ' : '';
      return say({ chat, person: asked.person }, { text: `${mention}${asked.question}`, type: 'text', files: [] });
    },
    /** Keys of everything that a person can press on a card. */
    offered(messageId: string, person?: string): string[] {
      const card = cardOf(messageOf(world, messageId), person);
      return card ? keysOf(card) : [];
    },
    /** Messages of a chat in order, as they are now, to one person or to those whom no limited update concerned. */
    messages: (chat: string, person?: string): ShownMessage[] =>
      [...world.messages.values()].filter((message) => message.chat === chat).map((message) => show(message, person)),
    message: (messageId: string, person?: string): ShownMessage => show(messageOf(world, messageId), person),
    /** The single chat with a person. */
    privateChat: (person: string): string => person,
    /** Everything that reached the platform, pings included, oldest first. */
    history: () => world.history,
    urgent: () => world.urgent,
    /** Uploads that were finished, over either way. */
    uploads: () => [...world.media.values()],
    /** Subscribed connections: 0 or 1. */
    connections: () => sockets.count,

    /** Refuses the next `times` commands with that name, or calls whose path matches. */
    failNext(failure: ({ cmd: BotCommand } | { path: RegExp }) & { errcode: number; times?: number }): void {
      const matches = (path: string) =>
        'cmd' in failure ? failure.cmd === path : path.startsWith('/') && failure.path.test(path);
      for (let i = 0; i < (failure.times ?? 1); i += 1) world.failures.push({ matches, errcode: failure.errcode });
    },
    dropAcks: (times: number) => sockets.dropAcks(times),
    /** What was to go wrong and has met no call yet. */
    unmet: (): string[] => [
      ...world.failures.map(({ errcode }) => String(errcode)),
      ...Array.from({ length: sockets.silences }, () => 'an ack'),
    ],
    dropConnections: () => sockets.drop(),
    /** Half-open: nothing is answered any more and nothing closed. */
    freezeConnections: () => sockets.freeze(),
    rejectHandshakes: (times: number) => sockets.rejectHandshakes(times),
    /** Sends what no platform would: bytes as they are, frame or not. */
    sendRaw: (bytes: string | Uint8Array) => sockets.sendRaw(bytes),
    /** Another process subscribes with the same bot. */
    async kick(): Promise<Rival> {
      const rival = await startRival(world);
      rivals.push(rival);
      return rival;
    },
    /** Makes a req_id, msgid, message, stream, response_url, media link or id, or access token older. */
    age: (handle: string, ms: number) => age(world, handle, ms),
    /** The same, beyond every limit. */
    expire: (handle: string) => age(world, handle, Infinity),
    removeBot(chat: string): void {
      chatOf(world, chat).botInside = false;
    },
    /** Puts a person outside the self-built app's scope. */
    hide: (person: string) => void world.hidden.add(person),

    /** Changes where events go from now on; a subscriber of the other way is cut off. */
    deliverTo(delivery: Delivery): void {
      world.delivery = delivery;
      if (delivery.mode === 'http') sockets.drop();
    },
    /** Calls the callback address as the console does when it is saved. */
    async verifyAddress(): Promise<{ verified: boolean; answer: CallbackAnswer | null }> {
      if (world.delivery.mode !== 'http') throw new Error('only http delivery has an address to verify');
      return verifyAddress(world.delivery, world.windows.verifyMs);
    },
    /** Sends a forged, replayed, truncated or otherwise spoilt version of an earlier callback. */
    tamper: (eventId: string, how: Tampering): Promise<CallbackAnswer | null> => pushes.tamper(eventId, how),

    async stop(): Promise<void> {
      pushes.stop();
      await Promise.all(rivals.map((rival) => rival.leave()));
      sockets.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

function chatOf(world: World, id: string): EmulatedChat {
  const chat = world.chats.get(id);
  if (!chat) throw new Error(`no chat ${id}`);
  return chat;
}

function messageOf(world: World, id: string): EmulatedMessage {
  const found = [...world.messages.values()].findLast(
    ({ messageId, taskId, reqId }) => messageId === id || taskId === id || reqId === id,
  );
  if (!found) throw new Error(`no message ${id}`);
  return found;
}
