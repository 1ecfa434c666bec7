import type { AttachmentLimits, Marketplace } from '../../../src/ports/marketplace.ts';
import { readMailPart } from '../../mail/parse-mail.ts';
import { sendReply } from '../../mail/send-reply.ts';
import type { MailSender } from '../../mail/send-mail.ts';
import { normalise } from './normalise.ts';
import { replyWords } from './reply.ts';

export interface AmazonOptions {
  /** Shared by all mail stores: createMailSender() of adapters/mail/send-mail.ts. */
  sender: MailSender;
}

/** 10 MB a message; the list of formats is UNCONFIRMED, this is its safe part (facts: Amazon 3.4). */
const attachments: AttachmentLimits = {
  maxBytes: 10_000_000,
  maxCount: 5,
  types: [
    'application/pdf',
    'application/msword',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'text/plain',
    'image/jpeg',
    'image/png',
  ],
  by: 'content',
};

/**
 * Amazon's buyer-seller messages. They exist as mail only: StoredEvent.body is the raw RFC 822 message that reached the
 * store's mailbox, and replies go by SMTP to the relay address (facts: Amazon 3.2-3.4).
 */
export function createAmazon(options: AmazonOptions): Marketplace {
  return {
    platform: 'amazon',
    can: { push: false, poll: false, reply: true, deliveryReports: true, attachments },
    normalise,
    readPart: ({ body }, part) => readMailPart(body, part),
    reply: (reply, store) => sendReply(reply, store, options.sender, replyWords),
  };
}
