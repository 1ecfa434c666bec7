import * as z from 'zod';
import type { MarketplaceEvent, PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import type { Money, OrderRecord } from '../../../src/ports/marketplace-records.ts';
import { parseRelayAddress } from './relay-address.ts';
import { wordTable } from '../../../src/word-table.ts';

const moneySchema = z.object({ amount: z.union([z.string(), z.number()]).transform(String), currencyCode: z.string() });
const windowSchema = z.object({ latestDateTime: z.string().optional() });
const itemSchema = z.object({
  orderItemId: z.string().optional(),
  quantityOrdered: z.number(),
  product: z
    .object({
      title: z.string().optional(),
      sellerSku: z.string().optional(),
      price: z.object({ unitPrice: moneySchema.optional() }).optional().catch(undefined),
    })
    .optional(),
  cancellation: z
    .object({
      cancellationRequest: z.object({ requester: z.string().optional(), cancelReason: z.string().optional() }).optional(),
    })
    .optional()
    .catch(undefined),
});
const packageSchema = z.object({
  carrier: z.string().optional(),
  trackingNumber: z.string().optional(),
  packageStatus: z.object({ status: z.string() }).optional().catch(undefined),
});
/** Orders 2026-01-01 with the datasets that poll-orders.ts asks for; roles may withhold any of them (facts/marketplaces §3.1). */
const orderSchema = z.object({
  orderId: z.string().min(1),
  createdTime: z.string().optional(),
  lastUpdatedTime: z.string(),
  buyer: z.object({ buyerName: z.string().optional(), buyerEmail: z.string().optional() }).optional().catch(undefined),
  recipient: z
    .object({ deliveryAddress: z.object({ countryCode: z.string().optional() }).optional() })
    .optional()
    .catch(undefined),
  proceeds: z.object({ grandTotal: moneySchema.optional() }).optional().catch(undefined),
  fulfillment: z
    .object({
      fulfillmentStatus: z.string(),
      shipByWindow: windowSchema.optional(),
      deliverByWindow: windowSchema.optional(),
    })
    .optional()
    .catch(undefined),
  orderItems: z.array(itemSchema),
  packages: z.array(packageSchema).optional().catch(undefined),
});
type Order = z.infer<typeof orderSchema>;

const statuses = wordTable<OrderRecord['status']>({
  PENDING_AVAILABILITY: 'unpaid',
  PENDING: 'unpaid',
  UNSHIPPED: 'to_ship',
  PARTIALLY_SHIPPED: 'to_ship',
  SHIPPED: 'shipped',
  CANCELLED: 'cancelled',
  UNFULFILLABLE: 'unknown',
});

/** An order; and, while it can still be stopped, the buyer's wish to cancel it. @throws ZodError */
export function normaliseOrder(json: unknown): MarketplaceEvent[] {
  const order = orderSchema.parse(json);
  const record = recordOf(order);
  const wish = order.orderItems
    .map(({ cancellation }) => cancellation?.cancellationRequest)
    .find((asked) => asked?.requester === 'BUYER');
  const asked = wish !== undefined && (record.status === 'to_ship' || record.status === 'unpaid');
  if (!asked) return [record];
  return [{ ...record, cancelRequested: true }, cancelNotice(record.externalId, record.updatedAt, wish.cancelReason)];
}

/** The order and the queue tell of the same wish: by one name, so that it is told once. */
export const cancelNotice = (orderId: string, at: number, reason?: string): PlatformNotice => ({
  kind: 'platform_notice',
  externalId: `cancel ${orderId}`,
  topic: 'cancellation_request',
  subject: '',
  text: reason ?? '',
  orderId,
  sentAt: at,
  needsAttention: true,
});

function recordOf(order: Order): OrderRecord {
  const { fulfillment, packages = [] } = order;
  const platformStatus = fulfillment?.fulfillmentStatus ?? '';
  const status = statuses[platformStatus] ?? 'unknown';
  const arrived = packages.length > 0 && packages.every(({ packageStatus }) => packageStatus?.status === 'DELIVERED');
  return {
    kind: 'order',
    externalId: order.orderId,
    status: status === 'shipped' && arrived ? 'delivered' : status,
    platformStatus,
    buyer: buyerOf(order.buyer),
    country: order.recipient?.deliveryAddress?.countryCode?.toLowerCase(),
    total: moneyOf(order.proceeds?.grandTotal),
    items: order.orderItems.map(({ orderItemId, quantityOrdered, product }) => ({
      id: orderItemId,
      sku: product?.sellerSku,
      title: product?.title,
      quantity: quantityOrdered,
      price: moneyOf(product?.price?.unitPrice),
    })),
    placedAt: instant(order.createdTime),
    shipBy: instant(fulfillment?.shipByWindow?.latestDateTime),
    deliverBy: instant(fulfillment?.deliverByWindow?.latestDateTime),
    shipments: packages.map(({ carrier, trackingNumber, packageStatus }) => ({
      carrier,
      tracking: trackingNumber,
      status: packageStatus?.status,
    })),
    updatedAt: instant(order.lastUpdatedTime) ?? 0,
  };
}

/** The address in an order is the one the buyer's mails come from, so that both name one buyer (facts/marketplaces §3.7). */
function buyerOf(buyer: Order['buyer']): OrderRecord['buyer'] {
  const relay = parseRelayAddress(buyer?.buyerEmail ?? '');
  return relay ? { id: relay.buyerId, name: buyer?.buyerName } : undefined;
}

const moneyOf = (money: z.infer<typeof moneySchema> | undefined): Money | undefined =>
  money && { amount: money.amount, currency: money.currencyCode };

export function instant(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
}
