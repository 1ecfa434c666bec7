import { buyerWrites, overApi, sellerWrites, sent } from './shopee/buyers.ts';
import type { BuyerWords } from './shopee/buyers.ts';
import type { Failure } from './shopee/failures.ts';
import { forge } from './shopee/forge.ts';
import type { ForgedPush, Forgery } from './shopee/forge.ts';
import { newMetrics } from './shopee/metrics.ts';
import type { ShopeeEmulatorOptions } from './shopee/options.ts';
import type { Pushed } from './shopee/push-call.ts';
import { Pushes } from './shopee/pushes.ts';
import { routes } from './shopee/routes.ts';
import { listen } from './shopee/server.ts';
import { changeOrder, changeReturn, openReturn, placeOrder, postReview, setPerformance } from './shopee/shop-events.ts';
import type { ChangedOrder, OpenedReturn, Performance, PlacedOrder, PostedReview } from './shopee/shop-events.ts';
import type { IssuedTokens } from './shopee/tokens.ts';
import { createWorld, found } from './shopee/world.ts';
import type { Received, World } from './shopee/world.ts';

export type ShopeeEmulator = Awaited<ReturnType<typeof startShopee>>;

/** A shop on Shopee with its Open Platform on loopback, written from facts/marketplaces §5. */
export async function startShopee(options: ShopeeEmulatorOptions = {}) {
  const world = createWorld(options);
  world.metrics = newMetrics();
  const pushes = new Pushes(world);
  world.pushes = pushes;
  const server = await listen(world, routes);
  const installed = world.tokens.issue('installed');
  const { settings } = world;

  const stop = async (): Promise<void> => {
    pushes.stop();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };

  return {
    /** `api` is partner.shopeemobile.com, `auth` is open.shopee.com (§5.1). */
    baseUrls: { api: world.url, auth: world.url },
    credentials: {
      partnerId: settings.partnerId,
      partnerKey: settings.partnerKey,
      pushKey: settings.pushKey,
      shopId: settings.shopId,
      accessToken: installed.accessToken,
      refreshToken: installed.refreshToken,
    },

    /** The thread is the conversation id. */
    buyerWrites: async (said: BuyerWords): Promise<{ messageId: string; thread: string }> => buyerWrites(world, said),
    sellerWrites: (said: { thread: string; text: string; at?: number; automatic?: boolean }): { messageId: string } =>
      sellerWrites(world, said),
    sent: () => sent(world),
    /** Accepted over the API, but not shown: contact details that lead off the platform. */
    blocked: (): { messageId: string; text: string }[] =>
      overApi(world).flatMap(({ hidden, id, content }) => (hidden ? [{ messageId: id, text: String(content.text) }] : [])),
    /** Messages of a thread that the shop has not read. */
    unread: (thread: string): number => found(world.conversations, thread, 'conversation').unread,

    placeOrder: (placed: PlacedOrder = {}): { id: string } => placeOrder(world, placed),
    changeOrder: (changed: ChangedOrder): void => changeOrder(world, changed),
    openReturn: (opened: OpenedReturn): { id: string } => openReturn(world, opened),
    changeReturn: (changed: Parameters<typeof changeReturn>[1]): void => changeReturn(world, changed),
    /** What became of a return. */
    returnStatus: (id: string): string => found(world.returns, id, 'return').status,
    postReview: (posted: PostedReview): { id: string } => postReview(world, posted),
    reviewReply: (id: string): string | undefined => found(world.reviews, id, 'review').reply?.text,
    setPerformance: (performance: Performance): void => setPerformance(world, performance),

    /** As in the console: the address is called first, and saved when it answers as a push must be answered. */
    async deliverTo(url: string | null): Promise<void> {
      const ping = url !== null && settings.verifyPing === 'sent' ? await pushes.verify(url) : undefined;
      if (ping && !ping.acknowledged) throw new Error(`the console could not verify ${url}: it answered ${ping.status}`);
      pushes.address = url;
    },
    /** Lost pushes wait in the queue; messages still show up when polled. */
    losePushes: (losing: 'on' | 'off'): void => void (pushes.losing = losing),
    /** Every push that was sent, repetitions too; the console's ping is none. */
    pushed: (): Pushed[] => pushes.pushed,
    /** The same bytes once more: by message id, order_sn, or return_sn. */
    repush: (id: string): Promise<Pushed> => pushes.repeat(id),
    /** A push of code 10 without a message. */
    notify: (thread: string): void => pushes.notification(thread),
    forge: async (kind: Forgery): Promise<ForgedPush> => forge(world, kind),
    livePushStatus: (): string => pushes.lost.status,
    resumePushes: (): void => pushes.lost.resume(),

    failNext: (failure: Failure): void => world.failures.plan(failure),
    /** Takes back whatever `failNext` has not used up. */
    heal: (): void => world.failures.heal(),
    expireAccessTokens: (): void => world.tokens.expireAccess(),
    /** The seller takes the authorisation back: push code 2, and every token is worth nothing. */
    revokeAuthorisation(): void {
      world.tokens.revoke();
      pushes.deauthorised();
    },
    /** Push code 12. */
    announceExpiry: (expiresAt: number): void => pushes.expiresSoon(expiresAt),
    /** Every pair given out, oldest first; the first is in `credentials`. */
    tokensIssued: (): readonly IssuedTokens[] => world.tokens.issued,
    setShop: (state: World['shop']['state']): void => void (world.shop.state = state),
    setChatPermission: (chat: World['chat']): void => void (world.chat = chat),

    history: (): readonly Received[] => world.history,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
