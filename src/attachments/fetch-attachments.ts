import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { requestCards } from '../notify/request-cards.ts';
import { FetchError } from '../ports/remote-files.ts';
import type { RemoteFile } from '../ports/remote-files.ts';
import type { AttachmentProblem } from '../ports/marketplace-event.ts';
import type { Attachment } from '../store/client/client.ts';
import type { RowWrite, Write } from '../store/database.ts';
import { insertTicketEvents } from '../tickets/ticket-event.ts';
import type { StoredSource } from './attachment-row.ts';
import { FileRefused } from './file-refused.ts';
import { prepareFile } from './prepare-file.ts';
import { requestPictures } from './show-pictures.ts';

export const fetchAttachmentsPayload = z.object({ messageId: z.string() });

/** About an hour: links of marketplaces live longer, and nobody waits for a picture longer than that. */
const maxAttempts = 10;
/** A messenger that takes the thumbnail quickly gets one redrawn card instead of two. */
const pictureHeadStartMs = 1_500;

/** Asks for the files of messages; nothing waits for them. */
export async function requestAttachments(desk: Desk, tx: RowWrite, messageIds: Iterable<string>): Promise<void> {
  const dueAt = desk.clock.now();
  await desk.queue.enqueue(
    tx,
    [...messageIds].map((messageId) => ({
      kind: 'fetch-attachments',
      key: `attachments:${messageId}`,
      payload: { messageId },
      dueAt,
    })),
  );
}

/** What became of one file. */
type Fetched = { row: Attachment; data: Partial<Attachment> };

/**
 * Gets the files of a message, looks at what they are, keeps them, and has the card redrawn. What cannot be had or must
 * not be kept is broken from then on, with the reason; a fault that may pass is tried again.
 */
export function fetchAttachments(desk: Desk): JobDefinition<z.infer<typeof fetchAttachmentsPayload>> {
  return {
    kind: 'fetch-attachments',
    payload: fetchAttachmentsPayload,
    maxAttempts: maxAttempts + 3,
    batch: 1,
    concurrency: 2,
    async handle([job]) {
      const { messageId } = job!.payload;
      const message = await desk.db.read.message.findUnique({ where: { id: messageId }, select: { ticketId: true } });
      const pending = await desk.db.read.attachment.findMany({
        where: { messageId, state: 'pending' },
        orderBy: { position: 'asc' },
      });
      const lastTry = job!.attempts >= maxAttempts;
      const fetched: Fetched[] = [];
      let fault: Error | undefined;
      // One after the other: each may be large.
      for (const row of pending) {
        try {
          fetched.push({ row, data: await keep(desk, row) });
        } catch (error) {
          const problem = problemOf(error, lastTry);
          if (problem) fetched.push({ row, data: { state: 'broken', problem } });
          else fault = error as Error;
        }
      }
      await desk.race('attachments-kept');
      return {
        ...(fault ? { failed: new Map([[job!.id, { error: fault }]]) } : {}),
        settle: (tx) => record(desk, tx, message?.ticketId ?? null, fetched),
      };
    },
  };
}

async function keep(desk: Desk, row: Attachment): Promise<Partial<Attachment>> {
  const { vault } = desk.files;
  const name = desk.db.seal.open(row.nameSealed);
  const { bytes } = await read(desk, row);
  const file = await prepareFile({ name, bytes });
  return {
    state: 'stored',
    nameSealed: desk.db.seal.seal(file.name),
    type: file.type,
    size: file.bytes.length,
    contentKey: await vault.keep(file.bytes),
    ...(file.picture && {
      thumbnailKey: await vault.keep(file.picture.thumbnail),
      width: file.picture.width,
      height: file.picture.height,
    }),
  };
}

async function read(desk: Desk, row: Attachment): Promise<RemoteFile> {
  const { maxBytes, remote } = desk.files;
  if ((row.declaredSize ?? 0) > maxBytes) throw new FetchError('too_large', 'declared larger than what is kept');
  const source = JSON.parse(desk.db.seal.open(row.sourceSealed ?? '')) as StoredSource;
  const store = desk.stores.get(row.storeId);
  if (!store) throw new FetchError('expired', 'its store is gone');
  if ('url' in source) {
    const { source: way } = await desk.db.read.conversation.findUniqueOrThrow({ where: { id: row.conversationId } });
    const marketplace = desk.marketplaceOf(store, way);
    if (marketplace.fetchAttachment) return marketplace.fetchAttachment(source.url, store, { maxBytes });
    return remote.fetch(source.url, { maxBytes });
  }
  const event = await desk.db.read.inboxEvent.findUnique({ where: { id: source.eventId } });
  if (!event) throw new FetchError('expired', 'the mail it came with is gone');
  const body = desk.db.seal.openBytes(event.bodySealed);
  const part = await desk.marketplaceOf(store, event.source).readPart?.({ body }, source.part);
  if (!part) throw new FetchError('corrupt', 'the mail holds no such part');
  if (part.bytes.length > maxBytes) throw new FetchError('too_large', `more than ${maxBytes} bytes`);
  return part;
}

/** @returns null when it should be tried again */
function problemOf(error: unknown, lastTry: boolean): AttachmentProblem | null {
  if (error instanceof FileRefused) return error.problem;
  if (error instanceof FetchError && (!error.temporary || lastTry)) return error.problem;
  // A fault of ours (a full disk, a bucket that is away) is no fault of the file.
  return null;
}

async function record(desk: Desk, tx: Write, ticketId: string | null, fetched: readonly Fetched[]): Promise<void> {
  if (fetched.length === 0) return;
  for (const { row, data } of fetched) await tx.attachment.updateMany({ where: { id: row.id, state: 'pending' }, data });
  if (!ticketId) return;
  const { version } = await tx.ticket.update({ where: { id: ticketId }, data: { version: { increment: 1 } } });
  await insertTicketEvents(
    tx,
    fetched
      .filter(({ data }) => data.state === 'broken')
      .map(({ row }) => ({
        ticketId,
        at: desk.clock.now(),
        version,
        kind: 'attachment_broken',
        data: { sealed: row.nameSealed },
        onceKey: `attachment-${row.id}`,
      })),
  );
  const redrawn = await requestPictures(
    desk,
    tx,
    ticketId,
    fetched.flatMap(({ data }) => data.thumbnailKey ?? []),
  );
  await requestCards(desk, tx, [ticketId], redrawn ? pictureHeadStartMs : 0);
}
