import type { StoredEvent } from '../../src/ports/marketplace.ts';
import type { PlatformNotice } from '../../src/ports/marketplace-event.ts';
import { bodyText } from './body-text.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { sentAt } from './sent-at.ts';

/** A mail that is no buyer's words. `topic` in snake_case; `needsAttention` makes it a ticket. */
export function mailNotice(
  mail: ParsedMail,
  event: StoredEvent,
  notice: { topic: string; needsAttention: boolean; orderId?: string },
): PlatformNotice {
  return {
    kind: 'platform_notice',
    externalId: mail.messageId ?? event.externalId,
    subject: mail.subject,
    text: bodyText(mail),
    sentAt: sentAt(mail, event.receivedAt),
    ...notice,
  };
}
