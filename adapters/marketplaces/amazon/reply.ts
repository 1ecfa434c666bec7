import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import { plainWords, type MailReplyAddress, type ReplyWords } from '../../mail/send-reply.ts';

/**
 * What goes into the one text/plain part. Amazon's thread token is quoted back below the words, where Amazon's own
 * mails carry it (facts: Amazon 3.3); nothing else is added, since buyers must not see any branding. A buyer who wants
 * no unsolicited mail is reached about an order only, by the mark that Amazon asks for in the subject (help 200383320).
 */
export function replyWords(reply: OutgoingReply, address: MailReplyAddress): ReplyWords {
  const { subject, text } = plainWords(reply, address);
  const token = address.commMgrTok;
  const marked = reply.optedOut && reply.orderId !== undefined && !subject.includes('[Important]');
  return {
    subject: marked ? `[Important] ${subject}` : subject,
    text: token === undefined || text.includes(token) ? text : `${text.trimEnd()}\n\n[commMgrTok:${token}]`,
  };
}
