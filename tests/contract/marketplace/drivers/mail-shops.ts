import { createHash, randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { startMailSink } from '../../../emulators/mail-sink.ts';
import { freePort } from '../../../timeline/amazon-mail.ts';
import { signedPush } from '../../../timeline/platform-push.ts';
import type { SigningPlatform } from '../../../timeline/platform-push.ts';
import type { Forgery, MarketplaceSubject, SeenReply } from '../driver.ts';
import { storeId } from '../scene.ts';

const seller = 'support@seller.example';
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

interface Words {
  buyer: string;
  name?: string;
  text: string;
  order?: string;
}

/** How a platform writes its mails to sellers (facts/marketplaces §9-§11). */
interface MailShape {
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
const conversationOf = (buyer: string): number => Number.parseInt(digest(buyer).slice(0, 7), 16);
const relay = (buyer: string): string => `${digest(buyer).toUpperCase()}@relay.walmart.com`;
const customer = (buyer: string): string => `${digest(buyer).slice(0, 8)}@customer.example`;

const shapes: Record<SigningPlatform, MailShape> = {
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

/** Shops whose buyers write mail and whose platform pushes orders and notices. */
function mailShop(platform: SigningPlatform): MarketplaceSubject {
  const shape = shapes[platform];
  return {
    platform,
    async open() {
      const [port, sink] = await Promise.all([freePort(), startMailSink({ sender: seller })]);
      const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
      const inbox = `${platform}@in.seller.example`;
      const addresses = new Map<string, string>();
      const seen: SeenReply[] = [];

      return {
        settings: {
          push: { secret },
          mail: { smtpUrl: sink.smtpUrl, from: `Acme <${seller}>`, addresses: [inbox] },
        },
        env: { GENGFU_SMTP_PORT: String(port) },
        site: 'us',
        arrival: 'mail',
        async buyerWrites(words) {
          const messageId = `<${randomUUID()}@${platform}.example>`;
          const mail = { from: shape.from(words), to: seller, subject: shape.subject(words), messageId, ...shape.body(words) };
          await transport.sendMail({ ...mail, envelope: { from: 'bounces@platform.example', to: inbox } });
          const thread = shape.address?.(words.buyer) ?? String(conversationOf(words.buyer));
          addresses.set(thread, words.buyer);
          return { messageId, thread };
        },
        ...(shape.address && {
          async sent() {
            for (const { to, raw } of sink.mails.slice(seen.length)) {
              const { text = '', messageId = '' } = await PostalMime.parse(raw);
              seen.push({ thread: to, text: text.trim(), messageId });
            }
            return seen;
          },
        }),
        forge: async (kind) => forge(platform, kind),
        forgeries: { kinds: shape.forgeries, status: 401 },
        async stop() {
          transport.close();
          await sink.stop();
        },
      };
    },
  };
}

function forge(platform: SigningPlatform, kind: Forgery): { headers: Record<string, string>; body: Buffer } {
  const body = JSON.stringify({ event_type: 'order.paid', id: 1, source: { eventType: 'PO_CREATED' } });
  const now = Date.now() - (kind === 'stale' ? 3_600_000 : 0);
  const key = kind === 'wrong_key' ? 'whsec_c29tZWJvZHkgZWxzZeKAmXMga2V5' : secret;
  const target = `/in/${platform}/${storeId}`;
  const headers = signedPush(platform, { secret: key, body, target, now, topic: 'orders/create', id: 'forged' });
  if (kind === 'unsigned') return { headers: {}, body: Buffer.from(body) };
  if (kind === 'tampered') return { headers, body: Buffer.from(body.replace('order', 'Order').replace('PO', 'XO')) };
  return { headers, body: Buffer.from(kind === 'truncated' ? body.slice(0, -3) : body) };
}

export const walmart = mailShop('walmart');
export const shopify = mailShop('shopify');
export const etsy = mailShop('etsy');
