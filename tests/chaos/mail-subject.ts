import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import PostalMime from 'postal-mime';
import type { MarketplaceSubject, MarketplaceUnderTest, SeenReply } from '../contract/marketplace/driver.ts';
import { customer, mailShapes } from '../contract/marketplace/drivers/mail-shapes.ts';
import type { Words } from '../contract/marketplace/drivers/mail-shapes.ts';
import { startAmazonApi } from '../emulators/amazon-api.ts';
import { startDovecot } from '../emulators/dovecot.ts';
import { startMailSink } from '../emulators/mail-sink.ts';
import { buyersMail, freePort, sellersCopy } from '../timeline/amazon-mail.ts';
import { apiSettings } from '../timeline/amazon-store.ts';
import type { SigningPlatform } from '../timeline/platform-push.ts';

const seller = 'support@seller.example';
const retryMs = 100;
/** Mails between two orders, where the platform has an API to tell of them. */
const ordersEvery = 200;
/** Mails that one sending host has on their way at once; the receiver takes twenty. */
const underWay = 10;

export const mailPlatforms = ['amazon', 'walmart', 'shopify', 'etsy'] as const satisfies readonly (SigningPlatform | 'amazon')[];
export type MailPlatform = (typeof mailPlatforms)[number];

/**
 * A shop whose buyers write mail. The same mail comes by the built-in SMTP receiver and lies in the IMAP mailbox; some come
 * one way only: to the receiver alone, whose sending host tries until it is taken, or, while pushes get lost, to the mailbox
 * alone. Answers leave by SMTP through the mailbox's own host, which files what it took under Sent.
 */
export function mailSubject(platform: MailPlatform): MarketplaceSubject {
  return {
    platform,
    async open() {
      const [port, imap] = await Promise.all([freePort(), startDovecot({ sentFolder: 'Sent' })]);
      const api =
        platform === 'amazon'
          ? await startAmazonApi({ searchLagMs: 0, rateScale: Infinity, queue: { longPollFactor: 0.01 } })
          : null;
      const host = await startMailSink({
        sender: seller,
        async onKept(raw) {
          await imap.fileSent(raw);
          if (api) await imap.deliver(await compose(await copyOf(raw)));
        },
      });
      // A shop at work has sent something before; an empty folder would prove nothing.
      await imap.fileSent(
        await compose({ from: seller, to: customer('before'), messageId: '<reply-before@seller.example>', text: '…' }),
      );
      const transport = createTransport({ pool: true, maxConnections: 5, host: '127.0.0.1', port, ignoreTLS: true });
      const inbox = `${platform}@in.seller.example`;
      const push = async (raw: Buffer): Promise<void> => {
        await transport.sendMail({ raw, envelope: { from: 'bounces@platform.example', to: inbox } });
      };
      const sending = new Set<Promise<void>>();
      let stopped = false;
      async function untilTaken(raw: Buffer): Promise<void> {
        while (!stopped) {
          const taken = await push(raw).then(
            () => true,
            () => false,
          );
          if (taken) return;
          await sleep(retryMs);
        }
      }
      const seen: SeenReply[] = [];
      const orders: string[] = [];
      let losing = false;
      let written = 0;

      return {
        settings: {
          mail: { imapUrl: imap.url, smtpUrl: host.smtpUrl, from: `Acme <${seller}>`, addresses: [inbox] },
          ...(api && { api: apiSettings(api) }),
        },
        env: { GENGFU_SMTP_PORT: String(port) },
        site: platform === 'amazon' ? 'de' : 'us',
        arrival: 'mail',
        losePushes: (lose) => void (losing = lose === 'lose'),
        async buyerWrites(words) {
          const number = written++;
          const messageId = `<${randomUUID()}@${platform}.example>`;
          const raw = await compose({ ...mailOf(platform, words, number), to: seller, messageId });
          if (losing) await imap.deliver(raw);
          else if (number % 7 === 0) {
            const sent = untilTaken(raw).finally(() => sending.delete(sent));
            sending.add(sent);
            if (sending.size >= underWay) await Promise.race(sending);
          } else await Promise.all([imap.deliver(raw), push(raw).catch(() => {})]);
          if (api && number % ordersEvery === ordersEvery - 1) orders.push(api.placeOrder({}).id);
          return { messageId, thread: words.buyer };
        },
        async sent() {
          for (const { to, raw } of host.mails.slice(seen.length)) {
            const { text = '', messageId = '' } = await PostalMime.parse(raw);
            seen.push({ thread: to, text: text.trim(), messageId });
          }
          return seen;
        },
        ...(api && { orders: () => orders }),
        async stop() {
          stopped = true;
          transport.close();
          await Promise.all([...sending, host.stop(), imap.stop(), api?.stop()]);
        },
      } satisfies MarketplaceUnderTest;
    },
  };
}

const relayOf = (buyer: string): string => `${buyer.replaceAll(/[^a-z0-9]/g, '')}x8h2k@marketplace.amazon.de`;

function mailOf(platform: MailPlatform, words: Words, number: number): SendMailOptions {
  if (platform === 'amazon') return buyersMail({ ...words, relay: relayOf(words.buyer) });
  // Etsy's own messages are answered on Etsy; whoever writes to the shop's own address is answered from here.
  const shape = platform === 'etsy' && number % 2 === 1 ? mailShapes.shopify : mailShapes[platform];
  return { from: shape.from(words), subject: shape.subject(words), ...shape.body(words) };
}

/** What Amazon tells the seller of a mail it showed. Whether it names the mail is UNCONFIRMED: it does so every other time. */
async function copyOf(raw: Buffer): Promise<SendMailOptions> {
  const { to, text = '', messageId = '' } = await PostalMime.parse(raw);
  const names = messageId.charCodeAt(messageId.indexOf('@') - 1) % 2 === 0 ? messageId : undefined;
  const copy = sellersCopy({ relay: to?.[0]?.address ?? '', text: text.trim(), names });
  return { ...copy, to: seller, messageId: `<${randomUUID()}@eu-west-1.amazonses.com>` };
}

const composer = createTransport({ streamTransport: true, buffer: true });

async function compose(mail: SendMailOptions): Promise<Buffer> {
  return (await composer.sendMail(mail)).message as Buffer;
}
