import type { StoredEvent } from '../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../src/ports/marketplace-event.ts';
import { mailNotice } from './mail-notice.ts';
import type { ParsedMail } from './parsed-mail.ts';
import type { Bounce } from './read-bounce.ts';

/** A bounce as a delivery report, or as a notice when it does not say of which reply or conversation it speaks. */
export function bounceEvents(
  bounce: Bounce,
  mail: ParsedMail,
  event: StoredEvent,
  thread: string | undefined,
): MarketplaceEvent[] {
  const { outcome, replyIds, reason } = bounce;
  if (outcome === 'delayed') return [mailNotice(mail, event, { topic: 'delivery_delayed', needsAttention: false })];
  if (replyIds.length === 0 && thread === undefined)
    return [mailNotice(mail, event, { topic: 'undeliverable', needsAttention: true })];
  return [
    {
      kind: 'delivery_report',
      replyIds,
      ...(thread === undefined ? {} : { thread }),
      state: outcome,
      reason,
      at: event.receivedAt,
    },
  ];
}
