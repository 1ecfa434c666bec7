import { setTimeout as sleep } from 'node:timers/promises';
import type { Mailbox, MailCursor, MailPosition } from '../../../src/ports/mailbox.ts';
import { createImapMailbox, type ImapMailboxOptions } from '../../../adapters/mail/imap-mailbox.ts';

export interface WatchedInbox {
  mailbox: Mailbox;
  /** Mails that became durable, in order. */
  readonly stored: readonly { subject: string; position: MailPosition; raw: Buffer; at: number }[];
  readonly cursors: readonly MailCursor[];
  /** Waits until all these subjects are stored. */
  until(...subjects: string[]): Promise<void>;
  stop(): Promise<void>;
}

export interface WatchOptions extends Partial<ImapMailboxOptions> {
  cursor?: MailCursor | null;
  /** Stands for the database: may fail or take its time before a mail is durable. */
  store?: (subject: string) => Promise<void>;
}

/** Watches an inbox as the product does, with a cursor kept in memory, and remembers what came. */
export async function watchInbox(url: string, options: WatchOptions = {}): Promise<WatchedInbox> {
  const { cursor: first = null, store, ...mailboxOptions } = options;
  const stored: { subject: string; position: MailPosition; raw: Buffer; at: number }[] = [];
  const cursors: MailCursor[] = [];
  let cursor = first;
  const mailbox = createImapMailbox({
    url,
    now: Date.now,
    retryMs: { first: 50, max: 200 },
    ...mailboxOptions,
  });
  await mailbox.watch({
    loadCursor: async () => cursor,
    saveCursor: async (next) => {
      cursor = next;
      cursors.push(next);
    },
    onMail: async (bytes, position) => {
      const raw = Buffer.from(bytes);
      const subject = /^Subject: (.*?)\r?$/m.exec(raw.toString('latin1'))?.[1] ?? '';
      await store?.(subject);
      stored.push({ subject, position, raw, at: Date.now() });
    },
  });
  const until = async (...subjects: string[]) => {
    const missing = () => subjects.filter((subject) => !stored.some((mail) => mail.subject === subject));
    for (const end = Date.now() + 20_000; missing().length > 0; await sleep(10)) {
      if (Date.now() > end) throw new Error(`never came: ${missing().join(', ')}; ${JSON.stringify(mailbox.connection())}`);
    }
  };
  return { mailbox, stored, cursors, until, stop: () => mailbox.stop() };
}

/** Waits until the condition holds, at most 10 s. */
export async function eventually(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !condition(); await sleep(10)) {
    if (Date.now() > end) throw new Error('it never came to this');
  }
}

export function mail(subject: string, body = 'Hello\r\n'): string {
  return `From: Buyer <buyer@customer.example>\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@customer.example>\r\n\r\n${body}`;
}
