import * as z from 'zod';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import { parseAsText } from '../../http/exact-json.ts';

const pushed = z.object({ event_type: z.string().min(1).max(100), resource_url: z.string().max(1_000).default('') });

/**
 * Etsy pushes what became of orders and nothing that somebody must answer. The order is read from the address of the
 * receipt; the address itself is never opened (facts: Etsy §10).
 * @throws ZodError | SyntaxError when the body is no event of Etsy's
 */
export function pushNotice(event: StoredEvent): PlatformNotice {
  const { event_type, resource_url } = pushed.parse(parseAsText(event.body));
  const orderId = /\/receipts\/(\d{1,20})(?!\d)/.exec(resource_url)?.[1];
  return {
    kind: 'platform_notice',
    externalId: event.externalId,
    topic: event_type.replace('.', '_'),
    subject: '',
    text: '',
    ...(orderId === undefined ? {} : { orderId }),
    sentAt: event.receivedAt,
    needsAttention: false,
  };
}
