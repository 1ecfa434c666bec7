import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { AttachmentLimits, OutgoingAttachment } from '../../../src/ports/marketplace.ts';
import { wordTable } from '../../../src/word-table.ts';

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** eBay's words for what a file is (facts/marketplaces §4.2). */
const mediaTypes = wordTable<string>({
  'image/jpeg': 'IMAGE',
  'image/png': 'IMAGE',
  'image/gif': 'IMAGE',
  'application/pdf': 'PDF',
  'application/msword': 'DOC',
  [wordType]: 'DOC',
  'text/plain': 'TXT',
});

/** eBay fetches files itself, five at most; how large they may be it does not say, so that this is our own limit. */
export const attachmentLimits: AttachmentLimits = {
  maxBytes: 10_000_000,
  maxCount: 5,
  types: Object.keys(mediaTypes),
  by: 'link',
};

/** @throws ReplyError where eBay could not fetch a file */
export function mediaOf(
  attachments: readonly OutgoingAttachment[],
): { mediaName: string; mediaType: string; mediaUrl: string }[] {
  if (attachments.length > attachmentLimits.maxCount) throw new ReplyError('permanent', 'eBay takes at most five files');
  return attachments.map(({ name, type, url }) => {
    const mediaType = mediaTypes[type];
    if (!mediaType) throw new ReplyError('permanent', 'eBay takes pictures, PDF, Word and plain text only');
    if (!url?.startsWith('https://'))
      throw new ReplyError('permanent', 'eBay fetches files itself: that takes a public https address of ours');
    return { mediaName: name, mediaType, mediaUrl: url };
  });
}
