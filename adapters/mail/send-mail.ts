import { finished, type Readable } from 'node:stream';
import type { Transporter } from 'nodemailer';
import { ReplyError } from '../../src/ports/marketplace.ts';
import { toReplyError } from './to-reply-error.ts';

/** One plain-text mail to one recipient. Values may hold anything; line breaks in headers are flattened here. */
export interface OutgoingMail {
  /** With angle brackets; the same for the same mail, however often it is tried. */
  messageId: string;
  /** `Name <address>` split up; `address` also becomes the envelope sender. */
  from: { name: string; address: string };
  to: string;
  subject: string;
  text: string;
  inReplyTo?: string;
  references: readonly string[];
  /** Instant for the Date header. */
  at: number;
}

export interface MailSender {
  /**
   * Resolves when the server has taken responsibility (250 after DATA), which is not yet delivery.
   * `smtpUrl`: smtp(s)://user:password@host:port.
   * @throws ReplyError temporary: certainly not sent; permanent: refused; unknown: may have been sent
   */
  send(mail: OutgoingMail, smtpUrl: string): Promise<void>;
  close(): void;
}

export interface MailSenderOptions {
  /** Milliseconds to reach the server and hear its greeting. Default 15 s. */
  connectTimeoutMs?: number;
  /** Milliseconds a started conversation may be silent. Default 60 s. */
  silenceTimeoutMs?: number;
  /** Milliseconds for one mail from queue to answer. Default 3 min. */
  totalTimeoutMs?: number;
}

/** Keeps a few connections per server; they close by themselves after 30 s without work. */
export function createMailSender(options: MailSenderOptions = {}): MailSender {
  const { connectTimeoutMs = 15_000, silenceTimeoutMs = 60_000, totalTimeoutMs = 180_000 } = options;
  const transports = new Map<string, Promise<Transporter>>();
  /** The bytes of each mail under way. Whether a byte was taken decides between "not sent" and "nobody knows". */
  const underWay = new Map<string, Readable>();

  async function open(url: string): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      pool: true,
      url,
      maxConnections: 2,
      // A broken connection is reported at once; the job queue knows better when to try again.
      maxRequeues: 0,
      idleTimeout: 30_000,
      dnsTimeout: connectTimeoutMs,
      connectionTimeout: connectTimeoutMs,
      greetingTimeout: connectTimeoutMs,
      socketTimeout: silenceTimeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    transport.use('stream', (mail, done) => {
      const create = mail.message.createReadStream.bind(mail.message);
      mail.message.createReadStream = (streamOptions) => {
        const stream = create(streamOptions);
        underWay.set(String(mail.data.messageId), stream);
        // Without a listener a late failure of an abandoned stream would end the process.
        finished(stream, () => undefined);
        return stream;
      };
      done();
    });
    return transport;
  }

  return {
    async send(mail, smtpUrl) {
      const to = mail.to.trim();
      if (!/^[^\s<>,;:"()]+@[^\s<>,;:"()]+$/.test(to)) throw new ReplyError('permanent', 'recipient is not a mail address');
      let transport = transports.get(smtpUrl);
      if (!transport) transports.set(smtpUrl, (transport = open(smtpUrl)));
      try {
        await (
          await transport
        ).sendMail({
          messageId: oneLine(mail.messageId),
          from: { name: oneLine(mail.from.name), address: oneLine(mail.from.address) },
          to: { name: '', address: to },
          envelope: { from: oneLine(mail.from.address), to: [to] },
          subject: oneLine(mail.subject),
          text: mail.text,
          inReplyTo: mail.inReplyTo && oneLine(mail.inReplyTo),
          references: mail.references.map(oneLine),
          date: new Date(mail.at),
          signal: AbortSignal.timeout(totalTimeoutMs),
        });
      } catch (error) {
        throw toReplyError(error, { dataTaken: underWay.get(oneLine(mail.messageId))?.readableDidRead ?? false });
      } finally {
        underWay.delete(oneLine(mail.messageId));
      }
    },
    close() {
      for (const transport of transports.values()) void transport.then((open) => open.close()).catch(() => undefined);
      transports.clear();
    },
  };
}

/** A line break in a header value would begin another header (CWE-93). */
function oneLine(value: string): string {
  return value.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
}
