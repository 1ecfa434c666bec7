import type { Marketplace } from '../../../src/ports/marketplace.ts';
import type { MailSender } from '../../mail/send-mail.ts';
import { findSentReply } from '../../mail/find-sent.ts';
import { readMailPart } from '../../mail/parse-mail.ts';
import { sendReply } from '../../mail/send-reply.ts';
import { normalise } from './normalise.ts';
import { verify } from './verify.ts';

/**
 * Etsy lets no program read or answer its conversations. What is left is the mail by which it tells of a new one: a
 * ticket with a link, answered by a person on Etsy. Whether an answer by mail would reach the buyer is UNCONFIRMED, so
 * none is ever sent; only customers who write to the shop's own address are answered (facts: Etsy §10).
 */
export function createEtsy({ sender }: { sender: MailSender }): Marketplace {
  return {
    platform: 'etsy',
    can: { push: true, poll: false, reply: false, deliveryReports: false },
    verify,
    normalise,
    readPart: ({ body }, part) => readMailPart(body, part),
    reply: (reply, store) => sendReply(reply, store, sender),
    findReply: findSentReply,
  };
}
