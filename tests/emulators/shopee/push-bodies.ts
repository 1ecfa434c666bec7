import { pushedMessageView } from './chat-views.ts';
import type { Fields } from './call.ts';
import { bare } from './json.ts';
import { packageNumber } from './order-view.ts';
import { seconds } from './world.ts';
import type { ChatMessage, Order, Return, World } from './world.ts';

/** `{shop_id, code, timestamp, data}` of facts/marketplaces §5.3, before it is JSON. */
export interface PushBody {
  shop_id?: bigint;
  code: number;
  timestamp: number;
  data: Fields;
  /** Beside `data`, on authorisation pushes only. */
  success?: number;
  extra?: string;
}

const ofShop = (world: World, code: number, data: Fields): PushBody => ({
  shop_id: bare(world.settings.shopId),
  code,
  timestamp: seconds(world.now()),
  data,
});

export const messagePush = (world: World, message: ChatMessage): PushBody =>
  ofShop(world, 10, { type: 'message', region: world.settings.region, content: pushedMessageView(world, message) });

/** Says that something changed in a thread, not what. Its content is UNCONFIRMED. */
export const notificationPush = (world: World, thread: string): PushBody =>
  ofShop(world, 10, { type: 'notification', region: world.settings.region, content: { conversation_id: thread } });

export const orderPush = (world: World, order: Order): PushBody =>
  ofShop(world, 3, {
    ordersn: order.id,
    status: order.status,
    update_time: seconds(order.updatedAt),
    completed_scenario: '',
    items: [],
  });

export const trackingPush = (world: World, order: Order): PushBody =>
  ofShop(world, 4, { ordersn: order.id, package_number: packageNumber(order), tracking_no: order.tracking });

/** UNCONFIRMED code and fields (§5.3, §21). */
export const returnPush = (world: World, entry: Return): PushBody =>
  ofShop(world, 29, {
    return_sn: entry.id,
    order_sn: entry.order,
    return_status: entry.status,
    update_time: seconds(entry.updatedAt),
  });

/**
 * Pushes to the app rather than to a shop come without `shop_id` at the top (console model of `get_lost_push_message`).
 * What their data carry is UNCONFIRMED.
 */
const ofApp = (world: World, code: number, data: Fields): PushBody => ({ code, timestamp: seconds(world.now()), data });

export const authorisedPush = (world: World): PushBody => ({
  ...ofApp(world, 1, { shop_id: bare(world.settings.shopId), authorize_type: 'shop authorization by user' }),
  success: 1,
  extra: `shop id ${world.settings.shopId} has been authorized successfully`,
});

export const deauthorisedPush = (world: World): PushBody => ({
  ...ofApp(world, 2, { shop_id: bare(world.settings.shopId), authorize_type: 'shop deauthorization by user' }),
  success: 1,
  extra: `shop id ${world.settings.shopId} has been deauthorized successfully`,
});

export const expiryPush = (world: World, expiresAt: number): PushBody =>
  ofApp(world, 12, {
    shop_expire_soon: [bare(world.settings.shopId)],
    merchant_expire_soon: [],
    expire_before: seconds(expiresAt),
    page_no: 1,
    total_page: 1,
  });

/** What the console sends when an address is saved. Code and data are UNCONFIRMED. */
export const verifyPush = (world: World): PushBody => ({
  shop_id: 0n,
  code: 0,
  timestamp: seconds(world.now()),
  data: { verify_info: 'This is a verification message.' },
});
