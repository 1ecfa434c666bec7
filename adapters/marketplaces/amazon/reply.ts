import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { MailReplyAddress } from '../../mail/send-reply.ts';

/**
 * What goes into the one text/plain part. Amazon's thread token is quoted back below the words, where Amazon's own
 * mails carry it (facts: Amazon 3.3); nothing else is added, since buyers must not see any branding.
 */
export function replyText(reply: OutgoingReply, address: MailReplyAddress): string {
  const token = address.commMgrTok;
  return token === undefined || reply.text.includes(token) ? reply.text : `${reply.text.trimEnd()}\n\n[commMgrTok:${token}]`;
}
