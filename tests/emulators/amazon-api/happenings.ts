import { randomUUID } from 'node:crypto';
import type { InventoryItem } from './fba-inventory.ts';
import { goodHealth } from './health-report.ts';
import type { HealthSettings } from './health-report.ts';
import { messagingActions } from './messaging.ts';
import { accountStatusChanged, inventoryChanged, orderChange } from './notification-bodies.ts';
import { buildOrder, buildPackage, marketplaces, shippedOf } from './order-shape.ts';
import type { FulfillmentStatus, Order, PlacedOrder } from './order-shape.ts';
import type { Publisher } from './publisher.ts';
import type { Feedback, ReturnRequest, World } from './world.ts';
import { iso } from './world.ts';

export interface OrderChange {
  status?: FulfillmentStatus;
  tracking?: string;
  carrier?: string;
  shipBy?: number;
  /** Instant of delivery: from here on Solicitations counts its 5–30 days. */
  deliveredAt?: number;
  /** The buyer asks to cancel, in their words. */
  cancelRequested?: string;
  /** Names that Messaging offers from now on. */
  actions?: string[];
  at?: number;
}

/** What buyers and Amazon do; notifications go out by themselves to whoever has subscribed. */
export function createHappenings(world: World, publisher: Publisher) {
  const home = () => world.credentials.marketplaceIds[0]!;
  const orderOf = (id: string): Order => {
    const order = world.orders.get(id);
    if (!order) throw new Error(`no order ${id}`);
    return order;
  };
  const keep = (order: Order, locale: string): void => {
    world.orders.set(order.orderId, order);
    world.orderSecrets.set(order.orderId, { locale, actions: [...messagingActions], solicited: false });
  };

  return {
    placeOrder(placed: PlacedOrder = {}): { id: string } {
      const order = buildOrder(world, placed);
      keep(order, placed.locale ?? marketplaces[order.salesChannel.marketplaceId ?? '']?.locale ?? 'en-US');
      publisher.publish(orderChange(world, order, 'OrderStatusChange', 'Order Status Changed', Date.parse(order.createdTime)));
      return { id: order.orderId };
    },

    /** An order exactly as Amazon would show it with all datasets; nobody is notified. */
    putOrder(order: Order): void {
      keep(order, 'en-US');
    },

    changeOrder(id: string, change: OrderChange): void {
      const order = orderOf(id);
      const secrets = world.orderSecrets.get(id)!;
      const at = change.at ?? world.now();
      order.lastUpdatedTime = iso(at);
      if (change.actions) secrets.actions = change.actions;
      if (change.deliveredAt !== undefined) secrets.deliveredAt = change.deliveredAt;
      if (change.shipBy !== undefined)
        order.fulfillment!.shipByWindow = { ...order.fulfillment!.shipByWindow, latestDateTime: iso(change.shipBy) };
      if (change.tracking) order.packages = [buildPackage(change.tracking, change.carrier ?? 'DHL', at)];
      if (change.deliveredAt !== undefined && order.packages)
        order.packages = order.packages.map((one) => ({ ...one, packageStatus: { status: 'DELIVERED' } }));
      if (change.status) {
        order.fulfillment!.fulfillmentStatus = change.status;
        for (const item of order.orderItems) item.fulfillment = shippedOf(change.status, item.quantityOrdered);
        publisher.publish(orderChange(world, order, 'OrderStatusChange', 'Order Status Changed', at));
      }
      if (change.cancelRequested !== undefined) {
        const cancellationRequest = { requester: 'BUYER', cancelReason: change.cancelRequested };
        for (const item of order.orderItems) item.cancellation = { cancellationRequest };
        publisher.publish(orderChange(world, order, 'BuyerRequestedChange', 'Buyer Requested Cancel', at));
      }
    },

    /** A return of a seller-fulfilled order; seen in the returns report only. */
    openReturn(opened: { order: string; reason?: string; at?: number } & Partial<Omit<ReturnRequest, 'orderId' | 'at'>>): {
      id: string;
    } {
      const { order, reason = 'CR-DEFECTIVE', at = world.now(), ...rest } = opened;
      const request: ReturnRequest = {
        orderId: orderOf(order).orderId,
        at,
        reason,
        status: 'Pending',
        rmaId: `D${randomUUID().slice(0, 8)}RRMA`,
        quantity: 1,
        aToZClaim: false,
        resolution: 'StandardRefund',
        ...rest,
      };
      world.returns.push(request);
      return { id: request.rmaId };
    },

    /** Seller feedback; there is no API for single product reviews (facts/marketplaces §3.7). */
    postReview(posted: { order: string; rating: Feedback['rating']; text?: string; response?: string; at?: number }): void {
      const order = orderOf(posted.order);
      world.feedback.push({
        orderId: order.orderId,
        rating: posted.rating,
        comments: posted.text ?? '',
        response: posted.response ?? '',
        raterEmail: order.buyer?.buyerEmail ?? '',
        at: posted.at ?? world.now(),
      });
    },

    setPerformance(settings: Partial<HealthSettings> & { marketplaceId?: string; at?: number }): void {
      const { marketplaceId = home(), at = world.now(), ...changed } = settings;
      const before = world.health.get(marketplaceId) ?? goodHealth;
      const after = { ...before, ...changed };
      world.health.set(marketplaceId, after);
      if (after.accountStatus !== before.accountStatus)
        publisher.publish(accountStatusChanged(before.accountStatus, after.accountStatus, at, marketplaceId));
    },

    setInventory(item: Pick<InventoryItem, 'sku'> & Partial<InventoryItem>): void {
      const marketplaceId = item.marketplaceId ?? home();
      const key = `${marketplaceId}|${item.sku}`;
      const before = world.inventory.get(key);
      const after: InventoryItem = {
        asin: 'B0TESTASIN',
        fnSku: 'X000TEST01',
        title: 'Edelstahl Trinkflasche',
        fulfillable: 0,
        inbound: 0,
        reserved: 0,
        unfulfillable: 0,
        ...before,
        ...item,
        marketplaceId,
        updatedAt: item.updatedAt ?? world.now(),
      };
      world.inventory.set(key, after);
      publisher.publish(inventoryChanged(world, after));
    },
  };
}
