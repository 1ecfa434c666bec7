import * as z from 'zod';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import { parseAsText } from '../../http/exact-json.ts';
import { wordTable } from '../../../src/word-table.ts';

const text = z.string().max(500).optional().catch(undefined);
const reference = z.object({ id: text, name: text, email: text }).optional().catch(undefined);

const pushed = z.object({
  id: text,
  name: text,
  status: text,
  reason: text,
  amount: text,
  currency: text,
  order_id: text,
  evidence_due_by: text,
  order: reference,
  /** Of the compliance topics. */
  customer: reference,
  shop_domain: text,
  orders_requested: z.array(z.string()).max(1_000).optional().catch(undefined),
  orders_to_redact: z.array(z.string()).max(1_000).optional().catch(undefined),
});
type Pushed = z.infer<typeof pushed>;

/** Topics for which somebody must look. The last three are asked of every app by Shopify's privacy rules. */
const topics = wordTable<string>({
  'returns/request': 'return_request',
  'disputes/create': 'dispute',
  'app/uninstalled': 'app_removed',
  'customers/data_request': 'data_request',
  'customers/redact': 'customer_erasure',
  'shop/redact': 'shop_erasure',
});

/** @throws ZodError | SyntaxError when the body is no event of Shopify's */
export function pushNotice(event: StoredEvent): PlatformNotice {
  const [shopifyTopic = ''] = event.externalId.split(' ', 1);
  const data = pushed.parse(parseAsText(event.body));
  const waits = shopifyTopic === 'disputes/update' && data.status === 'needs_response';
  const topic = waits ? 'dispute' : topics[shopifyTopic];
  const orderId = orderOf(shopifyTopic, data);
  return {
    kind: 'platform_notice',
    externalId: event.externalId,
    topic: topic ?? shopifyTopic.replace('/', '_'),
    subject: '',
    text: factsOf(data).join('\n'),
    ...(orderId === undefined ? {} : { orderId }),
    sentAt: event.receivedAt,
    needsAttention: topic !== undefined,
  };
}

/** The order by the name people use (`#1001`), else by its id. */
function orderOf(topic: string, { id, name, order_id, order }: Pushed): string | undefined {
  if (topic.startsWith('orders/')) return name ?? id;
  return order?.name ?? order_id ?? order?.id;
}

function factsOf(data: Pushed): string[] {
  const { reason, status, amount, currency, evidence_due_by, customer, shop_domain } = data;
  const orders = data.orders_requested ?? data.orders_to_redact ?? [];
  return [
    reason,
    status,
    amount && [amount, currency].filter(Boolean).join(' '),
    evidence_due_by,
    customer && [customer.id, customer.email].filter(Boolean).join(' '),
    orders.slice(0, 50).join(', '),
    shop_domain,
  ].filter((fact): fact is string => fact !== undefined && fact !== '');
}
