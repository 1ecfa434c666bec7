import type { Desk } from '../desk.ts';
import { ReplyError } from '../ports/marketplace.ts';
import type { OutgoingAttachment } from '../ports/marketplace.ts';

/** The files that go out with a reply, in order. @throws ReplyError permanent when one is no longer there */
export async function readReplyFiles(desk: Desk, replyId: string): Promise<OutgoingAttachment[]> {
  const { vault, links } = desk.files;
  const rows = await desk.db.read.attachment.findMany({ where: { replyId }, orderBy: { position: 'asc' } });
  const files: OutgoingAttachment[] = [];
  for (const { id, nameSealed, type, contentKey } of rows) {
    const bytes = contentKey ? await vault.read(contentKey) : null;
    if (!type || !bytes) throw new ReplyError('permanent', 'a file of this reply is no longer there');
    const url = links.url(id, 'whole', desk.clock.now());
    files.push({ name: desk.db.seal.open(nameSealed), type, bytes, ...(url ? { url } : {}) });
  }
  return files;
}
