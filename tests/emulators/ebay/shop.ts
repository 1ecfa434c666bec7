import type { Deliveries } from './deliveries.ts';
import {
  cancellationHappening,
  feedbackHappening,
  orderHappenings,
  ratingHappening,
  requestHappening,
  standardsHappening,
} from './happenings.ts';
import { ship, wholeOrder } from './shipping.ts';
import { serviceMetric, standardsProfile } from './standing.ts';
import type { Performance, Rating } from './standing.ts';
import { memberOf } from './world.ts';
import type { Feedback, Money, Order, Request, World } from './world.ts';

const day = 86_400_000;

export interface PlacedOrder {
  id?: string;
  buyer?: string;
  name?: string;
  items?: { id?: string; sku?: string; title?: string; quantity?: number }[];
  total?: Money;
  country?: string;
  shipBy?: number;
  tracking?: { carrier: string; number: string };
  status?: Order['fulfilment'];
  at?: number;
}

export interface OrderChange {
  status?: Order['fulfilment'];
  tracking?: { carrier: string; number: string };
  payment?: string;
  cancelState?: Order['cancelState'];
  cancelReason?: string;
  shipBy?: number;
  at?: number;
}

export interface OpenedRequest {
  order: string;
  reason?: string;
  text?: string;
  id?: string;
  status?: string;
  respondBy?: number;
  at?: number;
}

/** Orders and what follows from them; every change is pushed to who subscribed. */
export function createShop(world: World, deliveries: Deliveries) {
  const tell = (order: Order, topic: 'ORDER_CONFIRMATION' | 'ITEM_MARKED_SHIPPED'): void =>
    orderHappenings(world, order, topic).forEach((happening) => deliveries.emit(happening));

  function orderBy(id: string): Order {
    const order = world.orders.get(id);
    if (!order) throw new Error(`no order ${id}`);
    return order;
  }

  function openRequest(kind: Request['kind'], asked: OpenedRequest): { id: string } {
    const order = orderBy(asked.order);
    const at = asked.at ?? world.now();
    const request: Request = {
      id: asked.id ?? String(5_300_000_000 + world.nextId()),
      kind,
      order: order.id,
      buyer: order.buyer,
      item: order.items[0]?.legacyItemId ?? '',
      state: kind === 'return' ? 'RETURN_REQUESTED' : 'OPEN',
      status: asked.status ?? (kind === 'return' ? 'RETURN_REQUESTED' : kind === 'inquiry' ? 'WAITING_SELLER_RESPONSE' : 'OPEN'),
      reason: asked.reason ?? (kind === 'return' ? 'NOT_AS_DESCRIBED' : 'ITEM_NOT_RECEIVED'),
      comment: asked.text ?? '',
      createdAt: at,
      modifiedAt: at,
      // Three business days (facts/marketplaces §2); a weekend between is left to the caller.
      respondBy: asked.respondBy ?? at + 3 * day,
      amount: order.total,
      said: [],
    };
    world.requests.push(request);
    announce(request);
    return { id: request.id };
  }

  function announce(request: Request): void {
    if (request.kind === 'return') deliveries.emit(requestHappening(world, request, 'ORDER_RETURN_ACTIVITY'));
    // An escalated inquiry is a case; no topic of its own is known for cases.
    if (request.kind === 'inquiry') deliveries.emit(requestHappening(world, request, 'ORDER_INQUIRY_ACTIVITY'));
  }

  return {
    shipped: (order: Order): void => tell(order, 'ITEM_MARKED_SHIPPED'),

    placeOrder(asked: PlacedOrder = {}): { id: string } {
      const at = asked.at ?? world.now();
      const serial = world.nextId();
      const order: Order = {
        id: asked.id ?? `12-${String(34_567 + serial)}-${String(89_012 + serial)}`,
        buyer: memberOf(world, asked.buyer ?? 'buyer_77', asked.name).username,
        createdAt: at,
        modifiedAt: at,
        fulfilment: asked.status ?? 'NOT_STARTED',
        payment: 'PAID',
        cancelState: 'NONE_REQUESTED',
        items: (asked.items ?? [{}]).map((item, index) => ({
          lineItemId: String(10_000_000_000 + serial * 10 + index),
          legacyItemId: item.id ?? String(256_000_000_000 + serial * 10 + index),
          sku: item.sku ?? 'WIPER-24',
          title: item.title ?? 'Wiper blade 24in',
          quantity: item.quantity ?? 1,
        })),
        total: asked.total ?? { value: '31.50', currency: 'GBP' },
        country: asked.country ?? 'GB',
        shipBy: asked.shipBy ?? at + 3 * day,
        shipments: [],
      };
      world.orders.set(order.id, order);
      if (asked.tracking)
        ship(world, order, {
          items: wholeOrder(order),
          carrier: asked.tracking.carrier,
          trackingNumber: asked.tracking.number,
          at,
        });
      tell(order, 'ORDER_CONFIRMATION');
      return { id: order.id };
    },

    changeOrder(id: string, change: OrderChange): void {
      const order = orderBy(id);
      const at = change.at ?? world.now();
      if (change.tracking)
        ship(world, order, {
          items: wholeOrder(order),
          carrier: change.tracking.carrier,
          trackingNumber: change.tracking.number,
          at,
        });
      order.modifiedAt = at;
      order.fulfilment = change.status ?? order.fulfilment;
      order.payment = change.payment ?? order.payment;
      order.shipBy = change.shipBy ?? order.shipBy;
      if (change.tracking) tell(order, 'ITEM_MARKED_SHIPPED');
      if (change.cancelState === undefined) return;
      order.cancelState = change.cancelState;
      order.cancelReason = change.cancelReason ?? order.cancelReason;
      deliveries.emit(cancellationHappening(world, order));
    },

    openReturn: (asked: OpenedRequest): { id: string } => openRequest('return', asked),
    openInquiry: (asked: OpenedRequest): { id: string } => openRequest('inquiry', asked),
    openCase: (asked: OpenedRequest): { id: string } => openRequest('casemanagement', asked),

    changeRequest(id: string, change: { state?: string; status?: string; respondBy?: number }): void {
      const request = world.requests.find((each) => each.id === id);
      if (!request) throw new Error(`no request ${id}`);
      Object.assign(request, change, { modifiedAt: world.now() });
      announce(request);
    },

    postReview(asked: { order?: string; buyer?: string; rating?: Feedback['type']; text: string; at?: number }): {
      feedbackId: string;
    } {
      const order = asked.order ? orderBy(asked.order) : undefined;
      const feedback: Feedback = {
        feedbackId: String(1_700_000_000 + world.nextId()),
        from: memberOf(world, asked.buyer ?? order?.buyer ?? 'buyer_77').username,
        type: asked.rating ?? 'POSITIVE',
        text: asked.text,
        at: asked.at ?? world.now(),
        lineItem: order?.items[0],
        answers: [],
      };
      world.feedback.push(feedback);
      deliveries.emit(feedbackHappening(world, feedback));
      return { feedbackId: feedback.feedbackId };
    },

    setPerformance(asked: Performance): void {
      const { program = 'PROGRAM_US', cycle = 'CURRENT', level = 'ABOVE_STANDARD' } = asked;
      world.standards.set(`${program}/${cycle}`, standardsProfile(world, asked));
      deliveries.emit(standardsHappening(world, program, cycle, level));
    },

    setRating(asked: Rating): void {
      const { metric, cycle = 'CURRENT', marketplace = world.marketplace, rating } = asked;
      world.serviceMetrics.set(`${metric}/${cycle}/${marketplace}`, serviceMetric(world, asked));
      deliveries.emit(ratingHappening(world, metric, cycle, rating));
    },
  };
}
