import { forge } from './lazada-tiktok/forge.ts';
import type { Forgery, ForgedPush } from './lazada-tiktok/forge.ts';
import type { PlannedFailure } from './lazada-tiktok/failures.ts';
import { toMs } from './lazada-tiktok/instants.ts';
import type { Instant } from './lazada-tiktok/instants.ts';
import { Oracle } from './lazada-tiktok/oracle.ts';
import { Pushes } from './lazada-tiktok/pushes.ts';
import { signPush } from './lazada-tiktok/push-signature.ts';
import { serve } from './lazada-tiktok/serve.ts';
import { authRoutes, consent, issue } from './lazada/auth-routes.ts';
import { openSession, sessionOf, write } from './lazada/conversations.ts';
import { apiPathOf, createGateway } from './lazada/gateway.ts';
import { messageRoutes } from './lazada/message-routes.ts';
import { pictureOf, textOf } from './lazada/messages.ts';
import type { LazadaOptions } from './lazada/options.ts';
import { orderRoutes } from './lazada/order-routes.ts';
import { changeOrder, placeOrder } from './lazada/orders.ts';
import type { OrderChange, PlacedOrder } from './lazada/orders.ts';
import { pushOther, pushSession, pushTokenExpiry, tradeOrderBody } from './lazada/push-bodies.ts';
import { apiCallLimit } from './lazada/refusal.ts';
import { reverseRoutes } from './lazada/reverse-routes.ts';
import { decide, openReverse } from './lazada/reverses.ts';
import type { Decision, OpenedReturn } from './lazada/reverses.ts';
import { postReview, reviewRoutes } from './lazada/review-routes.ts';
import type { PostedReview } from './lazada/review-routes.ts';
import { sellerRoutes, setPerformance } from './lazada/seller-routes.ts';
import type { SetPerformance } from './lazada/seller-routes.ts';
import { sessionRoutes } from './lazada/session-routes.ts';
import { authHost } from './lazada/sites.ts';
import type { Country } from './lazada/sites.ts';
import { createWorld } from './lazada/create-world.ts';
import type { Message, Reverse, Session } from './lazada/world.ts';
import { keepPicture, pictureAnswer } from './lazada/pictures.ts';
import type { WrittenPicture } from './lazada/pictures.ts';
import { consentAnswer } from './lazada/consent-page.ts';

export type LazadaEmulator = Awaited<ReturnType<typeof startLazada>>;

export interface BuyerWrites {
  /** Account id; default 1011822749. */
  buyer?: string;
  name?: string;
  text: string;
  /** The buyer writes from the page of an order: its card comes first. */
  order?: string;
  /** Default the session of the buyer with the first country's shop, or with that of the order. */
  thread?: string;
  country?: Country;
  at?: Instant;
  /** A message of its own, before the words; without words it is the message. */
  picture?: WrittenPicture;
}

/** Lazada Open Platform and its push mechanism on loopback, written from facts/marketplaces §6. */
export async function startLazada(options: LazadaOptions = {}) {
  const oracle = new Oracle('lazada');
  const world = createWorld(options, (plan) => {
    return new Pushes(plan, (body) => {
      const type = String((JSON.parse(body) as { message_type: number }).message_type);
      if (oracle.knows('push', type)) oracle.check('push', type, JSON.parse(body));
      return { authorization: signPush(world.app, body) };
    });
  });
  const gateway = createGateway(
    world,
    { ...authRoutes, ...sessionRoutes, ...messageRoutes, ...orderRoutes, ...reverseRoutes, ...reviewRoutes, ...sellerRoutes },
    oracle,
  );
  const server = await serve({
    now: world.now,
    callOf: apiPathOf,
    answer: (asked) => pictureAnswer(world, asked) ?? consentAnswer(world, asked) ?? gateway(asked),
    throttled: (ms) => ({ status: 200, body: JSON.stringify({ ...apiCallLimit(Math.ceil(ms / 1_000)), request_id: '0' }) }),
  });
  world.url = server.url;
  const first = issue(world, 'authorization_code', world.now() + world.options.refreshTokenTtlSeconds * 1_000);
  const [seller] = world.sellers.values();
  if (!seller) throw new Error('an account sells in one country at least');
  const base = (host: string): string => `${server.url}/${host}/rest`;
  const verifications: { status: number; elapsedMs: number }[] = [];

  const realPush = (): string =>
    world.pushes.lastBody ??
    tradeOrderBody(world, {
      sellerId: seller.sellerId,
      site: `lazada_${seller.site.country}`,
      data: {
        order_status: 'unpaid',
        trade_order_id: '260422900198363',
        trade_order_line_id: '260422900298363',
        status_update_time: Math.floor(world.now() / 1_000),
      },
    });

  function say(session: Session, said: { from: Message['from']; by: Message['by']; text: string; at: number }): Message {
    return write(world, session, { ...said, templateId: 1, content: { txt: said.text } });
  }

  return {
    /** `api` is the first country's; every country has its own, named by its code. */
    baseUrls: {
      auth: base(authHost),
      api: base(seller.site.host),
      consent: `${server.url}/${authHost}/oauth/authorize`,
      ...Object.fromEntries([...world.sellers.values()].map(({ site }) => [site.country, base(site.host)])),
    } as { auth: string; api: string; consent: string } & Partial<Record<Country, string>>,
    credentials: {
      ...world.app,
      accessToken: first.access_token,
      refreshToken: first.refresh_token,
      country: seller.site.country,
      sellerId: seller.sellerId,
      /** The account that stands in session ids. */
      userId: seller.userId,
    },
    /** The seller consents again: a code for `/auth/token/create`. */
    authorise: () => ({ code: consent(world) }),

    async buyerWrites(wrote: BuyerWrites): Promise<{ messageId: string; thread: string }> {
      const order = wrote.order === undefined ? undefined : world.orders.get(wrote.order);
      const shop = world.sellers.get(wrote.country ?? order?.site.country ?? seller.site.country) ?? seller;
      const id = wrote.buyer ?? order?.buyer.id ?? '1011822749';
      const session = wrote.thread
        ? sessionOf(world, wrote.thread)
        : openSession(world, shop, { id, name: wrote.name ?? 'Buyer' });
      const at = toMs(wrote.at, world.now());
      const said = { from: 'buyer', by: 'app', at } as const;
      if (wrote.order) write(world, session, { ...said, templateId: 10_007, content: { orderId: wrote.order } });
      const picture = wrote.picture
        ? write(world, session, { ...said, templateId: 3, content: keepPicture(world, wrote.picture) })
        : undefined;
      const message = picture && wrote.text === '' ? picture : say(session, { ...said, text: wrote.text });
      return { messageId: message.id, thread: session.id };
    },
    /** Somebody answers in Seller Center, or its automatic answer does. */
    async sellerWrites(wrote: {
      thread: string;
      text: string;
      at?: Instant;
      automatic?: boolean;
    }): Promise<{ messageId: string }> {
      const at = toMs(wrote.at, world.now());
      const by = wrote.automatic ? 'automatic' : 'page';
      return { messageId: say(sessionOf(world, wrote.thread), { from: 'seller', by, text: wrote.text, at }).id };
    },
    /** The buyer opens the chat; the session update is pushed. */
    async buyerReads(thread: string): Promise<void> {
      const session = sessionOf(world, thread);
      session.toPosition = world.now();
      pushSession(world, session);
    },
    placeOrder: async (placed: PlacedOrder = {}): Promise<{ id: string; lines: string[] }> => {
      const order = placeOrder(world, placed);
      return { id: order.id, lines: order.lines.map(({ id }) => id) };
    },
    changeOrder: async (id: string, change: OrderChange): Promise<void> => changeOrder(world, id, change),
    /** The buyer asks to cancel, to return or for the money only. */
    openReturn: async (opened: OpenedReturn): Promise<{ id: string; line: string }> => {
      const reverse = openReverse(world, opened);
      return { id: reverse.id, line: reverse.lineId };
    },
    /** Lazada or the seller's page decides. */
    decideReturn: async (id: string, decision: Decision): Promise<void> => decide(world, reverseOf(id), decision),
    postReview: async (posted: PostedReview): Promise<{ id: string }> => ({ id: postReview(world, posted).id }),
    reviewReplies: () =>
      [...world.reviews.values()].flatMap(({ id, reply }) => (reply === undefined ? [] : [{ id, text: reply }])),
    setPerformance: (set: SetPerformance): void => setPerformance(world, set),

    /** A push of any other type, with data of the test's own. */
    pushEvent: (type: number, data: Record<string, unknown>): void => pushOther(world, seller, type, data),

    /** What the buyer saw from the API, oldest first: neither what the security check hid nor what was recalled. */
    sent: () =>
      apiMessages()
        .filter(({ message }) => message.processMsg === '' && !message.recalled)
        .map(seen),
    /** Accepted with success, shown to nobody but the seller. */
    hidden: () =>
      apiMessages()
        .filter(({ message }) => message.processMsg !== '')
        .map(seen),
    /** Words that the security check hides from now on. */
    forbid: (word: string, reason = 'NOTE: The message has not been sent. Please be polite.'): void =>
      void world.forbidden.set(word, reason),

    /** Saves the address as the console does: a signed test message must be answered with 200 in time. @throws when it is not */
    async deliverTo(url: string | null): Promise<void> {
      if (url !== null) {
        const sample = world.options.testMessage === 'sample_seller';
        const body = sample
          ? realPush()
              .replace(/"seller_id":"\d+"/, '"seller_id":"1234567"')
              .replace(/lazada_\w\w/, 'lazada_vn')
          : realPush();
        const { status, elapsedMs } = await world.pushes.probe(url, body);
        verifications.push({ status, elapsedMs });
        if (status !== 200) throw new Error(`Verify failed: the address answered ${status || 'nothing in time'}`);
      }
      world.pushes.url = url;
    },
    /** Answers to the console's test messages. */
    verifications: () => verifications,
    losePushes: (losing: 'on' | 'off'): void => void (world.pushes.losing = losing),
    pushed: () => world.pushes.attempts,
    /** More than half of the pushes failed, so none go out any more. */
    pushesStopped: () => world.pushes.stopped,
    /** The same push again, by the id of a message, order line, reverse order or review. */
    repush: (id: string) => world.pushes.again(id),
    forge: async (kind: Forgery): Promise<ForgedPush> => forge(kind, { body: realPush(), ...world.app }),
    /** Type 8, as the daily job does for each shop while the authorisation has less than 48 hours left. */
    warnOfExpiry(): void {
      const ends = Math.max(...[...world.tokens.refresh.values()].map(({ expiresAt }) => expiresAt));
      if (ends - world.now() > 48 * 3_600_000 || ends <= world.now()) throw new Error('no authorisation ends within 48 hours');
      for (const { sellerId, site } of world.sellers.values()) pushTokenExpiry(world, sellerId, `lazada_${site.country}`, ends);
    },

    failNext: (failure: PlannedFailure): void => server.failures.plan(failure),
    /** Takes back whatever `failNext` has not used up. */
    heal: (): void => server.failures.clear(),
    expireAccessTokens: (): void => world.tokens.access.clear(),
    /** The seller withdraws the consent: no token works and nothing is pushed. */
    revokeAuthorisation(): void {
      world.tokens.revoked = true;
      world.tokens.access.clear();
      world.tokens.refresh.clear();
    },
    tokensIssued: () => world.tokens.issued,
    history: () => server.history,
    /** What either side sent against the oracle; empty when all is well. */
    violations: () => oracle.violations,
    stop,
    [Symbol.asyncDispose]: stop,
  };

  async function stop(): Promise<void> {
    world.pushes.stop();
    await server.stop();
  }

  function apiMessages(): { session: Session; message: Message }[] {
    return [...world.sessions.values()]
      .flatMap((session) => session.messages.filter(({ by }) => by === 'api').map((message) => ({ session, message })))
      .sort((a, b) => a.message.tick - b.message.tick);
  }

  function reverseOf(id: string): Reverse {
    const reverse = world.reverses.get(id);
    if (!reverse) throw new Error(`no reverse order ${id}`);
    return reverse;
  }
}

function seen({ session, message }: { session: Session; message: Message }) {
  return {
    thread: session.id,
    text: textOf(message),
    messageId: message.id,
    buyer: session.buyer.id,
    at: message.at,
    pictures: pictureOf(message),
  };
}
