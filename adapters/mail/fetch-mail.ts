import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { MailCursor, MailboxWatch } from '../../src/ports/mailbox.ts';
import { mailLimits } from './limits.ts';

export interface FetchLimits {
  /** Bytes over which only the beginning of a mail is fetched. */
  maxBytes: number;
  /** Bytes fetched of such a mail. */
  beginningBytes: number;
  /** Bytes and mails handed over at once; one commit can then serve them all. */
  batchBytes: number;
  batchCount: number;
}

export const defaultFetchLimits: FetchLimits = {
  maxBytes: mailLimits.message,
  beginningBytes: mailLimits.beginning,
  batchBytes: 8 * 1024 * 1024,
  batchCount: 50,
};

/**
 * Hands over the mails with the given UIDs of the open mailbox, oldest first, and moves the cursor batch by batch.
 * When a mail of a batch cannot be taken, the cursor stops in front of it and the error is passed on; what was taken
 * behind it comes again and is recognised by its id.
 */
export async function fetchMail(
  client: ImapFlow,
  uids: readonly number[],
  watch: MailboxWatch & { uidValidity: string; onHandedOver: () => void },
  limits: FetchLimits,
): Promise<void> {
  const { uidValidity } = watch;
  const ordered = [...uids].sort((a, b) => a - b);
  const sizes = new Map<number, number>();
  for (let at = 0; at < ordered.length; at += 500) {
    const range = ordered.slice(at, at + 500);
    for (const mail of await client.fetchAll(range, { uid: true, size: true }, { uid: true }))
      sizes.set(mail.uid, mail.size ?? 0);
  }
  for (const batch of batches(ordered, sizes, limits)) {
    const mails = await fetchBatch(client, batch, sizes, limits);
    const taken = await Promise.allSettled(
      mails.map(async ({ uid, raw, cutFrom }) =>
        watch.onMail(raw, { uidValidity, uid, ...(cutFrom === undefined ? {} : { cutFrom }) }),
      ),
    );
    watch.onHandedOver();
    const failed = taken.findIndex((result) => result.status === 'rejected');
    const last = failed === -1 ? batch.at(-1) : mails[failed - 1]?.uid;
    if (last !== undefined) await watch.saveCursor({ uidValidity, lastUid: last } satisfies MailCursor);
    if (failed !== -1) throw (taken[failed] as PromiseRejectedResult).reason;
  }
}

interface FetchedMail {
  uid: number;
  raw: Uint8Array;
  cutFrom?: number;
}

async function fetchBatch(
  client: ImapFlow,
  batch: number[],
  sizes: Map<number, number>,
  limits: FetchLimits,
): Promise<FetchedMail[]> {
  const tooBig = batch.filter((uid) => (sizes.get(uid) ?? 0) > limits.maxBytes);
  const fitting = batch.filter((uid) => !tooBig.includes(uid));
  const mails: FetchedMail[] = [];
  // `source` asks for BODY.PEEK[], which leaves \Seen alone even where the server ignores EXAMINE.
  if (fitting.length > 0) {
    for (const mail of await client.fetchAll(fitting, { uid: true, source: true }, { uid: true })) mails.push(...fetched(mail));
  }
  for (const uid of tooBig) {
    const part = await client.fetchOne(
      String(uid),
      { uid: true, source: { start: 0, maxLength: limits.beginningBytes } },
      { uid: true },
    );
    const cutFrom = sizes.get(uid) ?? 0;
    if (part) mails.push(...fetched(part).map(({ raw }) => ({ uid, raw: markCut(raw, cutFrom), cutFrom })));
  }
  return mails.sort((a, b) => a.uid - b.uid);
}

/** A mail deleted between listing and fetching has no source; there is nothing to hand over. */
function fetched(mail: FetchMessageObject): FetchedMail[] {
  return mail.source ? [{ uid: mail.uid, raw: mail.source }] : [];
}

/** Stored with the bytes, as trace fields are, so that the reader of the stored mail knows it is only the beginning. */
function markCut(raw: Uint8Array, size: number): Uint8Array {
  return Buffer.concat([Buffer.from(`X-Gengfu-Cut-From: ${size}\r\n`), raw]);
}

function* batches(uids: readonly number[], sizes: Map<number, number>, limits: FetchLimits): Generator<number[]> {
  let batch: number[] = [];
  let bytes = 0;
  for (const uid of uids) {
    const size = Math.min(sizes.get(uid) ?? 0, limits.maxBytes);
    if (batch.length > 0 && (batch.length >= limits.batchCount || bytes + size > limits.batchBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(uid);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
