import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { BuyerMessage } from '../../../src/ports/marketplace-event.ts';
import { mailAttachments } from '../../mail/mail-attachments.ts';
import { messageFlags } from '../../mail/message-flags.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { sentAt } from '../../mail/sent-at.ts';
import { readConversationAlert } from './conversation-alert.ts';

/** The message that an alert tells of; null when the mail is no alert. It has no way back: a person answers on Etsy. */
export function alertMessage(mail: ParsedMail, event: StoredEvent, suspicion: string | null): BuyerMessage | null {
  const alert = readConversationAlert(mail);
  if (!alert) return null;
  const { buyer, conversationId, orderId, answerAt } = alert;
  const key = buyer.toLowerCase() || conversationId || (mail.messageId ?? event.externalId);
  return {
    kind: 'buyer_message',
    externalId: mail.messageId ?? event.externalId,
    thread: conversationId === undefined ? `buyer:${key}` : `conversation:${conversationId}`,
    buyer: { id: key, name: buyer },
    ...(orderId === undefined ? {} : { orderId }),
    subject: mail.subject,
    text: alert.text || mail.subject,
    sentAt: sentAt(mail, event.receivedAt),
    replyAddress: {},
    // A forged alert would send people to a page of its own making, were the link taken from it as it is.
    attachments: mailAttachments(mail),
    flags: { ...messageFlags(mail, suspicion), answerAt },
  };
}
