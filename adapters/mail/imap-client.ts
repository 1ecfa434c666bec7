import type { ImapFlow } from 'imapflow';
import type { ImapAddress } from './imap-url.ts';
import { isLoopback } from './is-loopback.ts';

/** A connection that is not open yet. `connectMs`: to reach the server; `silenceMs`: a command may stay unanswered. */
export async function createImapClient(
  address: ImapAddress,
  { connectMs, silenceMs }: { connectMs: number; silenceMs: number },
): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow');
  return new ImapFlow({
    host: address.host,
    port: address.port,
    secure: address.secure,
    // Otherwise anybody on the way could strip the offer of STARTTLS and read the password.
    doSTARTTLS: address.secure || isLoopback(address.host) ? undefined : true,
    auth: { user: address.user, pass: address.password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    // Between two polls silence is normal; afterwards a command waits for its answer, and then it is not.
    socketTimeout: silenceMs,
  });
}
