import * as z from 'zod';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import { parseAsText } from '../../http/exact-json.ts';
import { wordTable } from '../../../src/word-table.ts';

const text = z.string().max(500).optional().catch(undefined);
const order = z.object({ customerOrderId: text, purchaseOrderId: text }).optional().catch(undefined);

/** Fields differ by event and by source (facts: Walmart §9); only the type of the event is relied on. */
const pushed = z.object({
  source: z.object({ eventType: z.string().min(1).max(100) }),
  payload: z
    .object({
      customerOrderId: text,
      purchaseOrderId: text,
      order,
      returnOrder: order,
      returnOrderId: text,
      reason: text,
      cancellationReason: text,
      returnReason: text,
      status: text,
      metric: text,
      metricName: text,
    })
    .optional()
    .catch(undefined),
});

/** Events for which somebody must look, under the names of both sources (facts: Walmart §9: UNCONFIRMED which is in force). */
const topics = wordTable<string>({
  INTENT_TO_CANCEL: 'cancellation_request',
  ORDER_INTENT_TO_CANCEL: 'cancellation_request',
  RETURN_CREATED: 'return_request',
  RETURN_NOTIFICATIONS: 'return_request',
  SELLER_PERFORMANCE_ALARMS: 'account_health',
  SELLER_PERFORMANCE_NOTIFICATIONS: 'account_health',
});

/** @throws ZodError | SyntaxError when the body is no event of Walmart's */
export function pushNotice(event: StoredEvent): PlatformNotice {
  const { source, payload = {} } = pushed.parse(parseAsText(event.body));
  const type = source.eventType.toUpperCase();
  const { order: ordered, returnOrder: returned } = payload;
  const orderId =
    payload.customerOrderId ??
    ordered?.customerOrderId ??
    returned?.customerOrderId ??
    payload.purchaseOrderId ??
    ordered?.purchaseOrderId ??
    returned?.purchaseOrderId;
  const { returnOrderId, reason, cancellationReason, returnReason, status, metric, metricName } = payload;
  const facts = [metric ?? metricName, reason ?? cancellationReason ?? returnReason, status, returnOrderId];
  return {
    kind: 'platform_notice',
    externalId: event.externalId,
    topic: topics[type] ?? type.toLowerCase(),
    subject: '',
    text: facts.filter((fact) => fact !== undefined).join('\n'),
    ...(orderId === undefined ? {} : { orderId }),
    sentAt: event.receivedAt,
    needsAttention: type in topics,
  };
}
