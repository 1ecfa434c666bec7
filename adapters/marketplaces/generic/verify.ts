import { GengfuError } from '../../../src/errors.ts';
import type { Push } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { requireJson } from '../../webhooks/require-json.ts';
import { verifyStandardWebhook } from '../../webhooks/standard-webhooks.ts';

/** @throws GengfuError bad_signature | stale_timestamp | not_json */
export function verify(push: Push, store: StoreRecord): { externalId: string } {
  const secret = store.settings.webhook?.secret;
  if (!secret) throw new GengfuError('bad_signature', {}, { message: 'this store has no webhook' });
  const { id } = verifyStandardWebhook(push, secret);
  requireJson(push.body);
  return { externalId: id };
}
