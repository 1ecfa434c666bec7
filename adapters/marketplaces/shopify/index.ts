import type { Marketplace } from '../../../src/ports/marketplace.ts';
import { mailAttachmentLimits } from '../../mail/attachment-limits.ts';
import type { MailSender } from '../../mail/send-mail.ts';
import { findSentReply } from '../../mail/find-sent.ts';
import { readMailPart } from '../../mail/parse-mail.ts';
import { sendReply } from '../../mail/send-reply.ts';
import { normalise } from './normalise.ts';
import { verify } from './verify.ts';

/**
 * A shop of one's own on Shopify. Its buyers write to the support mailbox, by the contact form or by themselves, and are
 * answered by mail; Shopify pushes orders, returns, disputes and what the privacy laws ask for (facts: Shopify §11).
 */
export function createShopify({ sender }: { sender: MailSender }): Marketplace {
  return {
    platform: 'shopify',
    can: { push: true, poll: false, reply: true, deliveryReports: true, attachments: mailAttachmentLimits },
    verify,
    normalise,
    readPart: ({ body }, part) => readMailPart(body, part),
    reply: (reply, store) => sendReply(reply, store, sender),
    findReply: findSentReply,
  };
}
