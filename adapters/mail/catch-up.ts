import type { ImapFlow, SearchObject } from 'imapflow';
import type { MailCursor, MailboxWatch } from '../../src/ports/mailbox.ts';
import { fetchMail, type FetchLimits } from './fetch-mail.ts';

const dayMs = 86_400_000;

export interface CatchUpOptions {
  /** Days of mail read on the first start, when there is no cursor. */
  firstDays: number;
  /** Days of mail read again when UIDVALIDITY changed and UIDs mean nothing any more. */
  rescanDays: number;
  limits: FetchLimits;
  now: () => number;
}

/**
 * Hands over everything in the open mailbox that lies behind the cursor. Without a cursor that holds here, the mails
 * received in the last days are taken instead: those already known are recognised downstream by their id.
 */
export async function catchUp(
  client: ImapFlow,
  watch: MailboxWatch & { onHandedOver: () => void },
  options: CatchUpOptions,
): Promise<void> {
  const { mailbox } = client;
  if (!mailbox) throw new Error('no mailbox is open');
  const uidValidity = String(mailbox.uidValidity);
  // Taken before the search: mail that arrives from here on has a higher UID and must not be passed over.
  const { uidNext } = mailbox;
  const cursor = await watch.loadCursor();
  const valid = cursor?.uidValidity === uidValidity ? cursor : null;
  const uids = valid
    ? await newerThan(client, valid)
    : await receivedSince(client, options.now() - daysBack(cursor, options) * dayMs);
  await fetchMail(client, uids, { ...watch, uidValidity, onHandedOver: watch.onHandedOver }, options.limits);
  // Older mails than those of a first look are passed over for good, also in an empty mailbox.
  if (!valid) {
    await watch.saveCursor({ uidValidity, lastUid: Math.max(uidNext - 1, ...uids.slice(-1)) });
  }
}

function daysBack(cursor: MailCursor | null, options: CatchUpOptions): number {
  return cursor ? options.rescanDays : options.firstDays;
}

async function newerThan(client: ImapFlow, { lastUid }: MailCursor): Promise<number[]> {
  // Some servers look into the mailbox at NOOP only and search what they knew before.
  await client.noop();
  // `n:*` always names the last mail, also when its UID is below n (RFC 3501 §6.4.8).
  const found = await search(client, { uid: `${lastUid + 1}:*` });
  return found.filter((uid) => uid > lastUid);
}

/** SINCE compares whole days in the server's zone: up to a day more is found, never less than asked for. */
async function receivedSince(client: ImapFlow, instant: number): Promise<number[]> {
  return search(client, { since: new Date(instant - dayMs / 2) });
}

/** UIDs, ascending. A search the server refused is no empty mailbox: taken for one, the cursor would pass over mail. */
async function search(client: ImapFlow, query: SearchObject): Promise<number[]> {
  const found = await client.search(query, { uid: true });
  if (!found) throw new Error('the mail server refused to search');
  return found.sort((a, b) => a - b);
}
