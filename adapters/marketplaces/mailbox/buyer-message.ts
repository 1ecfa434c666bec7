import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { BuyerMessage } from '../../../src/ports/marketplace-event.ts';
import { bodyText } from '../../mail/body-text.ts';
import { mailAttachments } from '../../mail/mail-attachments.ts';
import { messageFlags } from '../../mail/message-flags.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { ownMessageIds } from '../../mail/reply-message-id.ts';
import { bareSubject } from '../../mail/reply-subject.ts';
import type { MailReplyAddress } from '../../mail/send-reply.ts';
import { sentAt } from '../../mail/sent-at.ts';
import { stripQuotedText } from '../../mail/strip-quoted-text.ts';
import { threadKey } from './thread-key.ts';

/** A person's mail. `suspicion`: why the sender is doubted, null when there is no reason. null: the mail names no sender. */
export function buyerMessage(mail: ParsedMail, event: StoredEvent, suspicion: string | null): BuyerMessage | null {
  // A contact form writes from the shop's own address and names the customer in Reply-To.
  const person = mail.replyTo ?? mail.from;
  if (!person) return null;
  const id = person.address.toLowerCase();
  const answered = answeredIds(mail);
  const messageId = mail.messageId ?? undefined;
  return {
    kind: 'buyer_message',
    externalId: messageId ?? event.externalId,
    thread: threadKey(id, mail.subject),
    ...(answered.length === 0 ? {} : { inReplyTo: answered }),
    buyer: { id, name: person.name || (mail.from?.name ?? '') },
    subject: bareSubject(mail.subject),
    text: stripQuotedText(bodyText(mail)),
    sentAt: sentAt(mail, event.receivedAt),
    replyAddress: { to: person.address, subject: mail.subject, messageId } satisfies MailReplyAddress,
    attachments: mailAttachments(mail),
    flags: messageFlags(mail, suspicion),
  };
}

/** What the mail answers, likeliest first: a reply of ours, then the nearest mail of the thread, the buyer's own included. */
function answeredIds(mail: ParsedMail): string[] {
  const thread = [...mail.inReplyTo, ...mail.references.toReversed()];
  return [...new Set([...ownMessageIds(thread), ...thread])];
}
