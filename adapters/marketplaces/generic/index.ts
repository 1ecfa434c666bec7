import { GengfuError } from '../../../src/errors.ts';
import type { AttachmentLimits, Marketplace, Push } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { normalise } from './normalise.ts';
import { reply } from './reply.ts';
import { verifySignature } from './verify.ts';

/** The shop fetches them from the links in the push. */
const attachments: AttachmentLimits = { maxBytes: 50 * 1024 * 1024, maxCount: 9, types: 'any', by: 'link' };

/** Any shop that can sign a webhook. */
export function createGeneric(): Marketplace {
  return {
    platform: 'generic',
    can: { push: true, poll: false, reply: true, deliveryReports: true, attachments },
    verify(push: Push, store: StoreRecord) {
      const secret = store.settings.webhook?.secret;
      if (!secret) throw new GengfuError('bad_signature', {}, { message: 'this store has no webhook' });
      const { id } = verifySignature(push, secret);
      requireJson(push.body);
      return { externalId: id };
    },
    normalise,
    reply,
  };
}

/** Only syntax here: what it means is told apart later, when it is already safe on disk. */
function requireJson(body: Uint8Array): void {
  try {
    JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch (cause) {
    throw new GengfuError('not_json', {}, { cause, message: 'the body is not JSON' });
  }
}
