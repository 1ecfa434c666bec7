import { ReplyError } from '../../src/ports/marketplace.ts';
import { openSmtpTransport, type SmtpTransport } from './smtp-transport.ts';
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
  attachments?: readonly { name: string; type: string; bytes: Uint8Array }[];
  /** Instant for the Date header. */
  at: number;
}

export interface MailSender {
  /**
   * Resolves when the server has taken responsibility (250 after DATA), which is not yet delivery. `smtpUrl`:
   * smtp(s)://user:password@host:port. With a password, plain smtp must upgrade by STARTTLS, except on this machine.
   * @throws ReplyError temporary: certainly not sent; permanent: refused; unknown: may have been sent
   */
  send(mail: OutgoingMail, smtpUrl: string): Promise<void>;
  close(): void;
}

export interface MailSenderOptions {
  /** Milliseconds to reach the server and hear its greeting. Default 15 s. */
  connectTimeoutMs?: number;
  /** Milliseconds a started conversation may be silent, the answer to DATA included. Default 2 min. */
  silenceTimeoutMs?: number;
  /** Milliseconds for one mail from queue to answer. Default 3 min. */
  totalTimeoutMs?: number;
}

/** One for all stores: connections are shared by those that use the same server and account. */
export function createMailSender(options: MailSenderOptions = {}): MailSender {
  const timeouts = {
    connectMs: options.connectTimeoutMs ?? 15_000,
    silenceMs: options.silenceTimeoutMs ?? 120_000,
    totalMs: options.totalTimeoutMs ?? 180_000,
  };
  const transports = new Map<string, Promise<SmtpTransport>>();

  function transportTo(url: string): Promise<SmtpTransport> {
    const open = transports.get(url);
    if (open) return open;
    const opening = openSmtpTransport(url, timeouts).catch((error: unknown) => {
      transports.delete(url);
      throw toReplyError(error, { dataTaken: false });
    });
    transports.set(url, opening);
    return opening;
  }

  return {
    async send(mail, smtpUrl) {
      const to = mail.to.trim();
      // Anything more than one bare address could smuggle in a second recipient.
      if (!/^[^\s<>,;:"()]+@[^\s<>,;:"()]+$/.test(to)) throw new ReplyError('permanent', 'recipient is not a mail address');
      const address = oneLine(mail.from.address);
      const transport = await transportTo(smtpUrl);
      await transport.send({
        messageId: oneLine(mail.messageId),
        from: { name: oneLine(mail.from.name), address },
        to: { name: '', address: to },
        envelope: { from: address, to: [to] },
        subject: oneLine(mail.subject),
        text: mail.text,
        inReplyTo: mail.inReplyTo && oneLine(mail.inReplyTo),
        references: mail.references.map(oneLine),
        date: new Date(mail.at),
        ...(mail.attachments && {
          attachments: mail.attachments.map(({ name, type, bytes }) => ({
            filename: oneLine(name),
            contentType: type,
            content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
          })),
        }),
      });
    },
    close() {
      for (const transport of transports.values()) {
        void transport.then((open) => open.close()).catch(() => undefined);
      }
      transports.clear();
    },
  };
}

/** A line break in a header value would begin another header (CWE-93). */
function oneLine(value: string): string {
  return value.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
}
