import { forge } from './lazada-tiktok/forge.ts';
import type { Forgery, ForgedPush } from './lazada-tiktok/forge.ts';
import type { PlannedFailure } from './lazada-tiktok/failures.ts';
import { toMs } from './lazada-tiktok/instants.ts';
import type { Instant } from './lazada-tiktok/instants.ts';
import { Oracle } from './lazada-tiktok/oracle.ts';
import { Pushes } from './lazada-tiktok/pushes.ts';
import { signPush } from './lazada-tiktok/push-signature.ts';
import { serve } from './lazada-tiktok/serve.ts';
import { consent, createAuthHost, issue } from './tiktok/auth-routes.ts';
import { consentAnswer } from './tiktok/consent-page.ts';
import { userIdOf } from './tiktok/buyers.ts';
import { conversationRoutes } from './tiktok/conversation-routes.ts';
import { conversationOf, openConversation, textOf, write } from './tiktok/conversations.ts';
import { createWorld } from './tiktok/create-world.ts';
import { createGateway, envelope } from './tiktok/gateway.ts';
import { messageRoutes } from './tiktok/message-routes.ts';
import type { TiktokOptions } from './tiktok/options.ts';
import { orderRoutes } from './tiktok/order-routes.ts';
import { changeOrder, placeOrder } from './tiktok/orders.ts';
import type { OrderChange, PlacedOrder } from './tiktok/orders.ts';
import { keepPicture, pictureAnswer } from './tiktok/pictures.ts';
import type { WrittenPicture } from './tiktok/pictures.ts';
import { push, pushConversation } from './tiktok/push-bodies.ts';
import { returnRoutes } from './tiktok/return-routes.ts';
import { decide, openReturn } from './tiktok/returns.ts';
import type { Decision, OpenedReturn } from './tiktok/returns.ts';
import { seconds } from './tiktok/world.ts';
import type { Conversation, Message, Role } from './tiktok/world.ts';

export type TiktokEmulator = Awaited<ReturnType<typeof startTiktok>>;

export interface BuyerWrites {
  /** The id the buyer has in messages; default 73940001. */
  buyer?: string;
  name?: string;
  text: string;
  /** The buyer writes from the page of an order: a BUYER_ENTER_FROM_ORDER message comes first. */
  order?: string;
  thread?: string;
  at?: Instant;
  /** A message of its own, before the words; without words it is the message. */
  picture?: WrittenPicture;
}

/** TikTok Shop's Open API, auth host and webhooks on loopback, written from facts/marketplaces §7. */
export async function startTiktok(options: TiktokOptions = {}) {
  const oracle = new Oracle('tiktok');
  const world = createWorld(options, (plan) => {
    return new Pushes(plan, (body) => {
      const type = String((JSON.parse(body) as { type: number }).type);
      if (oracle.knows('push', type)) oracle.check('push', type, JSON.parse(body));
      return { authorization: signPush(world.app, body) };
    });
  });
  const gateway = createGateway(world, [...conversationRoutes, ...messageRoutes, ...orderRoutes, ...returnRoutes], oracle);
  const authHost = createAuthHost(world, oracle);
  const platform = {
    now: world.now,
    callOf: (pathname: string) => pathname,
    throttled: (ms: number) => ({
      status: 429,
      headers: { 'retry-after': String(Math.ceil(ms / 1_000)) },
      body: envelope(world.codes.throttled, 'Too many requests. Please try again later.', null),
    }),
  };
  const api = await serve({ ...platform, answer: async (asked) => pictureAnswer(world, asked) ?? gateway(asked) });
  const auth = await serve({ ...platform, answer: (asked) => consentAnswer(world, asked) ?? authHost(asked) }, api);
  world.url = api.url;
  const first = issue(world, 'authorized_code');

  const realPush = (): string =>
    world.pushes.lastBody ??
    JSON.stringify({
      type: 1,
      tts_notification_id: '7380066284010030890',
      shop_id: world.shop.id,
      timestamp: seconds(world.now()),
      data: {
        is_on_hold_order: true,
        order_id: '576653688135258178',
        order_status: 'UNPAID',
        update_time: seconds(world.now()),
      },
    });

  return {
    /** Hosts of their own, as paths stand at their roots. */
    baseUrls: { api: api.url, auth: auth.url, services: auth.url },
    credentials: {
      ...world.app,
      accessToken: first.access_token,
      refreshToken: first.refresh_token,
      shopId: world.shop.id,
      shopCipher: world.shop.cipher,
    },
    /** The seller consents again: a code for `/api/v2/token/get`. */
    authorise: () => ({ code: consent(world) }),

    async buyerWrites(wrote: BuyerWrites): Promise<{ messageId: string; thread: string }> {
      const buyer = { imUserId: wrote.buyer ?? '73940001', nickname: wrote.name ?? 'Albert' };
      const known = world.conversations.size;
      const conversation = wrote.thread ? conversationOf(world, wrote.thread) : openConversation(world, buyer);
      if (world.conversations.size > known) pushConversation(world, conversation);
      const said = { role: 'BUYER', at: toMs(wrote.at, world.now()) } as const;
      if (wrote.order)
        write(world, conversation, { ...said, type: 'BUYER_ENTER_FROM_ORDER', content: { order_id: wrote.order } });
      const picture = wrote.picture
        ? write(world, conversation, { ...said, type: 'IMAGE', content: keepPicture(world, wrote.picture) })
        : undefined;
      const message =
        picture && wrote.text === ''
          ? picture
          : write(world, conversation, { ...said, type: 'TEXT', content: { content: wrote.text } });
      return { messageId: message.id, thread: conversation.id };
    },
    /** Somebody answers in Seller Center, or its robot does. */
    sellerWrites: (wrote: { thread: string; text: string; at?: Instant; automatic?: boolean }) =>
      roleWrites({ ...wrote, role: wrote.automatic ? 'ROBOT' : 'CUSTOMER_SERVICE' }),
    /** The platform writes into the chat, e.g. a request to rate it, which is not to be shown. */
    systemWrites: (wrote: { thread: string; text: string; at?: Instant; visible: boolean }) =>
      roleWrites({ ...wrote, role: 'SYSTEM', type: 'NOTIFICATION' }),
    /** The id that orders show for a buyer of messages. */
    userIdOf,
    placeOrder: async (placed: PlacedOrder = {}): Promise<{ id: string }> => ({ id: placeOrder(world, placed).id }),
    changeOrder: async (id: string, change: OrderChange): Promise<void> => changeOrder(world, id, change),
    openReturn: async (opened: OpenedReturn): Promise<{ id: string }> => ({ id: openReturn(world, opened).id }),
    /** TikTok or the seller's page decides. */
    async decideReturn(id: string, decision: Decision): Promise<void> {
      const returned = world.returns.get(id);
      if (!returned) throw new Error(`no return ${id}`);
      decide(world, returned, decision);
    },
    /** A webhook of any other type, with data of the test's own. */
    pushEvent: (type: number, data: Record<string, unknown>): void => push(world, `other-${(world.tick += 1)}`, type, data),

    /** What the buyer saw from the API, oldest first. */
    sent: () =>
      [...world.conversations.values()]
        .flatMap((conversation) =>
          conversation.messages.filter(({ byApi }) => byApi).map((message) => seen(conversation, message)),
        )
        .sort((a, b) => (BigInt(a.messageId) < BigInt(b.messageId) ? -1 : 1)),
    /** Saves the address in Partner Center, which checks nothing that the facts would name. */
    async deliverTo(url: string | null): Promise<void> {
      world.pushes.url = url;
    },
    losePushes: (losing: 'on' | 'off'): void => void (world.pushes.losing = losing),
    pushed: () => world.pushes.attempts,
    /** The same push again, by the id of a message, conversation, order or return. */
    repush: (id: string) => world.pushes.again(id),
    forge: async (kind: Forgery): Promise<ForgedPush> => forge(kind, { body: realPush(), ...world.app }),

    failNext: (failure: PlannedFailure): void => api.failures.plan(failure),
    /** Takes back whatever `failNext` has not used up. */
    heal: (): void => api.failures.clear(),
    /** They are known still, as expired ones. */
    expireAccessTokens(): void {
      for (const token of world.tokens.access.values()) token.expiresAt = 0;
    },
    /** The seller withdraws the consent: type 6 is the last push. */
    revokeAuthorisation(): void {
      world.tokens.revoked = true;
      push(world, 'deauthorised', 6, { message: `Shop_id ${world.shop.id} is deauthorized from your APP by merchant.` });
    },
    tokensIssued: () => world.tokens.issued,
    history: () => api.history,
    /** What either side sent against the oracle; empty when all is well. */
    violations: () => oracle.violations,
    stop,
    [Symbol.asyncDispose]: stop,
  };

  async function stop(): Promise<void> {
    world.pushes.stop();
    await Promise.all([api.stop(), auth.stop()]);
  }

  async function roleWrites(wrote: {
    thread: string;
    text: string;
    role: Role;
    at?: Instant;
    type?: string;
    visible?: boolean;
  }): Promise<{ messageId: string }> {
    const message = write(world, conversationOf(world, wrote.thread), {
      role: wrote.role,
      type: wrote.type ?? 'TEXT',
      content: { content: wrote.text },
      at: toMs(wrote.at, world.now()),
      isVisible: wrote.visible ?? true,
    });
    return { messageId: message.id };
  }
}

function seen(conversation: Conversation, message: Message) {
  return {
    thread: conversation.id,
    text: textOf(message),
    messageId: message.id,
    buyer: conversation.buyer.imUserId,
    at: message.at,
    pictures: message.type === 'IMAGE' ? [String(message.content.url)] : [],
  };
}
