import type { MarketplaceEvent, PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import type { AfterSaleRecord } from '../../../src/ports/marketplace-records.ts';
import { readDay } from './read-day.ts';
import type { Polled } from './polled.ts';

/**
 * A return of a seller-fulfilled order. It waits for the seller as long as its status says so; that the word for it is
 * `Pending` is UNCONFIRMED, any other counts as taken care of. @throws Error
 */
export function normaliseReturn({ rows, reportedAt }: Extract<Polled, { type: 'return' }>): MarketplaceEvent[] {
  const row = rows[0]!;
  const orderId = row['order id'];
  if (!orderId) throw new Error('a return without an order');
  const id = row['amazon rma id'] || `${orderId} ${row['return request date'] ?? ''}`.trim();
  const status = row['return request status'] ?? '';
  const open = /pending/i.test(status);
  const claimed = /^y/i.test(row['a-to-z claim'] ?? '');
  const reason = row['return reason'] || undefined;
  const requestedAt = readDay(row['return request date'] ?? '', '');
  const record: AfterSaleRecord = {
    kind: 'after_sale',
    externalId: id,
    type: claimed ? 'claim' : 'return',
    orderId,
    open,
    platformStatus: status,
    reason,
    amount: refundOf(row),
    openedAt: requestedAt,
    updatedAt: reportedAt,
  };
  // Topics are those of Amazon's mails about the same, so that both make one ticket.
  const notice = (topic: string): PlatformNotice => ({
    kind: 'platform_notice',
    externalId: `${topic} ${id}`,
    topic,
    subject: '',
    text: [`${id} ${status}`, rows.map((each) => each['item name']).join(', '), reason].filter(Boolean).join('\n'),
    orderId,
    sentAt: requestedAt ?? reportedAt,
    needsAttention: true,
  });
  const fought = claimed && !/clos|complet/i.test(status);
  return [record, ...(open ? [notice('return_request')] : []), ...(fought ? [notice('a_to_z_claim')] : [])];
}

function refundOf(row: Record<string, string>): AfterSaleRecord['amount'] {
  const amount = row['refunded amount'] || row['order amount'];
  const currency = row['currency code'];
  return amount && currency ? { amount, currency } : undefined;
}
