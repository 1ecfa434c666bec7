import { bodyText } from '../../mail/body-text.ts';
import { isOwnAddress } from '../../mail/is-own-address.ts';
import { senderDomain } from '../../mail/suspect-sender.ts';
import type { MailProfile } from '../mailbox/platform-mail-events.ts';
import { formMessage } from './form-message.ts';
import { orderName } from './order-name.ts';
import { shopifyIdentity } from './sender-identity.ts';

const dispute = /\b(?:chargeback|dispute|inquiry)|拒付|争议/i;

/** What is in the support mailbox of a shop on Shopify (facts: Shopify §11). Customers' own mails are plain ones. */
export const shopifyMail: MailProfile = {
  identity: shopifyIdentity,
  buyerMessage(mail, event, store, suspicion) {
    if (shopifyIdentity.owns(senderDomain(mail))) return formMessage(mail, event, suspicion);
    // A shop with a domain of its own lets Shopify send the form in its name.
    const own = isOwnAddress(mail.from?.address ?? '', store) && mail.otherFrom.length === 0;
    return own ? formMessage(mail, event, null) : null;
  },
  marked: () => null,
  noticeOf(mail, audience) {
    const orderId = orderName(mail.subject, bodyText(mail));
    const order = orderId === undefined ? {} : { orderId };
    if (audience === 'many') return { topic: 'shopify_mail', needsAttention: false };
    if (dispute.test(mail.subject)) return { topic: 'dispute', needsAttention: true, ...order };
    // "Order #1001 placed by …": the shop's staff is told of every sale.
    return orderName(mail.subject, '') === undefined
      ? { topic: 'shopify_mail', needsAttention: true }
      : { topic: 'order_update', needsAttention: false, ...order };
  },
};
