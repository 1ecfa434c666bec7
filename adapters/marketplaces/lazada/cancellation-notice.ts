import type { PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import { describeDue } from './describe-due.ts';

/** The buyer wants out. The order and its reverse order both tell it: named by what they share, it is said once. */
export function cancellationNotice(asked: {
  orderId: string;
  /** Order lines that are meant. */
  lines: readonly string[];
  reason: string | undefined;
  dueAt: number | undefined;
  at: number;
  zone: string;
}): PlatformNotice {
  const { orderId, lines, reason, dueAt, at, zone } = asked;
  return {
    kind: 'platform_notice',
    externalId: `cancellation ${orderId} ${[...lines].sort()[0] ?? ''}`.trim(),
    topic: 'cancellation_request',
    subject: '',
    text: describeDue(reason, dueAt, zone),
    orderId,
    sentAt: at,
    needsAttention: true,
  };
}
