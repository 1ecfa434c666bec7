import { createHmac, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { GengfuError } from '../../src/errors.ts';
import type { Push } from '../../src/ports/marketplace.ts';
import { sameMac } from './same-mac.ts';
import { refuseStale } from './refuse-stale.ts';

/**
 * Standard Webhooks: base64 HMAC-SHA256 over `id.timestamp.body`, the body byte for byte; the header lists one or more
 * `v1,<signature>` parted by spaces. (facts/marketplaces §15, Etsy row)
 * @param secret `whsec_` + base64
 * @throws GengfuError bad_signature | stale_timestamp
 */
export function verifyStandardWebhook(
  { headers, body, now }: Pick<Push, 'headers' | 'body' | 'now'>,
  secret: string,
): { id: string } {
  const id = headers.get('webhook-id');
  const timestamp = headers.get('webhook-timestamp');
  const signatures = headers.get('webhook-signature');
  if (!id || !timestamp || !signatures)
    throw new GengfuError('bad_signature', {}, { message: 'webhook-id, webhook-timestamp and webhook-signature are required' });
  if (!/^\d{1,12}$/.test(timestamp))
    throw new GengfuError('bad_signature', {}, { message: 'webhook-timestamp must be seconds since the epoch' });
  const expected = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest();
  if (!signatures.split(' ').some((candidate) => matches(candidate, expected))) {
    throw new GengfuError('bad_signature', {}, { message: 'the signature does not match the body' });
  }
  refuseStale('webhook-timestamp', Number(timestamp) * 1000, now);
  return { id };
}

/** @returns the value of the webhook-signature header */
export function signStandardWebhook(
  secret: string,
  message: { id: string; timestamp: number; body: string | Uint8Array },
): string {
  const mac = createHmac('sha256', keyOf(secret)).update(`${message.id}.${message.timestamp}.`).update(message.body);
  return `v1,${mac.digest('base64')}`;
}

const keys = new Map<string, KeyObject>();

function keyOf(secret: string): KeyObject {
  let key = keys.get(secret);
  if (!key) keys.set(secret, (key = createSecretKey(secret.replace(/^whsec_/, ''), 'base64')));
  return key;
}

function matches(candidate: string, expected: Buffer): boolean {
  const [version, signature = ''] = candidate.split(',', 2);
  return version === 'v1' && sameMac(signature, expected);
}
