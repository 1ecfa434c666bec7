import type { AttachmentLimits, Marketplace } from '../../../src/ports/marketplace.ts';
import { normalise } from './normalise.ts';
import { reply } from './reply.ts';
import { verify } from './verify.ts';

/** The shop fetches them from the links in the push. */
const attachments: AttachmentLimits = { maxBytes: 50 * 1024 * 1024, maxCount: 9, types: 'any', by: 'link' };

/** Any shop that can sign a webhook. */
export function createGeneric(): Marketplace {
  return {
    platform: 'generic',
    can: { push: true, poll: false, reply: true, deliveryReports: true, attachments },
    verify,
    normalise,
    reply,
  };
}
