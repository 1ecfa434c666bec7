import type { AttachmentLimits, Marketplace } from '../../../src/ports/marketplace.ts';
import { findSentReply } from '../../mail/find-sent.ts';
import { readMailPart } from '../../mail/parse-mail.ts';
import { sendReply } from '../../mail/send-reply.ts';
import type { MailSender } from '../../mail/send-mail.ts';
import type { ApiOptions } from './api-client.ts';
import { createApiSide } from './api.ts';
import { normalisePolled } from './normalise-polled.ts';
import { normalise } from './normalise.ts';
import { replyWords } from './reply.ts';

export interface AmazonOptions {
  /** Shared by all mail stores: createMailSender() of adapters/mail/send-mail.ts. */
  sender: MailSender;
  /** For the Selling Partner API; without it there is mail and nothing else. */
  api?: ApiOptions;
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
 * Amazon's buyer-seller messages exist as mail only: StoredEvent.body is then the raw RFC 822 message that reached the
 * store's mailbox, and replies go by SMTP to the relay address (facts: Amazon 3.2-3.4). Orders, returns, feedback, health and
 * stock come from the Selling Partner API, for stores that have an account there.
 */
export function createAmazon({ sender, api }: AmazonOptions): Marketplace & { stop(): void } {
  const apiSide = api && createApiSide(api);
  return {
    ...apiSide,
    platform: 'amazon',
    can: { push: false, poll: apiSide !== undefined, reply: true, deliveryReports: true, attachments },
    normalise: async (event, store) => (event.source === 'poll' ? normalisePolled(event, store) : normalise(event, store)),
    readPart: ({ body }, part) => readMailPart(body, part),
    reply: (reply, store) => sendReply(reply, store, sender, replyWords),
    findReply: findSentReply,
    stop: () => apiSide?.stop(),
  };
}
