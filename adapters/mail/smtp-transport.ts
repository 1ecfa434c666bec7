import { finished, type Readable } from 'node:stream';
import type { SendMailOptions } from 'nodemailer';
import { isLoopback } from './is-loopback.ts';
import { toReplyError } from './to-reply-error.ts';

export interface SmtpTimeouts {
  /** Milliseconds to reach the server and hear its greeting. */
  connectMs: number;
  /** Milliseconds a started conversation may be silent. */
  silenceMs: number;
  /** Milliseconds for one mail from queue to answer. */
  totalMs: number;
}

export interface SmtpTransport {
  /** Resolves after the 250 for the message. @throws ReplyError */
  send(mail: SendMailOptions & { messageId: string }): Promise<void>;
  close(): void;
}

/** Up to two connections to one server, which close by themselves after 30 s without work. */
export async function openSmtpTransport(url: string, timeouts: SmtpTimeouts): Promise<SmtpTransport> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    pool: true,
    url,
    requireTLS: mustEncrypt(url),
    maxConnections: 2,
    // A broken connection is reported at once; the job queue knows better when to try again.
    maxRequeues: 0,
    idleTimeout: 30_000,
    dnsTimeout: timeouts.connectMs,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.connectMs,
    socketTimeout: timeouts.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  /** The bytes of each mail under way. Whether one was taken decides between "not sent" and "nobody knows". */
  const underWay = new Map<string, Readable>();
  transport.use('stream', (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) => {
      const stream = create(options);
      underWay.set(String(mail.data.messageId), stream);
      // Without a listener a late failure of an abandoned stream would end the process.
      finished(stream, () => undefined);
      return stream;
    };
    done();
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail({ ...mail, signal: AbortSignal.timeout(timeouts.totalMs) });
      } catch (error) {
        // nodemailer reads the message only after the server's 354: before that nothing of it can have arrived.
        throw toReplyError(error, { dataTaken: underWay.get(mail.messageId)?.readableDidRead ?? false });
      } finally {
        underWay.delete(mail.messageId);
      }
    },
    close: () => transport.close(),
  };
}

/** A password goes over TLS alone; anybody on the way could strip the offer of STARTTLS otherwise. */
export function mustEncrypt(url: string): boolean {
  const { protocol, hostname, password } = new URL(url);
  return protocol === 'smtp:' && password !== '' && !isLoopback(hostname.replace(/^\[|\]$/g, ''));
}
