import type { Marketplace } from '../../../src/ports/marketplace.ts';
import type { MailSender } from '../../mail/send-mail.ts';
import { findSentReply } from '../../mail/find-sent.ts';
import { readMailPart } from '../../mail/parse-mail.ts';
import { sendReply } from '../../mail/send-reply.ts';
import { normalise } from './normalise.ts';
import { verify } from './verify.ts';

/**
 * Walmart Marketplace. Buyers' messages exist as mail from a relay and are answered by SMTP, from the customer-service
 * address that is registered in Seller Center; orders, returns and performance alarms are pushed (facts: Walmart §9).
 */
export function createWalmart({ sender }: { sender: MailSender }): Marketplace {
  return {
    platform: 'walmart',
    can: { push: true, poll: false, reply: true, deliveryReports: true },
    verify,
    normalise,
    readPart: ({ body }, part) => readMailPart(body, part),
    reply: (reply, store) => sendReply(reply, store, sender),
    findReply: findSentReply,
  };
}
