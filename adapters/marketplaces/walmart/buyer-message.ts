import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { BuyerMessage } from '../../../src/ports/marketplace-event.ts';
import { bodyText } from '../../mail/body-text.ts';
import { mailAttachments } from '../../mail/mail-attachments.ts';
import { messageFlags } from '../../mail/message-flags.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { ownMessageIds } from '../../mail/reply-message-id.ts';
import type { MailReplyAddress } from '../../mail/send-reply.ts';
import { sentAt } from '../../mail/sent-at.ts';
import { readMessageForm } from './message-form.ts';
import { relayAddress } from './relay-address.ts';
import { threadKey } from './thread-key.ts';

/** A mail that came through the relay; null for any other. The answer goes to the address of the newest message. */
export function buyerMessage(mail: ParsedMail, event: StoredEvent, suspicion: string | null): BuyerMessage | null {
  const written = mail.from?.address ?? '';
  const relay = relayAddress(written);
  if (relay === null) return null;
  const { salesOrderId, item, text } = readMessageForm(mail.subject, bodyText(mail));
  const answered = ownMessageIds([...mail.inReplyTo, ...mail.references]);
  const messageId = mail.messageId ?? undefined;
  const thread = threadKey(relay, salesOrderId);
  return {
    kind: 'buyer_message',
    externalId: messageId ?? event.externalId,
    thread,
    ...(answered.length === 0 ? {} : { inReplyTo: answered }),
    // Whoever wrote about an order before is the same buyer; nothing else is known of them.
    buyer: { id: thread, name: (mail.from?.name ?? '').replace(/\s+(?:via|-)\s+Walmart.*$/i, '').trim() },
    ...(salesOrderId === undefined ? {} : { orderId: salesOrderId }),
    ...(item === undefined ? {} : { items: [{ title: item }] }),
    subject: mail.subject,
    text,
    sentAt: sentAt(mail, event.receivedAt),
    replyAddress: { to: written, subject: mail.subject, messageId } satisfies MailReplyAddress,
    attachments: mailAttachments(mail),
    flags: messageFlags(mail, suspicion),
  };
}
