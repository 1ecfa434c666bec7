import type { Push } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { pushSecret } from '../../webhooks/push-secret.ts';
import { requireJson } from '../../webhooks/require-json.ts';
import { verifyStandardWebhook } from '../../webhooks/standard-webhooks.ts';

/**
 * Standard Webhooks, except that Etsy's pages describe the signature without its `v1,` in front: both are taken
 * (facts: Etsy §10, §15).
 * @throws GengfuError bad_signature | stale_timestamp | not_json
 */
export function verify({ headers, body, now }: Push, store: StoreRecord): { externalId: string } {
  const versioned = new Headers(headers);
  const signatures = headers.get('webhook-signature')?.split(' ') ?? [];
  versioned.set('webhook-signature', signatures.map((one) => (one.includes(',') ? one : `v1,${one}`)).join(' '));
  const { id } = verifyStandardWebhook({ headers: versioned, body, now }, pushSecret(store));
  requireJson(body);
  return { externalId: id.slice(0, 200) };
}
