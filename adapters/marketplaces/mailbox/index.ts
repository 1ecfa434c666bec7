import type { Marketplace } from '../../../src/ports/marketplace.ts';
import { findSentReply } from '../../mail/find-sent.ts';
import { readMailPart } from '../../mail/parse-mail.ts';
import { sendReply } from '../../mail/send-reply.ts';
import { mailAttachmentLimits } from '../../mail/attachment-limits.ts';
import type { MailSender } from '../../mail/send-mail.ts';
import { normalise } from './normalise.ts';

export interface PlainMailboxOptions {
  /** Name of the platform whose buyers write to this mailbox, e.g. `kaufland`. */
  platform: string;
  /** Shared by all mail stores: createMailSender() of adapters/mail/send-mail.ts. */
  sender: MailSender;
}

/** A mailbox on the seller's own domain: buyers write by ordinary mail, directly or through a relay that keeps Reply-To. */
export function createPlainMailbox(options: PlainMailboxOptions): Marketplace {
  return {
    platform: options.platform,
    can: { push: false, poll: false, reply: true, deliveryReports: true, attachments: mailAttachmentLimits },
    normalise,
    readPart: ({ body }, part) => readMailPart(body, part),
    reply: (reply, store) => sendReply(reply, store, options.sender),
    findReply: findSentReply,
  };
}
