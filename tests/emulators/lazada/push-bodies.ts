import { stringify } from 'lossless-json';
import type { Message, Order, OrderLine, Reverse, Review, Seller, Session, World } from './world.ts';
import { contentString } from './views.ts';

/** Bodies of the push types that the emulator sends (facts/marketplaces §6, Push). Times are ms in types 0, 2 and 19, seconds elsewhere. */

const seconds = (ms: number): number => Math.floor(ms / 1_000);
const json = (body: unknown): string => stringify(body) ?? '';

/** Type 2. Read anew for a repetition, so a recalled message comes again with status 1. */
export function pushMessage(world: World, session: Session, message: Message): void {
  const { seller, buyer } = session;
  const sellerId = world.options.imSellerId === 'number' ? BigInt(seller.sellerId) : seller.sellerId;
  const ends = (id: string, type: 1 | 2) => ({ id, type });
  const [from, to] =
    message.from === 'buyer' ? [ends(buyer.id, 1), ends(seller.userId, 2)] : [ends(seller.userId, 2), ends(buyer.id, 1)];
  world.pushes.send(message.id, () =>
    json({
      seller_id: sellerId,
      message_type: 2,
      timestamp: world.now(),
      site: `lazada_${seller.site.country}`,
      data: {
        session_id: session.id,
        message_id: message.id,
        content: contentString(message),
        from_account_id: from.id,
        from_account_type: from.type,
        to_account_id: to.id,
        to_account_type: to.type,
        send_time: message.at,
        template_id: message.templateId,
        type: message.from === 'system' ? 2 : 1,
        site_id: seller.site.country.toUpperCase(),
        process_msg: message.processMsg,
        auto_reply: message.by === 'automatic',
        status: message.recalled ? 1 : 0,
      },
    }),
  );
}

/** Type 19: somebody read. */
export function pushSession(world: World, session: Session): void {
  const { seller } = session;
  world.pushes.send(session.id, () =>
    json({
      seller_id: seller.sellerId,
      message_type: 19,
      timestamp: world.now(),
      site: `lazada_${seller.site.country}`,
      data: {
        sync_type: 'SESSION_UPDATE',
        user_account_id: seller.userId,
        user_account_type: 2,
        session_id: session.id,
        unread_count: session.messages.filter(({ from, at }) => from === 'buyer' && at > session.selfPosition).length,
        to_position: session.toPosition,
        self_position: session.selfPosition,
        site_id: seller.site.country.toUpperCase(),
      },
    }),
  );
}

/** Type 0, one per order line; a line that is cancelled or returned names its reverse order. */
export function pushOrderLine(world: World, order: Order, line: OrderLine, reverse?: Reverse): void {
  world.pushes.send(line.id, () =>
    tradeOrderBody(world, {
      sellerId: world.sellers.get(order.site.country)?.sellerId ?? '',
      site: `lazada_${order.site.country}`,
      data: {
        order_status: line.status,
        ...(reverse ? { reverse_order_id: reverse.id, reverse_order_line_id: reverse.lineId } : {}),
        trade_order_id: order.id,
        trade_order_line_id: line.id,
        status_update_time: seconds(order.updatedAt),
      },
    }),
  );
}

export function tradeOrderBody(world: World, push: { sellerId: string; site: string; data: Record<string, unknown> }): string {
  return json({ seller_id: push.sellerId, message_type: 0, data: push.data, timestamp: world.now(), site: push.site });
}

/** Type 8: the authorisation ends within 48 hours; the outer seller_id is the word null. */
export function pushTokenExpiry(world: World, sellerId: string, site: string, expiresAt: number): void {
  world.pushes.send(`expiry-${sellerId}`, () =>
    json({
      seller_id: 'null',
      message_type: 8,
      data: { app_key: world.app.appKey, auth_expiry_time: seconds(expiresAt), seller_id: sellerId },
      timestamp: seconds(world.now()),
      site,
    }),
  );
}

/** Type 10; its ids are bare numbers. */
export function pushReverse(world: World, reverse: Reverse, pushedStatus: string): void {
  const { order, line } = reverse;
  const sellerId = world.sellers.get(order.site.country)?.sellerId ?? '0';
  world.pushes.send(reverse.id, () =>
    json({
      seller_id: sellerId,
      message_type: 10,
      data: {
        reverse_order_id: BigInt(reverse.id),
        reverse_status: pushedStatus,
        trade_order_id: BigInt(order.id),
        extraParams: {},
        trade_order_line_id: BigInt(line.id),
        buyer_id: BigInt(order.buyer.id),
        seller_id: BigInt(sellerId),
        reverse_order_line_id: BigInt(reverse.lineId),
        status_update_time: seconds(reverse.updatedAt),
      },
      timestamp: seconds(world.now()),
      site: `lazada_${order.site.country}`,
    }),
  );
}

/** Type 21; says neither rating nor words. */
export function pushReview(world: World, review: Review, sellerId: string, site: string): void {
  world.pushes.send(review.id, () =>
    json({
      seller_id: sellerId,
      message_type: 21,
      data: { item_id: BigInt(review.productId), id: BigInt(review.id), order_id: BigInt(review.orderId) },
      timestamp: seconds(world.now()),
      site,
    }),
  );
}

/** Types of which the facts name the number only. */
export function pushOther(world: World, { sellerId, site }: Seller, type: number, data: Record<string, unknown>): void {
  world.tick += 1;
  world.pushes.send(`other-${world.tick}`, () =>
    json({
      seller_id: sellerId,
      message_type: type,
      data,
      timestamp: seconds(world.now()),
      site: `lazada_${site.country}`,
    }),
  );
}
