import { createHash, createHmac, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export const signatureHeader = 'x-ebay-signature';

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  /** As `public_key/{kid}` gives it out: on one line, with no break behind BEGIN or before END (facts/marketplaces §4.3). */
  publicLine: string;
}

export function createSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const publicLine = publicKey.export({ type: 'spki', format: 'pem' }).toString().replaceAll('\n', '');
  return { kid: randomUUID(), privateKey, publicLine };
}

/** The value of `X-EBAY-SIGNATURE` over the raw body (facts/marketplaces §4.3). */
export function signatureOf(key: SigningKey, body: Uint8Array, kid = key.kid): string {
  const signature = createSign('SHA1').update(body).sign(key.privateKey, 'base64');
  return encode({ alg: 'ecdsa', kid, signature, digest: 'SHA1' });
}

/** What a receiver must not be talked into: a keyed hash with the public key as its secret. */
export function confusedSignatureOf(key: SigningKey, body: Uint8Array): string {
  const signature = createHmac('sha1', key.publicLine).update(body).digest('base64');
  return encode({ alg: 'HMAC', kid: key.kid, signature, digest: 'SHA1' });
}

const encode = (header: Record<string, string>): string => Buffer.from(JSON.stringify(header)).toString('base64');

/** The answer that a challenge wants; the endpoint counts exactly as it was registered (facts/marketplaces §4.3, §15). */
export function challengeResponse(code: string, verificationToken: string, endpoint: string): string {
  return createHash('sha256').update(code).update(verificationToken).update(endpoint).digest('hex');
}
