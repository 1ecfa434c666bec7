import { createHash } from 'node:crypto';
import type { SigningPlatform } from '../../../timeline/platform-push.ts';
import type { Forgery } from '../driver.ts';

export interface Words {
  buyer: string;
  name?: string;
  text: string;
  order?: string;
}

/** How a platform writes its mails to sellers (facts/marketplaces §9-§11). */
export interface MailShape {
  from(words: Words): string;
  subject(words: Words): string;
  body(words: Words): { text?: string; html?: string };
  /** Where the buyer reads answers; null where there are none by mail. */
  address: ((buyer: string) => string) | null;
  /** Forgeries that its signature can tell; some sign no time. */
  forgeries: readonly Forgery[];
}

const digest = (buyer: string): string => createHash('md5').update(buyer).digest('hex');
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
export const conversationOf = (buyer: string): number => Number.parseInt(digest(buyer).slice(0, 7), 16);
const relay = (buyer: string): string => `${digest(buyer).toUpperCase()}@relay.walmart.com`;
export const customer = (buyer: string): string => `${digest(buyer).slice(0, 8)}@customer.example`;

export const mailShapes: Record<SigningPlatform, MailShape> = {
  walmart: {
    from: ({ buyer, name = 'Jordan Ellis' }) => `"${name}" <${relay(buyer)}>`,
    subject: () => 'A customer has a question about an order',
    body: ({ buyer, text, order = `2000${conversationOf(buyer)}` }) => ({
      text: `A Walmart customer sent you a message about the item below.\n\nItem: Tea tin\nSales Order ID: ${order}\nMessage:\n${text}\n`,
    }),
    address: relay,
    forgeries: ['unsigned', 'wrong_key', 'tampered', 'truncated', 'stale'],
  },
  shopify: {
    from: ({ buyer, name = 'Omar Haddad' }) => `"${name}" <${customer(buyer)}>`,
    subject: ({ order }) => (order ? `Order #${order}` : 'A question'),
    body: ({ text }) => ({ text }),
    address: customer,
    forgeries: ['unsigned', 'wrong_key', 'tampered', 'truncated'],
  },
  etsy: {
    from: () => 'Etsy Conversations <conversations@mail.etsy.com>',
    subject: ({ name = 'Ashlee' }) => `${name} needs help with an order they placed`,
    body: ({ buyer, name = 'Ashlee', text }) => ({
      text: `Hi Acme, ${name} sent you a message.\n<p> You need help with: something<br />\n<br />\nNote for seller: ${escape(text)}<br />\n${name} </p>\n<p> Reply here https://www.etsy.com/conversations/${conversationOf(buyer)}?ref=x#last </p>\n`,
    }),
    address: null,
    forgeries: ['unsigned', 'wrong_key', 'tampered', 'truncated', 'stale'],
  },
};
