import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { BuyerMessage } from '../../../src/ports/marketplace-event.ts';
import { bodyText } from '../../mail/body-text.ts';
import { mailAttachments } from '../../mail/mail-attachments.ts';
import { messageFlags } from '../../mail/message-flags.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import type { MailReplyAddress } from '../../mail/send-reply.ts';
import { sentAt } from '../../mail/sent-at.ts';
import { readContactForm } from './contact-form.ts';
import { orderName } from './order-name.ts';

/** What a customer wrote into the shop's contact form; null when the mail is none. Answers go to the customer. */
export function formMessage(mail: ParsedMail, event: StoredEvent, suspicion: string | null): BuyerMessage | null {
  const body = bodyText(mail);
  const form = readContactForm(body);
  if (!form) return null;
  // Some shops ask for the order in a field of its own.
  const orderId = orderName('', form.message) ?? orderName('', body);
  const to = mail.replyTo?.address ?? form.email;
  const id = to.toLowerCase();
  const messageId = mail.messageId ?? undefined;
  return {
    kind: 'buyer_message',
    externalId: messageId ?? event.externalId,
    // The subject is a date, so it cannot hold a conversation together.
    thread: `form:${id}`,
    buyer: { id, name: form.name || (mail.replyTo?.name ?? '') },
    ...(orderId === undefined ? {} : { orderId }),
    subject: mail.subject,
    text: form.message,
    sentAt: sentAt(mail, event.receivedAt),
    replyAddress: { to, subject: mail.subject, messageId } satisfies MailReplyAddress,
    attachments: mailAttachments(mail),
    flags: messageFlags(mail, suspicion),
  };
}
