import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

/** Pure checks of an HTTP callback. Formulas: facts/messengers §2.2.2. */

export interface SignatureHeaders {
  timestamp: string;
  nonce: string;
  signature: string;
}

/** Hex SHA-256 of timestamp + nonce + Encrypt Key + body, over the bytes as they came: re-serialised JSON may differ. */
export function isSigned(body: Uint8Array, headers: SignatureHeaders, encryptKey: string): boolean {
  const expected = createHash('sha256').update(`${headers.timestamp}${headers.nonce}${encryptKey}`).update(body).digest('hex');
  return sameSecret(headers.signature, expected);
}

/** Plain JSON text of `{"encrypt": "<base64>"}`: 16-byte IV, then AES-256-CBC under SHA-256 of the key. @throws Error on a wrong key or padding */
export function decrypt(encrypted: string, encryptKey: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  const key = createHash('sha256').update(encryptKey).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
  return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
}

/** Compares in constant time; digests first, because `timingSafeEqual` wants equal lengths. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
