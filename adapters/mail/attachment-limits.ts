import type { AttachmentLimits } from '../../src/ports/marketplace.ts';

/** Of ordinary mail: servers commonly take 25 MB, and what goes by mail grows by a third. */
export const mailAttachmentLimits: AttachmentLimits = { maxBytes: 17 * 1024 * 1024, maxCount: 10, types: 'any', by: 'content' };
