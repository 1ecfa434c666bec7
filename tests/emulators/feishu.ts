import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { encryptBody, signatureHeaders } from './feishu/callback-crypto.ts';
import { see } from './feishu/client-view.ts';
import type { Seen } from './feishu/client-view.ts';
import { botAddedEvent, messageEvent } from './feishu/events.ts';
import type { FeishuEvent } from './feishu/events.ts';
import { Pushes } from './feishu/pushes.ts';
import type { Delivery, PushOutcome } from './feishu/pushes.ts';
import { apiRoutes } from './feishu/routes.ts';
import { Sockets } from './feishu/sockets.ts';
import type { ClientConfig } from './feishu/sockets.ts';
import { controlsOf, inputsOf, sendTap } from './feishu/taps.ts';
import type { Control, TapOutcome } from './feishu/taps.ts';
import { createWorld, newId } from './feishu/world.ts';
import type { EmulatedChat, EmulatedMessage, EmulatedPerson, World } from './feishu/world.ts';

export interface FeishuEmulatorOptions {
  appId?: string;
  appSecret?: string;
  /** Where events go; `http` needs the address that `deliverTo` sets later, too. */
  delivery?: Delivery;
  /** Shrinks the 15 s, 5 min, 1 h, 6 h between two pushes of an event. */
  repushFactor?: number;
  /** Seconds. */
  clientConfig?: Partial<ClientConfig>;
  tokenTtlSeconds?: number;
}

export type ShownMessage = EmulatedMessage & Seen & { card?: Record<string, unknown> };

export type FeishuEmulator = Awaited<ReturnType<typeof startFeishuEmulator>>;

/** A Feishu tenant on loopback, written from facts/messengers §2; the real SDK talks to it over HTTP and WebSocket. */
export async function startFeishuEmulator(options: FeishuEmulatorOptions = {}) {
  const world = createWorld({
    appId: options.appId ?? 'cli_a1b2c3d4e5f60718',
    appSecret: options.appSecret ?? 'emulated-secret',
    tokenTtlMs: (options.tokenTtlSeconds ?? 7_200) * 1_000,
  });
  const config: ClientConfig = {
    ReconnectCount: -1,
    ReconnectInterval: 120,
    ReconnectNonce: 30,
    PingInterval: 120,
    ...options.clientConfig,
  };
  const sockets = new Sockets(world, config);
  const pushes = new Pushes(sockets, options.delivery ?? { mode: 'ws' }, options.repushFactor ?? 0.01);
  const pushed = new Map<string, FeishuEvent>();
  const taps = new Map<string, () => Promise<TapOutcome>>();

  const app = apiRoutes(world);
  let url = '';
  sockets.mount(app, () => url);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  sockets.listen(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const token = () => (pushes.delivery.mode === 'http' ? (pushes.delivery.verificationToken ?? '') : '');
  const remember = (event: FeishuEvent) => {
    pushed.set(event.header.event_id, event);
    return event;
  };

  return {
    url,
    appId: world.appId,
    appSecret: world.appSecret,
    bot: world.bot,

    /** Makes a group with the bot and people in it; names by open_id. */
    addChat(chat: { id?: string; people: EmulatedPerson[]; kind?: 'group' | 'p2p' }): EmulatedChat {
      for (const person of chat.people) world.people.set(person.id, person);
      const added = {
        id: chat.id ?? newId('oc'),
        kind: chat.kind ?? 'group',
        people: chat.people.map(({ id }) => id),
        botInside: true,
      };
      world.chats.set(added.id, added);
      return added;
    },
    /** Tells the bot that it was added to a chat. */
    pushBotAdded: (chat: string, operator: string): Promise<PushOutcome> =>
      pushes.event(remember(botAddedEvent(world, token(), chat, operator))),
    /**
     * A person writes. Mentions are written `@bot`, `@all`, `@<open_id>`. In a group the bot only hears what mentions it
     * (facts/messengers §0.1); then the outcome says `acked: false, attempts: 0`.
     */
    async pushMessage(said: {
      chat: string;
      person: string;
      text: string;
      type?: 'text' | 'post' | 'image' | 'file';
      /** Pictures of a post, or the one picture or file. */
      files?: { name: string; bytes: Uint8Array }[];
      parentId?: string;
    }): Promise<PushOutcome & { messageId: string }> {
      const chat = chatOf(world, said.chat);
      const message: EmulatedMessage = {
        messageId: newId('om'),
        chat: chat.id,
        from: said.person,
        type: said.type ?? 'text',
        content: '{}',
        createdAt: Date.now(),
        revision: 0,
        recalled: false,
        ...(said.parentId ? { parentId: said.parentId } : {}),
      };
      world.messages.set(message.messageId, message);
      const event = remember(
        messageEvent(world, token(), { message, chat, text: said.text, type: said.type ?? 'text', files: said.files ?? [] }),
      );
      const heard = chat.kind === 'p2p' || said.text.includes('@bot');
      const outcome = heard ? await pushes.event(event) : { eventId: event.header.event_id, acked: false, attempts: 0 };
      return { ...outcome, messageId: message.messageId };
    },
    /** Pushes an earlier event once more, with the same id. */
    async repeat(eventId: string): Promise<PushOutcome> {
      const event = pushed.get(eventId);
      if (!event) throw new Error(`nothing was pushed as ${eventId}`);
      return pushes.event(event);
    },
    /** Pushes an earlier tap once more. The platform does not (facts/messengers §2.2.2); a proxy on the way may. */
    async repeatTap(eventId: string): Promise<TapOutcome> {
      const again = taps.get(eventId);
      if (!again) throw new Error(`nobody tapped as ${eventId}`);
      return again();
    },
    /** A tap on the control that sends exactly `value`. */
    tap(tapped: {
      messageId: string;
      person: string;
      value: Record<string, unknown>;
      formValue?: Record<string, string>;
      option?: string;
    }): Promise<TapOutcome> {
      const message = messageOf(world, tapped.messageId);
      const control = controlsOf(message).find(({ value }) => JSON.stringify(value) === JSON.stringify(tapped.value));
      return sendTap({
        world,
        pushes,
        token: token(),
        onPushed: (eventId, again) => taps.set(eventId, again),
        message,
        ...tapped,
        control: control ?? { tag: 'button', value: tapped.value },
      });
    },
    /** A tap on the button, picker or form of an action, whatever the card looks like. Fields by their neutral name. */
    press(pressed: { messageId: string; person: string; action: string; form?: Record<string, string> }): Promise<TapOutcome> {
      const message = messageOf(world, pressed.messageId);
      const control = controlsOf(message).find(({ value }) => value.a === pressed.action);
      if (!control) throw new Error(`the card of ${pressed.messageId} offers no ${pressed.action}`);
      return sendTap({
        world,
        pushes,
        token: token(),
        onPushed: (eventId, again) => taps.set(eventId, again),
        message,
        person: pressed.person,
        control,
        ...filledIn(control, pressed.form ?? {}),
      });
    },
    /** Actions that the card of a message offers. */
    offered: (messageId: string): string[] => controlsOf(messageOf(world, messageId)).map(({ value }) => String(value.a)),
    /** Messages of a chat in order, as they are now: words, mentions and links that a person sees, and the card. */
    messages: (chat: string): ShownMessage[] =>
      [...world.messages.values()].filter(({ chat: id, onlyFor }) => id === chat && onlyFor === undefined).map(show),
    /** Cards in a group that this person alone sees. */
    whispered: (person: string): ShownMessage[] =>
      [...world.messages.values()].filter(({ onlyFor }) => onlyFor === person).map(show),
    message: (messageId: string): ShownMessage => show(messageOf(world, messageId)),
    /** The p2p chat with a person, once the bot has written to it. */
    privateChat: (person: string): string => `oc_p2p_${person}`,
    /** Everything that reached the platform, oldest first. */
    history: () => world.history,
    urgent: () => world.urgent,
    uploads: () => world.uploads,
    connections: () => sockets.count,

    /** Refuses the next `times` calls whose path matches. */
    failNext(failure: { path: RegExp; status: number; code: number; headers?: Record<string, string>; times?: number }): void {
      const { times = 1, headers = {}, ...rest } = failure;
      for (let i = 0; i < times; i += 1) world.failures.push({ ...rest, headers });
    },
    /** Does what the next `times` calls with such a path ask and cuts the line before the answer. */
    loseAnswers(lost: { path: RegExp; times?: number }): void {
      for (let i = 0; i < (lost.times ?? 1); i += 1) world.lostAnswers.push(lost.path);
    },
    /** What was to go wrong and has met no call yet. */
    unmet: (): string[] => [...world.failures.map(({ path, code }) => `${path} ${code}`), ...world.lostAnswers.map(String)],
    /** Takes back whatever `failNext` has not used up. */
    heal: () => void world.failures.splice(0),
    /** Makes every tenant token given out so far invalid. */
    invalidateTokens: () => world.tokens.clear(),
    recall(messageId: string): void {
      messageOf(world, messageId).recalled = true;
    },
    /** Makes a message older. */
    age(messageId: string, ms: number): void {
      messageOf(world, messageId).createdAt -= ms;
    },
    removeBot(chat: string): void {
      chatOf(world, chat).botInside = false;
    },
    /** The tenant has not granted, or takes back, what the app asked for. */
    revokeScope: (scope: string) => void world.scopes.set(scope, false),
    /** Puts a person outside the app's availability range. */
    hide: (person: string) => void world.unreachable.add(person),
    /** A group in which nothing can be said under a message. */
    forbidThreads(chat: string): void {
      chatOf(world, chat).noThreads = true;
    },
    /** A group in which no card can be shown to one person. */
    forbidEphemeral(chat: string): void {
      chatOf(world, chat).noEphemeral = true;
    },
    /** Words that fail the review from now on. */
    forbid: (word: string) => void world.sensitive.add(word),
    dropConnections: () => sockets.drop(),
    /** Half-open: nothing is answered any more and nothing closed. */
    freezeConnections: () => sockets.freeze(),
    rejectHandshakes: (times: number) => sockets.rejectHandshakes(times),
    /** Codes that the next calls of `/callback/ws/endpoint` answer, e.g. 1, 514, 1000040350. */
    refuseEndpoint: (...codes: number[]) => sockets.refuseEndpoint(...codes),
    /** Sends what no platform would: bytes as they are, frame or not. */
    sendRaw: (bytes: string | Uint8Array) => sockets.sendRaw(bytes),
    /** Cuts every event into so many frames. */
    splitFrames(parts: number): void {
      sockets.parts = parts;
    },
    /** Changes where events go from now on. */
    deliverTo(delivery: Delivery): void {
      pushes.delivery = delivery;
    },
    /** Calls the callback address as the console does when it is saved. */
    async challenge(token: string): Promise<{ status: number; body: unknown }> {
      if (pushes.delivery.mode !== 'http') throw new Error('only http delivery has an address to verify');
      const json = JSON.stringify({ type: 'url_verification', challenge: 'ajls384kdjx98XX', token });
      const { url: address, encryptKey } = pushes.delivery;
      return postCallback(address, encryptKey ? encryptBody(json, encryptKey) : json, {});
    },
    postCallback,
    signatureHeaders,
    encryptBody,
    async stop(): Promise<void> {
      pushes.stop();
      sockets.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

async function postCallback(
  address: string,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return { status: response.status, body: await response.json().catch(() => null) };
}

function show(message: EmulatedMessage): ShownMessage {
  const card = message.type === 'interactive' ? (JSON.parse(message.content) as Record<string, unknown>) : undefined;
  return { ...message, ...see(message), ...(card ? { card } : {}) };
}

function chatOf(world: World, id: string): EmulatedChat {
  const chat = world.chats.get(id);
  if (!chat) throw new Error(`no chat ${id}`);
  return chat;
}

function messageOf(world: World, id: string): EmulatedMessage {
  const message = world.messages.get(id);
  if (!message) throw new Error(`no message ${id}`);
  return message;
}

/** Finds the inputs whose name is, or ends in, the neutral field name. */
function filledIn(control: Control, fields: Record<string, string>): { formValue?: Record<string, string>; option?: string } {
  if (!control.form) return control.tag === 'button' ? {} : { option: Object.values(fields)[0] ?? '' };
  const formValue: Record<string, string> = {};
  for (const [field, value] of Object.entries(fields)) {
    const input = inputsOf(control.form).find(({ name }) => new RegExp(`(^|[^A-Za-z0-9])${field}$`).test(String(name)));
    if (!input) throw new Error(`the form has no field ${field}`);
    formValue[String(input.name)] = value;
  }
  return { formValue };
}
