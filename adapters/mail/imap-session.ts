import type { ImapFlow } from 'imapflow';
import { createImapClient } from './imap-client.ts';
import type { ImapAddress } from './imap-url.ts';

export interface ImapSessionOptions {
  address: ImapAddress;
  /** Milliseconds between looks, whatever IDLE says: some servers drop IDLE notices, and some networks drop connections silently. */
  pollMs: number;
  /** Milliseconds without a byte after which an unanswered command means the connection is dead. */
  silenceMs: number;
  connectTimeoutMs: number;
  /** Aborted when the mailbox is stopped. */
  signal: AbortSignal;
  onConnected(): void;
  /** Looks for new mail in the open mailbox. Called once after opening and then after every notice or poll. */
  look(client: ImapFlow): Promise<void>;
}

/**
 * One connection, from login to its end: opens the mailbox read-only and keeps looking. Resolves only when stopped.
 * @throws whatever ended the connection: refused login, network, a look that failed
 */
export async function runImapSession(options: ImapSessionOptions): Promise<void> {
  const { address, signal } = options;
  const client = await createImapClient(address, { connectMs: options.connectTimeoutMs, silenceMs: options.silenceMs });
  if (signal.aborted) return;
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined);
  client.on('error', (error: Error) => {
    ended.reject(error);
    // A look that waits for an answer is let go by this, and by nothing else.
    client.close();
  });
  client.on('close', () => ended.reject(new Error('connection closed')));
  const close = () => client.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    await Promise.race([client.connect(), ended.promise]);
    // EXAMINE: the server itself refuses any change, so no flag can ever move by our doing.
    await Promise.race([client.mailboxOpen(address.path, { readOnly: true }), ended.promise]);
    options.onConnected();
    await keepLooking(client, options, ended.promise);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', close);
    client.close();
  }
}

async function keepLooking(client: ImapFlow, options: ImapSessionOptions, ended: Promise<never>): Promise<void> {
  let notice = Promise.withResolvers<void>();
  client.on('exists', () => notice.resolve());
  while (!options.signal.aborted) {
    // Renewed before the look: a notice that comes during it must lead to another one.
    notice = Promise.withResolvers<void>();
    // Not raced with the end of the connection: mail that is being stored is settled before anything else happens.
    await options.look(client);
    const poll = Promise.withResolvers<void>();
    const timer = setTimeout(poll.resolve, options.pollMs);
    // Ends by itself when the next command breaks it. Its failure is reported by the connection.
    client.idle().catch(() => undefined);
    try {
      await Promise.race([notice.promise, poll.promise, ended]);
    } finally {
      clearTimeout(timer);
    }
  }
}
