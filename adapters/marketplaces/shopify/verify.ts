import { createHmac } from 'node:crypto';
import { GengfuError } from '../../../src/errors.ts';
import type { Push } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { bodyHash } from '../../webhooks/body-hash.ts';
import { pushSecret } from '../../webhooks/push-secret.ts';
import { requireJson } from '../../webhooks/require-json.ts';
import { sameMac } from '../../webhooks/same-mac.ts';

/**
 * `X-Shopify-Hmac-Sha256`: base64 HMAC-SHA256 of the body under the app's client secret (facts: Shopify §11, §15). No
 * time is signed, so a request can be played again; it is then recognised by its name. The topic stands in a header
 * only and is therefore the first word of that name; the same event under two topics is two.
 * @throws GengfuError bad_signature | not_json
 */
export function verify({ headers, body }: Push, store: StoreRecord): { externalId: string } {
  const expected = createHmac('sha256', pushSecret(store)).update(body).digest();
  const topic = headers.get('x-shopify-topic') ?? '';
  if (!sameMac(headers.get('x-shopify-hmac-sha256') ?? '', expected))
    throw new GengfuError('bad_signature', {}, { message: 'X-Shopify-Hmac-Sha256 does not match the body' });
  if (!/^[a-z0-9_/]{1,100}$/.test(topic)) throw new GengfuError('bad_signature', {}, { message: 'X-Shopify-Topic is required' });
  requireJson(body);
  const id = headers.get('x-shopify-event-id') ?? headers.get('x-shopify-webhook-id') ?? `sha256:${bodyHash(body)}`;
  return { externalId: `${topic} ${id.slice(0, 200)}` };
}
