import type { NoticeKind } from '../mailbox/platform-mail-events.ts';
import { wordTable } from '../../../src/word-table.ts';

/** X-Space-Notification-Type values that are no buyer's words (facts: Amazon 3.3). */
const byNotificationType = wordTable<NoticeKind>({
  RETURN_REQUEST: { topic: 'return_request', needsAttention: true },
  BRC_SELLER_NOTIFICATION: { topic: 'cancellation_request', needsAttention: true },
});

/** Local parts of `…@amazon.TLD`. */
const bySender = wordTable<NoticeKind>({
  'seller-performance': { topic: 'account_health', needsAttention: true },
  'account-update': { topic: 'account_health', needsAttention: true },
  'community-help': { topic: 'product_question', needsAttention: true },
  'auto-confirm': { topic: 'order_update', needsAttention: false },
  'order-update': { topic: 'order_update', needsAttention: false },
  'payments-messages': { topic: 'payment', needsAttention: false },
  donotreply: { topic: 'amazon_mail', needsAttention: false },
  'no-reply': { topic: 'amazon_mail', needsAttention: false },
});

/** null: the type is unknown, or that of a buyer's message. */
export function noticeByType(type: string): NoticeKind | null {
  if (type.startsWith('A_Z_CLAIM')) return { topic: 'a_to_z_claim', needsAttention: true };
  return byNotificationType[type] ?? null;
}

/** A type nobody has described yet is shown under its own name: it was important enough to be given one. */
export function noticeOfUnknownType(type: string): NoticeKind {
  return {
    topic: type
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .slice(0, 60),
    needsAttention: true,
  };
}

/** A sender nobody has described yet may be urgent; only what is sent to many is not. */
export function noticeBySender(local: string, audience: 'one' | 'many'): NoticeKind {
  return bySender[local] ?? { topic: 'amazon_mail', needsAttention: audience === 'one' };
}
