import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { BuyerMessage } from '../../../src/ports/marketplace-event.ts';
import { mailAttachments } from '../../mail/mail-attachments.ts';
import { messageFlags } from '../../mail/message-flags.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import type { MailReplyAddress } from '../../mail/send-reply.ts';
import { sentAt } from '../../mail/sent-at.ts';
import { extractMessage } from './extract-message.ts';
import { orderFacts } from './order-facts.ts';
import { quotedReplyIds } from '../../mail/quoted-reply-ids.ts';
import type { RelayAddress } from './relay-address.ts';
import { threadKey } from './thread-key.ts';

/** A mail that a buyer wrote, or had Amazon's customer service write. */
export function buyerMessage(mail: ParsedMail, event: StoredEvent, relay: RelayAddress, suspicion: string | null): BuyerMessage {
  const { text, frame, form } = extractMessage(mail);
  const facts = orderFacts(mail.subject, frame);
  const orderId = facts.orderId ?? form?.orderId;
  const items = facts.items.length === 0 && form?.item !== undefined ? [{ title: form.item }] : facts.items;
  // A case names the thread by itself, and a new case about an old answer is a new thread: then ids have no say.
  const inReplyTo = relay.caseId === undefined ? quotedReplyIds(mail) : [];
  const messageId = mail.messageId ?? undefined;
  return {
    kind: 'buyer_message',
    externalId: messageId ?? event.externalId,
    thread: threadKey(relay, orderId),
    ...(inReplyTo.length === 0 ? {} : { inReplyTo }),
    buyer: { id: relay.buyerId, name: buyerName(mail.from?.name ?? '') },
    ...(orderId === undefined ? {} : { orderId }),
    ...(items.length === 0 ? {} : { items }),
    subject: mail.subject,
    text,
    sentAt: sentAt(mail, event.receivedAt),
    replyAddress: {
      to: relay.complete,
      subject: mail.subject,
      messageId,
      commMgrTok: facts.commMgrTok,
    } satisfies MailReplyAddress,
    attachments: mailAttachments(mail),
    flags: messageFlags(mail, suspicion),
  };
}

function buyerName(displayed: string): string {
  return displayed.replace(/\s+-\s+Amazon Marketplace\s*$/i, '').trim();
}
