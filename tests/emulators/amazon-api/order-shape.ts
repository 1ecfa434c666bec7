import type { Json } from './models.ts';
import type { World } from './world.ts';
import { iso } from './world.ts';

/** An order of Orders 2026-01-01 with every dataset we fill (facts/marketplaces §3.8); replies leave out what was not asked for. */
export interface Order extends Json {
  orderId: string;
  createdTime: string;
  lastUpdatedTime: string;
  salesChannel: { channelName: string; marketplaceId?: string; marketplaceName?: string };
  buyer?: { buyerName?: string; buyerEmail?: string };
  recipient?: { deliveryAddress?: { countryCode?: string; city?: string; postalCode?: string; name?: string } };
  proceeds?: Json;
  fulfillment?: {
    fulfillmentStatus: FulfillmentStatus;
    fulfilledBy?: string;
    shipByWindow?: { earliestDateTime?: string; latestDateTime?: string };
  };
  orderItems: OrderItem[];
  packages?: Json[];
}

export interface OrderItem extends Json {
  orderItemId: string;
  quantityOrdered: number;
  product: { asin?: string; title?: string; sellerSku?: string };
  cancellation?: { cancellationRequest?: { requester?: string; cancelReason?: string } };
  fulfillment?: { quantityFulfilled?: number; quantityUnfulfilled?: number };
}

export type FulfillmentStatus =
  'PENDING_AVAILABILITY' | 'PENDING' | 'UNSHIPPED' | 'PARTIALLY_SHIPPED' | 'SHIPPED' | 'CANCELLED' | 'UNFULFILLABLE';

export interface PlacedOrder {
  id?: string;
  /** The buyer's alias: the part before the @ of the relay address. */
  buyer?: string;
  name?: string;
  items?: { id?: string; sku?: string; asin?: string; title?: string; quantity?: number; price?: string }[];
  total?: { amount: string; currencyCode: string };
  country?: string;
  city?: string;
  postalCode?: string;
  marketplaceId?: string;
  fulfilledBy?: 'MERCHANT' | 'AMAZON';
  shipBy?: number;
  tracking?: string;
  carrier?: string;
  status?: FulfillmentStatus;
  /** The buyer's language. */
  locale?: string;
  at?: number;
}

/** A few marketplaces by id, with the host of their relay addresses (§3.3). */
export const marketplaces: Record<string, { name: string; country: string; relay: string; currency: string; locale: string }> = {
  A1PA6795UKMFR9: { name: 'Amazon.de', country: 'DE', relay: 'marketplace.amazon.de', currency: 'EUR', locale: 'de-DE' },
  APJ6JRA9NG5V4: { name: 'Amazon.it', country: 'IT', relay: 'marketplace.amazon.it', currency: 'EUR', locale: 'it-IT' },
  A2Q3Y263D00KWC: { name: 'Amazon.com.br', country: 'BR', relay: 'marketplace.amazon.com.br', currency: 'BRL', locale: 'pt-BR' },
  ATVPDKIKX0DER: { name: 'Amazon.com', country: 'US', relay: 'marketplace.amazon.com', currency: 'USD', locale: 'en-US' },
};

export function buildOrder(world: World, placed: PlacedOrder): Order {
  const at = placed.at ?? world.now();
  const marketplaceId = placed.marketplaceId ?? world.credentials.marketplaceIds[0]!;
  const marketplace = marketplaces[marketplaceId] ?? marketplaces.ATVPDKIKX0DER!;
  const fulfilledBy = placed.fulfilledBy ?? 'MERCHANT';
  const status = placed.status ?? 'UNSHIPPED';
  const items = placed.items ?? [{}];
  const money = (amount: string) => ({ amount, currencyCode: placed.total?.currencyCode ?? marketplace.currency });
  return {
    orderId: placed.id ?? nextOrderId(world),
    createdTime: iso(at),
    lastUpdatedTime: iso(at),
    salesChannel: { channelName: 'AMAZON', marketplaceId, marketplaceName: marketplace.name },
    buyer: {
      buyerName: placed.name ?? 'Erika M',
      // Equals the relay address of the buyer's mails; seller-fulfilled orders only (§3.7).
      ...(fulfilledBy === 'MERCHANT' ? { buyerEmail: `${placed.buyer ?? '43vfy537czcw8nq'}@${marketplace.relay}` } : {}),
    },
    recipient: {
      deliveryAddress: {
        countryCode: placed.country ?? marketplace.country,
        city: placed.city ?? 'Köln',
        postalCode: placed.postalCode ?? '50667',
      },
    },
    proceeds: { grandTotal: placed.total ?? money('24.90') },
    fulfillment: {
      fulfillmentStatus: status,
      fulfilledBy,
      shipByWindow: { earliestDateTime: iso(at), latestDateTime: iso(placed.shipBy ?? at + 2 * 86_400_000) },
    },
    orderItems: items.map((item, index) => ({
      orderItemId: item.id ?? String(31_415_926_535 + world.orders.size * 10 + index),
      quantityOrdered: item.quantity ?? 1,
      product: {
        asin: item.asin ?? 'B0TESTASIN',
        title: item.title ?? 'Edelstahl Trinkflasche',
        sellerSku: item.sku ?? 'BOTTLE-750',
        price: { unitPrice: money(item.price ?? '24.90') },
      },
      fulfillment: shippedOf(status, item.quantity ?? 1),
    })),
    ...(placed.tracking ? { packages: [buildPackage(placed.tracking, placed.carrier ?? 'DHL', at)] } : {}),
  };
}

export function buildPackage(trackingNumber: string, carrier: string, at: number, status = 'IN_TRANSIT'): Json {
  return { packageReferenceId: '1', carrier, trackingNumber, shipTime: iso(at), packageStatus: { status } };
}

export function shippedOf(
  status: FulfillmentStatus,
  quantity: number,
): { quantityFulfilled: number; quantityUnfulfilled: number } {
  const shipped = status === 'SHIPPED' ? quantity : 0;
  const open = status === 'CANCELLED' ? 0 : quantity - shipped;
  return { quantityFulfilled: shipped, quantityUnfulfilled: open };
}

function nextOrderId(world: World): string {
  const serial = String(1_000_000 + world.orders.size + 1);
  return `302-7654321-${serial}`;
}

/** Parts of an order by the dataset that brings them; the rest is always there. */
const datasets: Record<string, { order?: string; item?: string }> = {
  BUYER: { order: 'buyer' },
  RECIPIENT: { order: 'recipient' },
  PROCEEDS: { order: 'proceeds', item: 'proceeds' },
  EXPENSE: { item: 'expense' },
  PROMOTION: { item: 'promotion' },
  CANCELLATION: { item: 'cancellation' },
  FULFILLMENT: { order: 'fulfillment', item: 'fulfillment' },
  PACKAGES: { order: 'packages' },
  TAX: { order: 'tax', item: 'tax' },
  PAYMENT: { order: 'payment' },
  FULFILLMENT_ORDERS: { order: 'fulfillmentOrders' },
};

/** The order with the datasets that were asked for and that the application's roles let it see (§3.1: role decides fields). */
export function shown(order: Order, includedData: string[], withheld: readonly string[]): Json {
  const absent = Object.entries(datasets).filter(([name]) => !includedData.includes(name) || withheld.includes(name));
  const without = (of: Json, part: 'order' | 'item'): Json =>
    Object.fromEntries(Object.entries(of).filter(([key]) => !absent.some(([, where]) => where[part] === key)));
  return { ...without(order, 'order'), orderItems: order.orderItems.map((item) => without(item, 'item')) };
}
