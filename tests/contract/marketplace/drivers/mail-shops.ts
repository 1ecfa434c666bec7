import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { startMailSink } from '../../../emulators/mail-sink.ts';
import { freePort } from '../../../timeline/amazon-mail.ts';
import { signedPush } from '../../../timeline/platform-push.ts';
import type { SigningPlatform } from '../../../timeline/platform-push.ts';
import type { Forgery, MarketplaceSubject, SeenReply } from '../driver.ts';
import { storeId } from '../scene.ts';
import { conversationOf, mailShapes } from './mail-shapes.ts';

const seller = 'support@seller.example';
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Shops whose buyers write mail and whose platform pushes orders and notices. */
function mailShop(platform: SigningPlatform): MarketplaceSubject {
  const shape = mailShapes[platform];
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
