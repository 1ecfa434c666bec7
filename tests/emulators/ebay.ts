import { Hono } from 'hono';
import { Deliveries } from './ebay/deliveries.ts';
import type { DeliveryRules, PushRecord } from './ebay/deliveries.ts';
import { createFailures } from './ebay/failures.ts';
import type { Failure } from './ebay/failures.ts';
import { forge, signedPush } from './ebay/forging.ts';
import type { ForgedPush, Forgery } from './ebay/forging.ts';
import { messageHappening, revocationHappening } from './ebay/happenings.ts';
import { authorizeRoutes } from './ebay/oauth-routes.ts';
import type { App } from './ebay/oauth-routes.ts';
import { createQuotas } from './ebay/quotas.ts';
import type { Resource } from './ebay/quotas.ts';
import { mountApi } from './ebay/routes.ts';
import type { ApiRules } from './ebay/routes.ts';
import { knownScopes } from './ebay/scopes.ts';
import { listen, watch } from './ebay/server.ts';
import { createShop } from './ebay/shop.ts';
import { createSigningKey } from './ebay/signing.ts';
import { createSite } from './ebay/site.ts';
import { Tokens } from './ebay/tokens.ts';
import { topicIds } from './ebay/topics.ts';
import type { TopicId } from './ebay/topics.ts';
import { immutableId } from './ebay/world.ts';
import type { Received, World } from './ebay/world.ts';

export interface EbayEmulatorOptions extends Partial<DeliveryRules>, Partial<ApiRules> {
  now?: () => number;
  /** Name of the seller's account. */
  username?: string;
  /** What the refresh token in `credentials` may do. Default: everything. */
  scopes?: string[];
  /** Whether replies and pushes show names, or the immutable ids that replace them since 2025-09-26 (§4.1). */
  usernames?: World['usernames'];
  marketplace?: string;
  /** Calls a day, instead of the documented ones. */
  dailyLimits?: Partial<Record<Resource, number>>;
  /** Where alerts of the Notification API go; null = not given yet, so nothing can be set up. */
  alertEmail?: string | null;
  /** Where the RuName leads. */
  acceptUrl?: string;
}

export type EbayEmulator = Awaited<ReturnType<typeof startEbay>>;

/** A message that the API sent, as the buyer has it. */
export interface Seen {
  thread: string;
  text: string;
  messageId: string;
  buyer: string;
  at: number;
  pictures: string[];
}

/** eBay on loopback, written from facts/marketplaces §4: one seller, one application. */
export async function startEbay(options: EbayEmulatorOptions = {}) {
  const now = options.now ?? Date.now;
  const username = options.username ?? 'acme_store';
  const world = createWorld(now, username, options);
  const tokens = new Tokens(now);
  const deliveries = new Deliveries(createSigningKey(), now, {
    repushFactor: options.repushFactor ?? 0.001,
    retryAfterMs: options.retryAfterMs ?? [180_000, 180_000],
    deletionAgainMs: options.deletionAgainMs ?? 180_000,
    ackWithinMs: options.ackWithinMs ?? 3_000,
  });
  const failures = createFailures();
  const settings = { alertEmail: options.alertEmail === undefined ? 'alerts@shop.example' : options.alertEmail };
  const oauthApp: App = {
    clientId: 'Gengfu-Desk-PRD-a1b2c3d4e-5f607182',
    clientSecret: 'PRD-a1b2c3d4e5f6-0718-4293-a4b5-c6d7',
    ruName: 'Gengfu-GengfuDesk-Gengfu-qwertyuio',
    acceptUrl: options.acceptUrl ?? 'https://desk.example/stores/ebay/accepted',
    consent: 'grant',
  };

  let apiUrl = '';
  const site = createSite(world, deliveries, () => `${apiUrl}/pictures`);
  const { shipped, ...shop } = createShop(world, deliveries);

  const api = new Hono();
  watch(api, world, failures);
  mountApi(api, {
    world,
    tokens,
    deliveries,
    settings,
    oauthApp,
    shipped,
    sendTest: (topic) => deliveries.emit(madeUp(world, topic)),
    rules: {
      unknownConversationStatus: options.unknownConversationStatus ?? 400,
      messageOrder: options.messageOrder ?? 'newest_first',
      postOrderAuthorization: options.postOrderAuthorization ?? ['IAF'],
      digitalSignatures: options.digitalSignatures ?? 'not_asked',
      decommissioned: options.decommissioned ?? [],
    },
  });
  const auth = new Hono();
  watch(auth, world, failures);
  auth.route('/', authorizeRoutes(tokens, oauthApp));

  const servers = [await listen(api), await listen(auth)] as const;
  apiUrl = servers[0].url;

  const credentials = {
    clientId: oauthApp.clientId,
    clientSecret: oauthApp.clientSecret,
    ruName: oauthApp.ruName,
    refreshToken: tokens.refreshToken(options.scopes ?? knownScopes),
    username,
    userId: world.seller.userId,
    /** For the endpoint: 32–80 of `[A-Za-z0-9_-]`. */
    verificationToken: 'a-verification-token-of-at-least-32-chars',
    scopes: options.scopes ?? knownScopes,
  };

  async function stop(): Promise<void> {
    deliveries.stop();
    await Promise.all(servers.map(({ close }) => close()));
  }

  return {
    /** Named after the hosts: api.ebay.com, auth.ebay.com. */
    baseUrls: { api: servers[0].url, auth: servers[1].url },
    credentials,
    ...site,
    ...shop,

    /** What the buyer saw from the API, in order. Silently blocked messages are not among it. */
    sent: (): Seen[] =>
      world.messages
        .filter(({ via, blocked }) => via === 'api' && !blocked)
        .map((message) => ({
          thread: message.thread,
          text: message.text,
          messageId: message.messageId,
          buyer: message.to,
          at: message.at,
          pictures: message.media.map(({ mediaUrl }) => mediaUrl),
        })),
    /** Sent messages with such words are accepted and never shown (§4.2). */
    blockSilently: (word: RegExp): void => void world.blockedWords.push(word),
    /** What the seller said in a return, an inquiry or a case through the API. */
    saidIn: (request: string): string[] => world.requests.find(({ id }) => id === request)?.said.map(({ text }) => text) ?? [],
    answersTo: (feedbackId: string): string[] =>
      world.feedback.find((each) => each.feedbackId === feedbackId)?.answers.map(({ text }) => text) ?? [],

    /**
     * The developer site's own form: registers an endpoint after its challenge and subscribes every topic. null takes all
     * destinations and subscriptions away, those made over the API too.
     */
    async deliverTo(url: string | null, on: { verificationToken?: string; topics?: readonly TopicId[] } = {}): Promise<void> {
      deliveries.subscriptions.clear();
      deliveries.destinations.clear();
      if (url === null) return;
      const verificationToken = on.verificationToken ?? credentials.verificationToken;
      if (!(await deliveries.challenge(url, verificationToken))) throw new Error(`${url} failed the challenge`);
      const destinationId = 'console';
      deliveries.destinations.set(destinationId, {
        destinationId,
        name: 'console',
        status: 'ENABLED',
        endpoint: url,
        verificationToken,
      });
      for (const topicId of on.topics ?? topicIds)
        deliveries.subscriptions.set(topicId, {
          subscriptionId: topicId,
          topicId,
          status: 'ENABLED',
          destinationId,
          schemaVersion: '1.0',
          createdAt: now(),
        });
    },
    losePushes(mode: 'on' | 'off'): void {
      deliveries.losing = mode;
    },
    pushed: (): PushRecord[] => [...deliveries.pushed],
    /** The same push again; by the id of what it was about: a message, an order, a request, a user. */
    repush: (id: string): Promise<number> => deliveries.again(id),
    /** Keeps pushes back … */
    holdPushes: (): void => deliveries.hold(),
    /** … and lets them go newest first: eBay promises no order. */
    releasePushes: (): void => deliveries.release(),
    forge: async (kind: Forgery, topic: TopicId = 'NEW_MESSAGE'): Promise<ForgedPush> => forge(deliveries, kind, topic),
    /** A body of one's own with a signature that is right. */
    sign: (body: Uint8Array): ForgedPush => signedPush(deliveries, body),
    destinationStatus: (): string[] => [...deliveries.destinations.values()].map(({ status }) => status),

    failNext: (failure: Failure): void => failures.add(failure),
    /** Takes back whatever `failNext` has not used up. */
    heal: (): void => failures.clear(),
    expireAccessTokens: (): void => tokens.expireAccess(),
    /** The seller changes the password: tokens stop working, and the topic is pushed. */
    revokeAuthorisation(): void {
      tokens.revoke();
      deliveries.emit(revocationHappening(world));
    },
    tokensIssued: (): { at: number; grant: string; scopes: string[] }[] => [...tokens.issued],
    callsToday: (resource: Resource): number => world.quotas.used(resource),
    decideConsent(decision: App['consent']): void {
      oauthApp.consent = decision;
    },
    registerAcceptUrl(url: string): void {
      oauthApp.acceptUrl = url;
    },
    history: (): Received[] => [...world.history],
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function createWorld(now: () => number, username: string, options: EbayEmulatorOptions): World {
  let last = 100;
  return {
    now,
    seller: { username, userId: immutableId(username), fullName: username },
    usernames: options.usernames ?? 'plain',
    marketplace: options.marketplace ?? 'EBAY_US',
    members: new Map(),
    conversations: new Map(),
    messages: [],
    orders: new Map(),
    requests: [],
    feedback: [],
    standards: new Map(),
    serviceMetrics: new Map(),
    pictures: new Map(),
    history: [],
    quotas: createQuotas(now, options.dailyLimits ?? {}),
    blockedWords: [],
    nextId: () => (last += 1),
  };
}

/** What `POST /subscription/{id}/test` sends: rightly signed, about things that cannot be read. */
function madeUp(world: World, topic: TopicId) {
  const message = {
    messageId: '5498561796019',
    thread: '9394020427474',
    from: 'sender',
    to: world.seller.username,
    text: 'test',
    subject: 'test',
    at: world.now(),
    read: false,
    media: [],
    via: 'site',
  } as const;
  return { ...messageHappening(world, { ...message, media: [] }, 'NEW_MESSAGE'), topic };
}
