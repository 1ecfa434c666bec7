import type { ImapFlow } from 'imapflow';
import { ReplyError } from '../../src/ports/marketplace.ts';
import type { OutgoingReply } from '../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../src/stores/store-record.ts';
import { createImapClient } from './imap-client.ts';
import { parseImapUrl } from './imap-url.ts';
import { ownMessageIds, replyMessageId } from './reply-message-id.ts';
import { senderAddress } from './sender-address.ts';

/** Milliseconds that a mail server may take to file a copy of what it accepted. */
const filingMs = 30_000;
/** Copies that prove that a folder gets them: among its newest mails and not older than this. */
const newest = 200;
const proofMs = 30 * 86_400_000;
const timeouts = { connectMs: 15_000, silenceMs: 20_000 };

/**
 * Looks for a reply in the Sent folder of the store's own mailbox, where most hosts file what leaves through them. null
 * means that it did not leave: the folder holds other replies of ours and, long enough after the attempt, not this one.
 * @param since instant of the attempt
 * @throws ReplyError temporary: not filed yet, look again; unknown: nothing here can tell
 * @throws Error of the network or the server: look again
 */
export async function findSentReply(
  reply: Pick<OutgoingReply, 'id' | 'now'>,
  since: number,
  store: StoreRecord,
): Promise<{ externalId: string } | null> {
  const { imapUrl, from = '' } = store.settings.mail ?? {};
  const sender = senderAddress(from);
  if (!imapUrl || !sender) throw new ReplyError('unknown', 'interrupted while sending, and there is no Sent folder to look into');
  const wanted = replyMessageId(reply.id, sender.address);
  const client = await createImapClient(parseImapUrl(imapUrl), timeouts);
  // A command that waits for its answer is refused when the connection ends; nobody else listens.
  client.on('error', () => client.close());
  try {
    await client.connect();
    const sent = await openSent(client);
    if (sent && (await holds(client, wanted))) return { externalId: wanted };
    const copies = sent ? await newestCopies(client, reply.now - proofMs) : [];
    if (copies.includes(wanted)) return { externalId: wanted };
    if (reply.now - since < filingMs)
      throw new ReplyError('temporary', 'interrupted while sending, and no copy of it is filed yet');
    if (copies.length > 0) return null;
    throw new ReplyError('unknown', 'interrupted while sending, and the mailbox keeps no copies of what is sent');
  } finally {
    client.close();
  }
}

/** The folder that copies of what is sent are filed in, where the server names one (RFC 6154). */
export async function sentFolder(client: ImapFlow): Promise<{ path: string } | undefined> {
  return (await client.list()).find(({ specialUse }) => specialUse === '\\Sent');
}

/** Read-only; false when the mailbox has no such folder. */
async function openSent(client: ImapFlow): Promise<boolean> {
  const sent = await sentFolder(client);
  if (sent) await client.mailboxOpen(sent.path, { readOnly: true });
  return sent !== undefined;
}

async function holds(client: ImapFlow, messageId: string): Promise<boolean> {
  const found = await client.search({ header: { 'message-id': messageId } }, { uid: true });
  if (!found) throw new Error('the mail server refused to search');
  return found.length > 0;
}

/** Message-IDs of replies of ours among the newest mails: some servers search headers by words of their own making. */
async function newestCopies(client: ImapFlow, after: number): Promise<string[]> {
  const exists = client.mailbox ? client.mailbox.exists : 0;
  if (exists === 0) return [];
  const mails = await client.fetchAll(`${Math.max(1, exists - newest + 1)}:*`, { envelope: true, internalDate: true });
  const recent = mails.filter(({ internalDate }) => internalDate !== undefined && new Date(internalDate).getTime() > after);
  return ownMessageIds(recent.flatMap(({ envelope }) => envelope?.messageId ?? []));
}
