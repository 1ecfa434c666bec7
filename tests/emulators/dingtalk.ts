import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { documentedCaps } from './dingtalk/card-data.ts';
import { see } from './dingtalk/client-view.ts';
import type { Seen } from './dingtalk/client-view.ts';
import { Gateway } from './dingtalk/gateway.ts';
import { standardLimits } from './dingtalk/limits.ts';
import type { LimitOptions } from './dingtalk/limits.ts';
import { createPeople } from './dingtalk/person.ts';
import { Pushes } from './dingtalk/pushes.ts';
import type { PushOutcome } from './dingtalk/pushes.ts';
import { robotMessage } from './dingtalk/robot-message.ts';
import type { MessageOptions, Said } from './dingtalk/robot-message.ts';
import { apiRoutes } from './dingtalk/routes.ts';
import type { RouteOptions } from './dingtalk/routes.ts';
import { Sockets } from './dingtalk/sockets.ts';
import { readTemplate } from './dingtalk/template.ts';
import type { ImportableCard } from './dingtalk/template.ts';
import { createWorld, newId, singleChat } from './dingtalk/world.ts';
import type { EmulatedChat, EmulatedMessage, EmulatedPerson, ParamMap, World } from './dingtalk/world.ts';

export interface DingtalkEmulatorOptions {
  clientId?: string;
  clientSecret?: string;
  /** The AppKey by documentation (facts/messengers §3.5); scene-group robots have another. */
  robotCode?: string;
  /** Published templates: id → the file that the console imports. */
  templates?: Record<string, string | ImportableCard>;
  tokenTtlSeconds?: number;
  ticketTtlMs?: number;
  /** Silence between the SYSTEM frame `disconnect` and the close, about 10 s (§3.2). */
  silentWindowMs?: number;
  /** How often SYSTEM ping comes is not in the facts. */
  pingIntervalMs?: number;
  /** How long a robot message looks for its diagnostic ack. */
  messageAckMs?: number;
  /** Shrinks the ~60 s between two pushes of an event. */
  repushFactor?: number;
  monthlyQuota?: number;
  limits?: Partial<LimitOptions>;
  cardValueBytes?: number;
  messages?: Partial<MessageOptions>;
  routes?: Partial<Pick<RouteOptions, 'repeatedOutTrackId' | 'invalidTokenStatus' | 'sessionWebhookCounts' | 'memberLists'>>;
}

export type ShownMessage = EmulatedMessage & Seen & { card?: ShownCard };

export interface ShownCard {
  templateId: string;
  public: ParamMap;
  /** By userId. */
  private: Record<string, ParamMap>;
  /** How many times its data changed, by PUT or by the answer to a tap. */
  revision: number;
}

export type DingtalkEmulator = Awaited<ReturnType<typeof startDingtalkEmulator>>;

/** A DingTalk organisation on loopback, written from facts/messengers §3; one address serves the new API, the old one and the gateway. */
export async function startDingtalkEmulator(options: DingtalkEmulatorOptions = {}) {
  const clientId = options.clientId ?? 'dingemulatedkey';
  const world = createWorld({
    clientId,
    clientSecret: options.clientSecret ?? 'emulated-secret',
    robotCode: options.robotCode ?? clientId,
    tokenTtlMs: (options.tokenTtlSeconds ?? 7_200) * 1_000,
    monthlyQuota: options.monthlyQuota ?? 10_000,
  });
  const limits = { ...standardLimits, ...options.limits };
  const cardData = { ...documentedCaps, valueBytes: options.cardValueBytes ?? documentedCaps.valueBytes };
  const messageOptions: MessageOptions = { otherMentions: 'kept', sessionTtlMs: 5_400_000, ...options.messages };
  const gateway = new Gateway(world, options.ticketTtlMs ?? 90_000);
  const sockets = new Sockets({
    world,
    gateway,
    silentWindowMs: options.silentWindowMs ?? 10_000,
    pingIntervalMs: options.pingIntervalMs ?? 30_000,
  });
  const pushes = new Pushes({
    world,
    sockets,
    repushFactor: options.repushFactor ?? 0.01,
    messageAckMs: options.messageAckMs ?? 1_000,
  });
  const people = createPeople({ world, pushes, limits: cardData });

  let url = '';
  const base = () => url;
  const app = apiRoutes(
    world,
    {
      limits,
      cardData,
      repeatedOutTrackId: 'refused',
      invalidTokenStatus: 400,
      sessionWebhookCounts: false,
      memberLists: 'open',
      ...options.routes,
    },
    base,
  );
  gateway.mount(app, base);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  sockets.listen(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const addTemplate = (id: string, file: string | ImportableCard, state: 'published' | 'draft' = 'published'): void => {
    world.templates.set(id, { template: readTemplate(id, file), published: state === 'published' });
  };
  for (const [id, file] of Object.entries(options.templates ?? {})) addTemplate(id, file);

  return {
    /** Base of `/v1.0/…`, of the gateway and of the old API. */
    url,
    clientId: world.clientId,
    clientSecret: world.clientSecret,
    robotCode: world.robotCode,
    bot: world.bot,

    /** Imports a template file and publishes it, or leaves it a draft. @throws TemplateRefused */
    addTemplate,
    /** Makes a chat with the bot and people in it; people by userId. */
    addChat(chat: { id?: string; title?: string; people: EmulatedPerson[]; kind?: 'group' | 'single' }): EmulatedChat {
      for (const person of chat.people) world.people.set(person.id, person);
      const added: EmulatedChat = {
        id: chat.id ?? newId('cid'),
        kind: chat.kind ?? 'group',
        title: chat.title ?? '售后',
        people: chat.people.map(({ id }) => id),
        botInside: true,
      };
      world.chats.set(added.id, added);
      return added;
    },
    /** A custom robot of a group; without `secret` and `keyword` it takes everything. */
    addRobot(robot: { chat: string; secret?: string; keyword?: string }): { webhook: string } {
      const accessToken = newId('');
      world.robots.set(accessToken, { accessToken, ...robot });
      return { webhook: `${url}/robot/send?access_token=${accessToken}` };
    },
    /**
     * A person writes. Mentions are written `@bot` and `@<userId>`. In a group the bot only hears what mentions it
     * (facts/messengers §3.3); then the outcome says `attempts: 0`. What nobody acknowledged is lost, not pushed again (§3.2).
     */
    async pushMessage(said: Said): Promise<PushOutcome & { messageId: string }> {
      const chat = chatOf(world, said.chat);
      const messageId = newId('msg');
      world.messages.push({
        messageId,
        chat: chat.id,
        from: said.person,
        type: said.type ?? 'text',
        content: JSON.stringify({ content: said.text }),
        mentions: [],
        createdAt: Date.now(),
        recalled: false,
      });
      if (chat.kind === 'group' && !said.text.includes('@bot')) return { eventId: '', acked: false, attempts: 0, messageId };
      const payload = robotMessage(world, { ...said, base: url, msgId: messageId }, messageOptions);
      return { ...(await pushes.message(payload)), messageId };
    },
    /** An event of a subscription; which of them tell about the bot's groups is not in the facts. */
    pushEvent: (event: { eventType: string; data: Record<string, unknown> }): Promise<PushOutcome> =>
      pushes.event(event.eventType, event.data),
    /** Pushes an earlier frame once more, with the same ids. */
    repeat: (eventId: string): Promise<PushOutcome> => pushes.repeat(eventId),
    /** Payloads that were pushed, oldest first. */
    pushed: () => pushes.payloads(),
    ...people,

    /** Messages of a chat in order, as they are now: words, mentions and links that a person sees; without one, what all see. */
    messages: (chat: string, person: string | null = null): ShownMessage[] =>
      world.messages
        .filter(({ chat: id, recipients }) => id === chat && (person === null || (recipients?.includes(person) ?? true)))
        .map((message) => show(world, message, person)),
    message(messageId: string, person: string | null = null): ShownMessage {
      const message = world.messages.find(({ messageId: id }) => id === messageId);
      if (!message) throw new Error(`no message ${messageId}`);
      return show(world, message, person);
    },
    /** The single chat with a person. */
    privateChat: (person: string): string => singleChat(world, person).id,
    /** Everything that reached the platform, oldest first. */
    history: () => world.history,
    /** What the platform took without a word although it looks or works wrong. */
    faults: () => world.faults,
    urgent: () => world.dings,
    uploads: () => world.uploads,
    connections: () => sockets.count,
    /** Calls made against the monthly quota; `limit` may be set. */
    quota: world.quota,

    /** Refuses the next `times` calls whose path matches; a number is an errcode of the old API. */
    failNext(failure: { path: RegExp; status: number; code: string | number; raw?: unknown; times?: number }): void {
      const { times = 1, ...rest } = failure;
      for (let i = 0; i < times; i += 1) world.failures.push(rest);
    },
    /** Does what the next `times` calls with such a path ask and cuts the line before the answer. */
    loseAnswers(lost: { path: RegExp; times?: number }): void {
      for (let i = 0; i < (lost.times ?? 1); i += 1) world.lostAnswers.push(lost.path);
    },
    /** The next cards are created but hang nowhere: HTTP 200 and `deliverResults[].success: false`. */
    failDeliveries(times: number): void {
      world.failedDeliveries += times;
    },
    /** What was to go wrong and has met no call yet. */
    unmet: (): string[] => [
      ...world.failures.map(({ path, code }) => `${path} ${code}`),
      ...world.lostAnswers.map(String),
      ...Array.from({ length: world.failedDeliveries }, () => 'deliverResults'),
    ],
    /** Makes every token given out so far invalid. */
    invalidateTokens: () => world.tokens.clear(),
    removeBot(chat: string): void {
      chatOf(world, chat).botInside = false;
    },
    /** Puts a person out of the bot's reach. */
    hide: (person: string) => void world.unreachable.add(person),
    flowControl: (person: string) => void world.flowControlled.add(person),
    /** Words that fail the content review of cards from now on. */
    forbid: (word: string) => void world.sensitive.add(word),
    /** The client of a person forgets local values, as when the chat is switched (§3.5). */
    switchChat: (messageId: string, person: string) => void world.cards.get(messageId)?.local.delete(person),
    dropConnections: () => sockets.drop(),
    /** Half-open: nothing is answered any more and nothing closed. */
    freezeConnections: () => sockets.freeze(),
    rejectHandshakes: (rejection: { times: number } | { until: number }) => sockets.reject(rejection),
    /** The SYSTEM frame `disconnect`, silence, then the close. */
    sendDisconnect: () => sockets.disconnect(),
    /** Sends what no platform would: bytes as they are, frame or not. */
    sendRaw: (bytes: string | Uint8Array) => sockets.sendRaw(bytes),
    /** SYSTEM ping to every connection; true when all echoed it. */
    ping: () => sockets.ping(),
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

function show(world: World, message: EmulatedMessage, person: string | null): ShownMessage {
  const card = world.cards.get(message.messageId);
  if (!card) return { ...message, ...see(world, message, person) };
  const { template, public: everybody, private: own, revision } = card;
  const shown: ShownCard = { templateId: template.id, public: everybody, private: Object.fromEntries(own), revision };
  return { ...message, ...see(world, message, person), card: shown };
}

function chatOf(world: World, id: string): EmulatedChat {
  const chat = world.chats.get(id);
  if (!chat) throw new Error(`no chat ${id}`);
  return chat;
}
