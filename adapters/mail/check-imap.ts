import { sentFolder } from './find-sent.ts';
import { parseImapUrl } from './imap-url.ts';
import { runImapSession } from './imap-session.ts';

/**
 * Logs in and opens the mailbox read-only, as the service does, then leaves.
 * @returns how many mails lie there, and whether there is a folder for copies of what is sent
 * @throws Error in the words of the server or the network; never with the password
 */
export async function checkImap(url: string, timeLimitMs: number): Promise<{ mails: number; sentFolder: boolean }> {
  const address = parseImapUrl(url);
  const done = new AbortController();
  let mails = -1;
  let hasSent = false;
  const session = runImapSession({
    address,
    pollMs: timeLimitMs,
    silenceMs: timeLimitMs,
    connectTimeoutMs: timeLimitMs,
    signal: AbortSignal.any([done.signal, AbortSignal.timeout(timeLimitMs)]),
    onConnected: () => {},
    look: async (client) => {
      hasSent = (await sentFolder(client)) !== undefined;
      mails = client.mailbox ? client.mailbox.exists : 0;
      done.abort();
    },
  });
  try {
    await session;
  } catch (error) {
    const words =
      error instanceof Error && 'responseText' in error && typeof error.responseText === 'string' ? error.responseText : null;
    throw new Error(words ?? (error instanceof Error ? error.message : String(error)), { cause: error });
  }
  if (mails < 0) throw new Error(`no answer from ${address.host}:${address.port} in ${timeLimitMs / 1000} s`);
  return { mails, sentFolder: hasSent };
}
