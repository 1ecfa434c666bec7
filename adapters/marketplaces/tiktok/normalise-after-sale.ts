import * as z from 'zod';
import type { MarketplaceEvent, PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import type { AfterSaleRecord } from '../../../src/ports/marketplace-records.ts';
import { id, instant, maybeAmount, maybeInstant, maybeText } from './fields.ts';

const refund = z.looseObject({ currency: maybeText, refund_total: maybeAmount }).optional().catch(undefined);
const shared = {
  order_id: id.optional().catch(undefined),
  role: maybeText,
  create_time: maybeInstant,
  update_time: instant,
  refund_amount: refund,
};
const returnSchema = z
  .looseObject({
    ...shared,
    return_id: id,
    return_type: z.string().max(100),
    return_status: z.string().max(100),
    return_reason_text: maybeText,
    arbitration_status: maybeText,
    seller_next_action_response: z
      .array(z.looseObject({ action: maybeText, deadline: maybeInstant }))
      .nullish()
      .catch(undefined),
  })
  .transform((entry) => ({
    ...entry,
    id: entry.return_id,
    type: entry.return_type,
    status: entry.return_status,
    reason: entry.return_reason_text,
    disputed: entry.arbitration_status === 'IN_PROGRESS',
    actions: entry.seller_next_action_response ?? [],
  }));
const cancellationSchema = z
  .looseObject({
    ...shared,
    cancel_id: id,
    cancel_type: z.string().max(100),
    cancel_status: z.string().max(100),
    cancel_reason_text: maybeText,
  })
  .transform((entry) => ({
    ...entry,
    id: entry.cancel_id,
    type: entry.cancel_type,
    status: entry.cancel_status,
    reason: entry.cancel_reason_text,
    disputed: false,
    actions: [] as { deadline?: number }[],
  }));
type AfterSale = z.infer<typeof returnSchema> | z.infer<typeof cancellationSchema>;
type Kind = 'return' | 'cancellation';

/** A return, a refund or a cancellation; while it waits for the seller also as a notice (facts/marketplaces §7). @throws ZodError */
export function afterSaleEvents(kind: Kind, body: unknown): MarketplaceEvent[] {
  const entry: AfterSale = kind === 'return' ? returnSchema.parse(body) : cancellationSchema.parse(body);
  const record = recordOf(kind, entry);
  return record.open ? [record, noticeOf(kind, entry, record)] : [record];
}

function recordOf(kind: Kind, entry: AfterSale): AfterSaleRecord {
  const { currency, refund_total } = entry.refund_amount ?? {};
  const dueAt = Math.min(...entry.actions.map(({ deadline }) => deadline ?? Infinity));
  return {
    kind: 'after_sale',
    externalId: entry.id,
    type: typeOf(kind, entry),
    ...(entry.order_id && { orderId: entry.order_id }),
    open: waitsForSeller(entry),
    platformStatus: entry.status,
    ...(entry.reason && { reason: entry.reason }),
    ...(refund_total !== undefined && currency && { amount: { amount: refund_total, currency } }),
    openedAt: entry.create_time,
    ...(Number.isFinite(dueAt) && { dueAt }),
    updatedAt: entry.update_time,
  };
}

function typeOf(kind: Kind, { disputed, type }: AfterSale): AfterSaleRecord['type'] {
  if (disputed) return 'dispute';
  if (kind === 'cancellation') return 'cancellation';
  return type === 'REFUND' ? 'refund' : 'return';
}

/** What the seller began himself waits for nobody; TikTok lists what he may do where it waits for him. */
const waitsForSeller = ({ status, role, actions, disputed }: AfterSale): boolean =>
  disputed || actions.length > 0 || (status.endsWith('_REQUEST_PENDING') && role !== 'SELLER');

function topicOf({ type }: AfterSaleRecord): string {
  if (type === 'return') return 'return_request';
  if (type === 'refund') return 'refund_request';
  return type === 'cancellation' ? 'cancellation_request' : 'dispute';
}

function noticeOf(kind: Kind, entry: AfterSale, record: AfterSaleRecord): PlatformNotice {
  const { amount } = record;
  const facts = [entry.type, entry.reason, amount && `${amount.amount} ${amount.currency}`];
  return {
    kind: 'platform_notice',
    externalId: `${kind} ${entry.id} ${entry.disputed ? 'DISPUTE ' : ''}${entry.status}`,
    topic: topicOf(record),
    subject: '',
    text: facts.filter(Boolean).join('\n'),
    ...(entry.order_id && { orderId: entry.order_id }),
    sentAt: entry.update_time,
    needsAttention: true,
  };
}
