import * as z from 'zod';
import type { MarketplaceEvent, PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import type { AfterSaleRecord } from '../../../src/ports/marketplace-records.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { cancellationNotice } from './cancellation-notice.ts';
import { describeDue } from './describe-due.ts';
import { flag, id, idOrNone, textOrNone, timeOrNone } from './shapes.ts';
import { isCountry, sites } from './sites.ts';
import { wordTable } from '../../../src/word-table.ts';

const person = z.object({ buyer_id: idOrNone, user_id: idOrNone }).nullish();

const line = z.object({
  trade_order_line_id: idOrNone,
  reverse_status: textOrNone,
  reason_text: textOrNone,
  refund_amount: z.coerce.number().int().nonnegative().optional().catch(undefined),
  is_dispute: flag,
  /** By when the seller must decide. */
  sla: timeOrNone,
  return_order_line_gmt_create: timeOrNone,
  return_order_line_gmt_modified: timeOrNone,
  buyer: person,
});
type Line = z.infer<typeof line>;

/** The list and the detail name the lines differently. */
const reverseOrder = z.object({
  reverse_order_id: id,
  trade_order_id: idOrNone,
  request_type: textOrNone,
  reverse_order_lines: z.array(line).nullish(),
  reverseOrderLineDTOList: z.array(line).nullish(),
});

const types = wordTable<AfterSaleRecord['type']>({ CANCEL: 'cancellation', RETURN: 'return', ONLY_REFUND: 'refund' });
/** The seller has not decided yet; other states wait for the buyer, the carrier or Lazada. */
const undecided = /^(REQUEST_INITIATE|(CANCEL|RTM|RTW|REFUND)_INIT)$/;

/** @param raw one reverse order as the list or the detail shows it */
export function afterSaleEvents(raw: unknown, store: StoreRecord): MarketplaceEvent[] {
  const read = reverseOrder.parse(raw);
  const lines = read.reverse_order_lines ?? read.reverseOrderLineDTOList ?? [];
  const waiting = lines.filter(({ reverse_status }) => undecided.test(reverse_status ?? ''));
  const disputed = lines.some(({ is_dispute }) => is_dispute);
  const open = waiting.length > 0;
  const statuses = [...new Set(lines.flatMap(({ reverse_status }) => reverse_status ?? []))];
  const person = lines.find(({ buyer }) => buyer)?.buyer;
  const buyerId = person?.buyer_id ?? person?.user_id;
  const openedAt = first(lines, 'return_order_line_gmt_create');
  const changed = lines.flatMap(({ return_order_line_gmt_modified }) => return_order_line_gmt_modified ?? []);
  const record: AfterSaleRecord = {
    kind: 'after_sale',
    externalId: read.reverse_order_id,
    type: disputed ? 'dispute' : (types[read.request_type ?? ''] ?? 'case'),
    orderId: read.trade_order_id,
    open,
    platformStatus: statuses.join(', '),
    reason: lines.find(({ reason_text }) => reason_text)?.reason_text,
    amount: amountOf(lines, store),
    ...(buyerId && { buyer: { id: buyerId } }),
    openedAt,
    dueAt: open ? first(waiting, 'sla') : undefined,
    updatedAt: Math.max(0, openedAt ?? 0, ...changed),
  };
  const notice = noticeOf(record, waiting, store);
  return notice ? [record, notice] : [record];
}

function noticeOf(record: AfterSaleRecord, waiting: readonly Line[], { zone }: StoreRecord): PlatformNotice | undefined {
  const { externalId, type, orderId, open, reason, dueAt, openedAt, updatedAt } = record;
  const at = openedAt ?? updatedAt;
  if (type === 'cancellation' && open && orderId) {
    const lines = waiting.flatMap(({ trade_order_line_id }) => trade_order_line_id ?? []);
    return cancellationNotice({ orderId, lines, reason, dueAt, at, zone });
  }
  if (!open && type !== 'dispute') return undefined;
  const topics: Partial<Record<AfterSaleRecord['type'], string>> = { dispute: 'dispute', refund: 'refund_request' };
  return {
    kind: 'platform_notice',
    externalId: `after_sale ${externalId} ${type === 'dispute' ? 'dispute' : 'opened'}`,
    topic: topics[type] ?? 'return_request',
    subject: '',
    text: describeDue(reason, dueAt, zone),
    orderId,
    sentAt: type === 'dispute' ? updatedAt : at,
    needsAttention: true,
  };
}

function first(lines: readonly Line[], name: 'sla' | 'return_order_line_gmt_create'): number | undefined {
  const times = lines.flatMap((read) => read[name] ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** Reverse orders count in hundredths, in Vietnam in dong. */
function amountOf(lines: readonly Line[], { site }: StoreRecord): AfterSaleRecord['amount'] {
  const amounts = lines.flatMap(({ refund_amount }) => refund_amount ?? []);
  if (amounts.length === 0 || !isCountry(site)) return undefined;
  const sum = amounts.reduce((total, amount) => total + BigInt(amount), 0n);
  const { currency } = sites[site];
  if (site === 'vn') return { amount: String(sum), currency };
  return { amount: `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`, currency };
}
