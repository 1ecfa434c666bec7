import { bodyText } from '../../mail/body-text.ts';
import type { MailProfile } from '../mailbox/platform-mail-events.ts';
import { buyerMessage } from './buyer-message.ts';
import { readMessageForm } from './message-form.ts';
import { walmartIdentity } from './sender-identity.ts';
import { threadKey } from './thread-key.ts';

/** Words by which Seller Center speaks of the account itself. Its senders are UNCONFIRMED, so its words must tell. */
const aboutTheAccount =
  /\b(?:suspen|deactivat|terminat|seller performance|performance (?:standards|alert)|policy violation|appeal)/i;

/** What is in a seller's Walmart mailbox (facts: Walmart §9). */
export const walmartMail: MailProfile = {
  identity: walmartIdentity,
  buyerMessage: (mail, event, _store, suspicion) => buyerMessage(mail, event, suspicion),
  marked: () => null,
  noticeOf(mail, audience) {
    const { salesOrderId } = readMessageForm(mail.subject, bodyText(mail));
    const order = salesOrderId === undefined ? {} : { orderId: salesOrderId };
    if (audience === 'many') return { topic: 'walmart_mail', needsAttention: false, ...order };
    return { topic: aboutTheAccount.test(mail.subject) ? 'account_health' : 'walmart_mail', needsAttention: true, ...order };
  },
  threadIn(words, mail) {
    const { salesOrderId } = readMessageForm(mail.subject, words);
    return salesOrderId === undefined ? undefined : threadKey('', salesOrderId);
  },
};
