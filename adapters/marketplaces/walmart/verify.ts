import { createHmac } from 'node:crypto';
import { GengfuError } from '../../../src/errors.ts';
import type { Push } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { bodyHash } from '../../webhooks/body-hash.ts';
import { pushSecret } from '../../webhooks/push-secret.ts';
import { refuseStale } from '../../webhooks/refuse-stale.ts';
import { requireJson } from '../../webhooks/require-json.ts';
import { sameMac } from '../../webhooks/same-mac.ts';

/**
 * `WM_SEC.SIGNATURE`: base64 HMAC-SHA256 over method, path with query, `WM_SEC.TIMESTAMP` (milliseconds) and the hex
 * SHA-256 of the body, one a line (facts: Walmart §9, §15). A proxy in front must leave the path alone. The event is
 * named by its bytes: a retry has the same ones under a new timestamp.
 * @throws GengfuError bad_signature | stale_timestamp | not_json
 */
export function verify({ method, target, headers, body, now }: Push, store: StoreRecord): { externalId: string } {
  const secret = pushSecret(store);
  const signature = headers.get('wm_sec.signature');
  const timestamp = headers.get('wm_sec.timestamp');
  if (!signature || !timestamp || !/^\d{1,15}$/.test(timestamp))
    throw new GengfuError('bad_signature', {}, { message: 'WM_SEC.SIGNATURE and WM_SEC.TIMESTAMP are required' });
  const hash = bodyHash(body);
  const expected = createHmac('sha256', secret).update(`${method}\n${target}\n${timestamp}\n${hash}`).digest();
  if (!sameMac(signature, expected))
    throw new GengfuError('bad_signature', {}, { message: 'WM_SEC.SIGNATURE does not match the request' });
  refuseStale('WM_SEC.TIMESTAMP', Number(timestamp), now);
  requireJson(body);
  return { externalId: `sha256:${hash}` };
}
