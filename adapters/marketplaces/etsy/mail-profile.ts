import { bodyText } from '../../mail/body-text.ts';
import { senderDomain } from '../../mail/suspect-sender.ts';
import type { MailProfile } from '../mailbox/platform-mail-events.ts';
import { alertMessage } from './alert-message.ts';
import { etsyIdentity } from './sender-identity.ts';

const order = /\border\s*#\s*(\d{6,15})(?!\d)/i;
const dispute = /\b(?:case|dispute|chargeback)\b/i;

/** What is in an Etsy seller's mailbox (facts: Etsy §10). Whoever writes to the shop's own address writes plain mail. */
export const etsyMail: MailProfile = {
  identity: etsyIdentity,
  buyerMessage: (mail, event, _store, suspicion) =>
    etsyIdentity.owns(senderDomain(mail)) ? alertMessage(mail, event, suspicion) : null,
  marked: () => null,
  noticeOf(mail, audience) {
    const orderId = order.exec(`${mail.subject}\n${bodyText(mail)}`)?.[1];
    const about = orderId === undefined ? {} : { orderId };
    if (audience === 'many') return { topic: 'etsy_mail', needsAttention: false };
    if (dispute.test(mail.subject)) return { topic: 'dispute', needsAttention: true, ...about };
    return order.test(mail.subject)
      ? { topic: 'order_update', needsAttention: false, ...about }
      : { topic: 'etsy_mail', needsAttention: true, ...about };
  },
};
