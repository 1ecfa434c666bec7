import { iso, memberOf, shownName } from './world.ts';
import type { Order, Shipment, World } from './world.ts';

/** An order as `getOrder` shows it; a list leaves the cancel requests out (facts/marketplaces §4.4). */
export function orderView(world: World, order: Order, shownIn: 'list' | 'single'): Record<string, unknown> {
  const member = memberOf(world, order.buyer);
  const cancelRequests =
    shownIn === 'single' && order.cancelState !== 'NONE_REQUESTED'
      ? [
          {
            cancelRequestId: `5${order.id.replaceAll('-', '')}`,
            cancelReason: order.cancelReason ?? 'BUYER_CANCEL',
            cancelInitiator: 'BUYER',
          },
        ]
      : [];
  const price = { value: order.total.value, currency: order.total.currency };
  const lines = order.items.length;
  return {
    orderId: order.id,
    creationDate: iso(order.createdAt),
    lastModifiedDate: iso(order.modifiedAt),
    orderFulfillmentStatus: order.fulfilment,
    orderPaymentStatus: order.payment,
    sellerId: shownName(world, world.seller.username),
    buyer: {
      username: shownName(world, order.buyer),
      buyerRegistrationAddress: { fullName: member.fullName, email: `${member.userId.toLowerCase()}@members.ebay.com` },
    },
    cancelStatus: {
      cancelState: order.cancelState,
      cancelRequests,
      ...(order.cancelState === 'CANCELED' ? { cancelledDate: iso(order.modifiedAt) } : {}),
    },
    pricingSummary: { total: price },
    fulfillmentStartInstructions: [
      {
        fulfillmentInstructionsType: 'SHIP_TO',
        maxEstimatedDeliveryDate: iso(order.shipBy + 6 * 86_400_000),
        shippingStep: { shipTo: { fullName: member.fullName, contactAddress: { countryCode: order.country } } },
      },
    ],
    lineItems: order.items.map((item, index) => ({
      ...item,
      // The whole price stands on the first line: the parts of a made-up order mean nothing.
      total: index === 0 || lines === 1 ? price : { value: '0.00', currency: price.currency },
      lineItemFulfillmentStatus: order.fulfilment,
      lineItemFulfillmentInstructions: { shipByDate: iso(order.shipBy), guaranteedDelivery: false },
    })),
    fulfillmentHrefs: order.shipments.map(
      ({ fulfillmentId }) => `/sell/fulfillment/v1/order/${order.id}/shipping_fulfillment/${fulfillmentId}`,
    ),
  };
}

/** It is sent as `trackingNumber` and read as `shipmentTrackingNumber`. */
export const shipmentView = (shipment: Shipment) => ({
  fulfillmentId: shipment.fulfillmentId,
  shipmentTrackingNumber: shipment.trackingNumber,
  shippingCarrierCode: shipment.carrier,
  shippedDate: iso(shipment.shippedAt),
  lineItems: shipment.lineItems,
});
