import * as z from 'zod';
import { ReplyError, type OutgoingReply } from '../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../src/stores/store-record.ts';
import { messageIds } from './message-ids.ts';
import { replyMessageId } from './reply-message-id.ts';
import { replySubject } from './reply-subject.ts';
import type { MailSender, OutgoingMail } from './send-mail.ts';
import { senderAddress } from './sender-address.ts';

/** What a mail adapter keeps beside the conversation to answer it. */
export const mailReplyAddress = z.object({
  /** Complete address, `+` part included. */
  to: z.string().min(3),
  subject: z.string().default(''),
  /** Of the mail being answered. */
  messageId: z.string().optional(),
  /** Amazon's thread token, quoted back below the text. */
  commMgrTok: z.string().optional(),
});
export type MailReplyAddress = z.infer<typeof mailReplyAddress>;

/** What a person will read of a reply. */
export interface ReplyWords {
  subject: string;
  text: string;
}

/**
 * Sends a reply from the store's approved address and returns our own Message-ID.
 * @throws ReplyError permanent when the store has no way to send mail or the conversation no address
 */
export async function sendReply(
  reply: OutgoingReply,
  store: StoreRecord,
  sender: MailSender,
  wordsOf: (reply: OutgoingReply, address: MailReplyAddress) => ReplyWords = plainWords,
): Promise<{ externalId: string }> {
  const { smtpUrl, from } = store.settings.mail ?? {};
  if (!smtpUrl || !from) throw new ReplyError('permanent', 'store has no smtpUrl or no sender address');
  const address = mailReplyAddress.safeParse(reply.replyAddress);
  if (!address.success) throw new ReplyError('permanent', 'conversation has no mail address', { cause: address.error });
  const mail = composeReply(reply, wordsOf(reply, address.data), address.data, from);
  await sender.send(mail, smtpUrl);
  return { externalId: mail.messageId };
}

/** The agent's words under the subject that the buyer's mail had. */
export function plainWords(reply: OutgoingReply, address: MailReplyAddress): ReplyWords {
  return { subject: replySubject(address.subject || reply.subject), text: reply.text };
}

function composeReply(reply: OutgoingReply, words: ReplyWords, address: MailReplyAddress, from: string): OutgoingMail {
  const sender = senderAddress(from);
  if (!sender) throw new ReplyError('permanent', 'the sender in the store settings is no mail address');
  const [answered] = messageIds(address.messageId);
  const earlier = messageIds([...reply.references, answered].join(' '));
  return {
    messageId: replyMessageId(reply.id, sender.address),
    from: sender,
    to: address.to,
    ...words,
    inReplyTo: answered ?? earlier.at(-1),
    references: earlier,
    at: reply.now,
    ...(reply.attachments ? { attachments: reply.attachments } : {}),
  };
}
