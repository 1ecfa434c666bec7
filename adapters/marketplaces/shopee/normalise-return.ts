import * as z from 'zod';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { AfterSaleRecord } from '../../../src/ports/marketplace-records.ts';
import { amountOrNone, id, idOrNone, seconds, secondsOrNone, textOrNone } from './wire.ts';

const entry = z.object({
  return_sn: id,
  order_sn: idOrNone,
  status: z.string(),
  reason: textOrNone,
  text_reason: textOrNone,
  refund_amount: amountOrNone,
  currency: textOrNone,
  create_time: secondsOrNone,
  update_time: seconds,
  due_date: secondsOrNone,
  return_seller_due_date: secondsOrNone,
  negotiation_status: textOrNone,
  seller_proof_status: textOrNone,
  needs_logistics: z.boolean().nullish(),
});
type Entry = z.infer<typeof entry>;

/** A return or refund as it stands; whoever has to act on it gets a ticket, once for each state. @throws ZodError */
export function normaliseReturn(body: unknown): MarketplaceEvent[] {
  const read = entry.parse(body);
  const step = stepOf(read);
  const record: AfterSaleRecord = {
    kind: 'after_sale',
    externalId: read.return_sn,
    type: read.needs_logistics === false ? 'refund' : 'return',
    orderId: read.order_sn,
    open: step !== null,
    platformStatus: read.status,
    reason: read.reason,
    text: read.text_reason,
    amount:
      read.refund_amount !== undefined && read.currency ? { amount: read.refund_amount, currency: read.currency } : undefined,
    openedAt: read.create_time,
    dueAt: step?.dueAt,
    updatedAt: read.update_time,
  };
  if (!step) return [record];
  const { amount } = record;
  return [
    record,
    {
      kind: 'platform_notice',
      externalId: `return ${read.return_sn} ${step.id}`,
      topic: step.topic,
      subject: '',
      text: [read.return_sn, read.reason, read.text_reason, amount && `${amount.amount} ${amount.currency}`]
        .filter(Boolean)
        .join(' · '),
      orderId: read.order_sn,
      sentAt: read.update_time,
      needsAttention: true,
    },
  ];
}

interface Step {
  id: string;
  topic: string;
  dueAt: number | undefined;
}

/** What the seller has to do now, by which of the two dates (facts/marketplaces §5.4); null when it is another's turn. */
function stepOf({ status, seller_proof_status, due_date, return_seller_due_date }: Entry): Step | null {
  const proofWanted = seller_proof_status === 'PENDING';
  switch (status) {
    case 'REQUESTED':
      return { id: status, topic: 'return_request', dueAt: due_date };
    // The goods are on their way back, or there.
    case 'PROCESSING':
      return {
        id: status,
        topic: 'return_to_handle',
        dueAt: return_seller_due_date,
      };
    case 'JUDGING':
    case 'SELLER_DISPUTE':
      if (!proofWanted) return null;
      return {
        id: `${status} proof`,
        topic: 'evidence_wanted',
        dueAt: due_date,
      };
    default:
      return null;
  }
}
