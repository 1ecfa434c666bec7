import type { InventoryItem } from './fba-inventory.ts';
import type { Json } from './models.ts';
import { publishedTypes } from './notification-types.ts';
import type { PublishedType } from './notification-types.ts';
import type { FulfillmentStatus, Order } from './order-shape.ts';
import type { Report, World } from './world.ts';
import { iso } from './world.ts';

/** Payloads as in facts/marketplaces §3.8 and the schemas in tests/oracles/amazon/notifications. */

export interface Happening {
  type: PublishedType;
  payload: Json;
  at: number;
  marketplaceIds: string[];
  orderChangeType?: OrderChangeType;
}

export type OrderChangeType = 'OrderStatusChange' | 'BuyerRequestedChange' | 'DeliveryTipChange';

/** The same four facts in the casing of the type: older types PascalCase, newer camelCase (§3.5). */
export function envelope(
  world: World,
  { type, payload, at }: Happening,
  ids: { subscriptionId: string; notificationId: string },
): Json {
  const { payloadVersion, casing } = publishedTypes[type];
  const metadata = {
    applicationId: world.credentials.applicationId,
    subscriptionId: ids.subscriptionId,
    publishTime: iso(world.now()),
    notificationId: ids.notificationId,
  };
  const body = { notificationVersion: '1.0', notificationType: type, payloadVersion, eventTime: iso(at) };
  if (casing === 'camel') return { ...body, payload, notificationMetadata: metadata };
  return { ...pascal(body), Payload: payload, NotificationMetadata: pascal(metadata) };
}

const pascal = (of: Json): Json =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key[0]!.toUpperCase() + key.slice(1), value]));

export function accountStatusChanged(before: string, after: string, at: number, marketplaceId: string): Happening {
  const payload = { accountStatusChangeNotification: { previousAccountStatus: before, currentAccountStatus: after } };
  return { type: 'ACCOUNT_STATUS_CHANGED', payload, at, marketplaceIds: [marketplaceId] };
}

export function reportFinished(world: World, report: Report): Happening {
  const { sellerId } = world.credentials;
  const payload = {
    reportProcessingFinishedNotification: {
      sellerId,
      accountId: `amzn1.merchant.o.${sellerId}`,
      reportId: report.reportId,
      reportType: report.reportType,
      processingStatus: report.processingStatus,
      ...(report.reportDocumentId ? { reportDocumentId: report.reportDocumentId } : {}),
    },
  };
  return { type: 'REPORT_PROCESSING_FINISHED', payload, at: world.now(), marketplaceIds: report.marketplaceIds };
}

/** Orders 2026-01-01 and ORDER_CHANGE name the same states differently. */
const orderStatus: Record<FulfillmentStatus, string> = {
  PENDING_AVAILABILITY: 'PendingAvailability',
  PENDING: 'Pending',
  UNSHIPPED: 'Unshipped',
  PARTIALLY_SHIPPED: 'PartiallyShipped',
  SHIPPED: 'Shipped',
  CANCELLED: 'Canceled',
  UNFULFILLABLE: 'Unfulfillable',
};

export function orderChange(world: World, order: Order, orderChangeType: OrderChangeType, reason: string, at: number): Happening {
  const status = orderStatus[order.fulfillment?.fulfillmentStatus ?? 'UNSHIPPED'];
  const shipped = order.orderItems.reduce((sum, { fulfillment }) => sum + (fulfillment?.quantityFulfilled ?? 0), 0);
  const all = order.orderItems.reduce((sum, { quantityOrdered }) => sum + quantityOrdered, 0);
  const marketplaceId = order.salesChannel.marketplaceId ?? '';
  const payload = {
    OrderChangeNotification: {
      NotificationLevel: 'OrderLevel',
      SellerId: world.credentials.sellerId,
      AmazonOrderId: order.orderId,
      OrderChangeType: orderChangeType,
      OrderChangeTrigger: { TimeOfOrderChange: iso(at), ChangeReason: reason },
      Summary: {
        MarketplaceId: marketplaceId,
        OrderStatus: status,
        PurchaseDate: order.createdTime,
        DestinationPostalCode: order.recipient?.deliveryAddress?.postalCode ?? null,
        FulfillmentType: order.fulfillment?.fulfilledBy === 'AMAZON' ? 'AFN' : 'MFN',
        OrderType: 'StandardOrder',
        NumberOfItemsShipped: shipped,
        NumberOfItemsUnshipped: status === 'Canceled' ? 0 : all - shipped,
        EarliestShipDate: order.fulfillment?.shipByWindow?.earliestDateTime ?? order.createdTime,
        LatestShipDate: order.fulfillment?.shipByWindow?.latestDateTime ?? order.createdTime,
        OrderItems: order.orderItems.map((item) => ({
          OrderItemId: item.orderItemId,
          SellerSKU: item.product.sellerSku ?? '',
          SupplySourceId: null,
          OrderItemStatus: status === 'Shipped' ? 'Shipped' : 'Unshipped',
          Quantity: item.quantityOrdered,
          QuantityShipped: item.fulfillment?.quantityFulfilled ?? 0,
          IsBuyerRequestedCancel: item.cancellation?.cancellationRequest?.requester === 'BUYER',
        })),
      },
    },
  };
  return { type: 'ORDER_CHANGE', payload, at, marketplaceIds: [marketplaceId], orderChangeType };
}

export function inventoryChanged(world: World, item: InventoryItem): Happening {
  const payload = {
    SellerId: world.credentials.sellerId,
    FNSKU: item.fnSku,
    ASIN: item.asin,
    SKU: item.sku,
    FulfillmentInventoryByMarketplace: [
      {
        MarketplaceId: item.marketplaceId,
        ItemName: item.title,
        FulfillmentInventory: {
          InboundQuantityBreakdown: { Working: 0, Shipped: item.inbound, Receiving: 0 },
          Fulfillable: item.fulfillable,
          Unfulfillable: item.unfulfillable,
          Researching: 0,
          ReservedQuantityBreakdown: { WarehouseProcessing: 0, WarehouseTransfer: 0, PendingCustomerOrder: item.reserved },
          FutureSupplyBuyable: 0,
          PendingCustomerOrderInTransit: 0,
        },
      },
    ],
  };
  return { type: 'FBA_INVENTORY_AVAILABILITY_CHANGES', payload, at: item.updatedAt, marketplaceIds: [item.marketplaceId] };
}
