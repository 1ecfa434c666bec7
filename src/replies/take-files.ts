import { FileRefused } from '../attachments/file-refused.ts';
import { prepareFile } from '../attachments/prepare-file.ts';
import type { PreparedFile } from '../attachments/prepare-file.ts';
import { sizeInWords } from '../../cards/describe-attachments.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { AttachmentLimits } from '../ports/marketplace.ts';
import type { SaidFile } from '../ports/messenger.ts';
import type { Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { findTicket } from '../tickets/find-ticket.ts';
import type { Ticket } from '../tickets/ticket-state.ts';

/** A file of the team's own, kept and fit for the marketplace of its ticket. */
export interface TakenFile extends Omit<PreparedFile, 'bytes' | 'picture'> {
  size: number;
  contentKey: string;
  thumbnailKey: string | null;
  width: number | null;
  height: number | null;
}

/**
 * Reads the files of an answer and keeps them, after checking that the buyer's marketplace takes them: what it would
 * refuse is said before anything leaves.
 * @throws GengfuError files_not_taken | files_need_address | too_many_files | files_too_large | file_type_not_taken |
 * file_refused | file_unreadable
 */
export async function takeFiles(
  desk: Desk,
  { ticket: number, files }: { ticket: number; files: readonly SaidFile[] },
): Promise<TakenFile[]> {
  if (files.length === 0) return [];
  const limits = await limitsOf(desk, number);
  if (limits.by === 'link' && !desk.files.isPublic) throw new GengfuError('files_need_address');
  if (files.length > limits.maxCount) throw new GengfuError('too_many_files', { most: limits.maxCount });
  const taken: TakenFile[] = [];
  let room = Math.min(limits.maxBytes, desk.files.maxBytes);
  // One after the other: each may be large.
  for (const file of files) {
    const prepared = await prepare(file);
    const types = limits.types;
    if (types !== 'any' && !types.includes(prepared.type)) throw new GengfuError('file_type_not_taken', { name: prepared.name });
    room -= prepared.bytes.length;
    if (room < 0) throw new GengfuError('files_too_large', { size: sizeInWords(limits.maxBytes) });
    taken.push(await keep(desk, prepared));
  }
  return taken;
}

async function limitsOf(desk: Desk, number: number): Promise<AttachmentLimits> {
  const ticket = await findTicket(desk.db.read, number);
  const conversation = await desk.db.read.conversation.findUniqueOrThrow({ where: { id: ticket.conversationId } });
  const store = desk.stores.get(ticket.storeId);
  const limits = store && desk.marketplaceOf(store, conversation.source).can.attachments;
  if (!limits) throw new GengfuError('files_not_taken', { store: store?.name ?? ticket.storeId });
  return limits;
}

async function prepare(file: SaidFile): Promise<PreparedFile> {
  const { name } = file;
  const bytes = await file.read().catch((cause: unknown) => {
    throw new GengfuError('file_unreadable', { name }, { cause });
  });
  try {
    return await prepareFile({ name, bytes });
  } catch (cause) {
    if (cause instanceof FileRefused) throw new GengfuError('file_refused', { name }, { cause });
    throw cause;
  }
}

async function keep(desk: Desk, { name, type, bytes, picture }: PreparedFile): Promise<TakenFile> {
  const { vault } = desk.files;
  return {
    name,
    type,
    size: bytes.length,
    contentKey: await vault.keep(bytes),
    thumbnailKey: picture ? await vault.keep(picture.thumbnail) : null,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
  };
}

/** Writes down which files go out with a reply. */
export async function fileReplyFiles(
  desk: Desk,
  tx: Write,
  { replyId, ticket, files }: { replyId: string; ticket: Ticket; files: readonly TakenFile[] },
): Promise<void> {
  if (files.length === 0) return;
  const { conversationId, storeId } = ticket;
  const conversation = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId }, select: { orderId: true } });
  await tx.attachment.createMany({
    data: files.map(({ name, ...file }, position) => ({
      ...file,
      id: newId(),
      storeId,
      conversationId,
      orderId: conversation.orderId,
      replyId,
      position,
      nameSealed: desk.db.seal.seal(name),
      state: 'stored',
      createdAt: new Date(desk.clock.now()),
    })),
  });
}
