import * as z from 'zod';
import type { OrderRecord } from '../../../src/ports/marketplace-records.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { asideField, idField, instantField, moneyField } from './fields.ts';
import type { PolledOrder } from './polled.ts';

const lineItem = z.object({
  legacyItemId: asideField(idField),
  sku: asideField(z.string().min(1)),
  title: asideField(z.string()),
  quantity: z.coerce.number().catch(1),
  total: asideField(moneyField),
  lineItemFulfillmentInstructions: asideField(z.object({ shipByDate: asideField(instantField) })),
});

const cancelStatus = z.object({
  cancelState: asideField(z.string()),
  cancelRequests: asideField(
    z.array(
      z.object({
        cancelReason: asideField(z.string()),
        cancelInitiator: asideField(z.string()),
        cancelRequestedDate: asideField(instantField),
      }),
    ),
  ),
});

const startInstruction = z.object({
  maxEstimatedDeliveryDate: asideField(instantField),
  shippingStep: asideField(
    z.object({ shipTo: asideField(z.object({ contactAddress: asideField(z.object({ countryCode: z.string() })) })) }),
  ),
});

/** Fields of facts/marketplaces §4.4; all but the id and the state may be missing. */
const orderSchema = z.object({
  orderId: idField,
  creationDate: asideField(instantField),
  lastModifiedDate: instantField,
  orderFulfillmentStatus: asideField(z.string()),
  orderPaymentStatus: asideField(z.string()),
  cancelStatus: asideField(cancelStatus),
  buyer: asideField(z.object({ username: z.string().min(1) })),
  pricingSummary: asideField(z.object({ total: asideField(moneyField) })),
  fulfillmentStartInstructions: asideField(z.array(startInstruction)),
  lineItems: z.array(lineItem).default([]),
});
type Order = z.infer<typeof orderSchema>;

/** The tracking number is written as `trackingNumber` and read under another name. */
const shipment = z.object({
  shipmentTrackingNumber: asideField(z.string().min(1)),
  trackingNumber: asideField(z.string().min(1)),
  shippingCarrierCode: asideField(z.string().min(1)),
});

/** @throws ZodError */
export function orderEvents({ order: raw, shipments }: PolledOrder): MarketplaceEvent[] {
  const order = orderSchema.parse(raw);
  return [recordOf(order, z.array(shipment).catch([]).parse(shipments)), ...cancellationOf(order)];
}

function recordOf(order: Order, shipments: z.infer<typeof shipment>[]): OrderRecord {
  const { creationDate, buyer, fulfillmentStartInstructions: instructions = [], lineItems } = order;
  const country = instructions[0]?.shippingStep?.shipTo?.contactAddress?.countryCode.toLowerCase();
  const shipBy = earliest(lineItems.map((item) => item.lineItemFulfillmentInstructions?.shipByDate));
  const deliverBy = earliest(instructions.map((each) => each.maxEstimatedDeliveryDate));
  const total = order.pricingSummary?.total;
  return {
    kind: 'order',
    externalId: order.orderId,
    ...stateOf(order),
    ...(buyer && { buyer: { id: buyer.username } }),
    ...(country && { country }),
    ...(total && { total }),
    items: lineItems.map(({ legacyItemId: id, sku, title, quantity, total: price }) => ({
      ...(id && { id }),
      ...(sku && { sku }),
      ...(title && { title }),
      quantity,
      // `total` is that of the whole line.
      ...(price && quantity === 1 && { price }),
    })),
    ...(creationDate !== undefined && { placedAt: creationDate }),
    ...(shipBy !== undefined && { shipBy }),
    ...(deliverBy !== undefined && { deliverBy }),
    ...(shipments.length > 0 && { shipments: shipments.map(shipmentOf) }),
    cancelRequested: isAsked(order),
    updatedAt: order.lastModifiedDate,
  };
}

const shipmentOf = (parcel: z.infer<typeof shipment>) => {
  const tracking = parcel.shipmentTrackingNumber ?? parcel.trackingNumber;
  return { ...(parcel.shippingCarrierCode && { carrier: parcel.shippingCarrierCode }), ...(tracking && { tracking }) };
};

function stateOf(order: Order): Pick<OrderRecord, 'status' | 'platformStatus'> {
  const { orderFulfillmentStatus: fulfilment = '', orderPaymentStatus: payment = '', cancelStatus: cancel } = order;
  if (cancel?.cancelState === 'CANCELED') return { status: 'cancelled', platformStatus: cancel.cancelState };
  if (payment === 'PENDING' || payment === 'FAILED') return { status: 'unpaid', platformStatus: payment };
  // eBay does not say here that a parcel has arrived.
  if (fulfilment === 'FULFILLED') return { status: 'shipped', platformStatus: fulfilment };
  if (fulfilment === 'NOT_STARTED' || fulfilment === 'IN_PROGRESS') return { status: 'to_ship', platformStatus: fulfilment };
  return { status: 'unknown', platformStatus: fulfilment || payment };
}

/** The buyer wants out. A list of orders does not say who asked; a single order does. */
const isAsked = ({ cancelStatus: cancel }: Order): boolean =>
  cancel?.cancelState === 'IN_PROGRESS' && !cancel.cancelRequests?.some(({ cancelInitiator }) => cancelInitiator === 'SELLER');

function cancellationOf(order: Order): MarketplaceEvent[] {
  const { orderId, buyer, cancelStatus: cancel, lastModifiedDate: updatedAt } = order;
  const state = cancel?.cancelState;
  if (!state || state === 'NONE_REQUESTED') return [];
  const request = cancel.cancelRequests?.[0];
  const [open, reason] = [isAsked(order), request?.cancelReason];
  const openedAt = request?.cancelRequestedDate;
  const externalId = `cancellation ${orderId}`;
  return [
    {
      kind: 'after_sale',
      externalId,
      type: 'cancellation',
      orderId,
      open,
      platformStatus: state,
      ...(reason && { reason }),
      ...(buyer && { buyer: { id: buyer.username } }),
      ...(openedAt !== undefined && { openedAt }),
      updatedAt,
    },
    ...(open
      ? [
          {
            kind: 'platform_notice' as const,
            externalId: `${externalId} ${state}`,
            topic: 'cancellation_request',
            subject: `买家申请取消订单 · Cancellation requested: ${orderId}`,
            text: reason ?? '',
            orderId,
            sentAt: openedAt ?? updatedAt,
            needsAttention: true,
          },
        ]
      : []),
  ];
}

function earliest(instants: readonly (number | undefined)[]): number | undefined {
  const known = instants.filter((at) => at !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
