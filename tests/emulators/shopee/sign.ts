import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signatures of facts/marketplaces §5.1 and §5.3; vectors in §15. */

const hmac = (key: string | Buffer, base: string | Buffer): string => createHmac('sha256', key).update(base).digest('hex');

/** What a request is signed over: public calls leave out token and shop. Nothing stands between the values (§5.1). */
export function apiBase(signed: {
  partnerId: string;
  path: string;
  timestamp: string;
  accessToken?: string;
  shopId?: string;
}): string {
  return `${signed.partnerId}${signed.path}${signed.timestamp}${signed.accessToken ?? ''}${signed.shopId ?? ''}`;
}

export const apiSignature = (partnerKey: string, base: string): string => hmac(partnerKey, base);

/** How a push is signed. Sources disagree (§5.3), so every combination can be had. */
export interface PushScheme {
  base: 'url|body' | 'body';
  /** The key as text, without its `shpk`, as the bytes its hex stands for; or the key of the API. */
  key: 'raw' | 'prefix_stripped' | 'hex_bytes' | 'app_key';
}

const stripped = (key: string): string => key.replace(/^shpk/, '');

export function pushSignature(push: {
  scheme: PushScheme;
  url: string;
  body: Buffer;
  pushKey: string;
  partnerKey: string;
}): string {
  const { scheme, url, body, pushKey, partnerKey } = push;
  const base = scheme.base === 'body' ? body : Buffer.concat([Buffer.from(`${url}|`), body]);
  switch (scheme.key) {
    case 'raw':
      return hmac(pushKey, base);
    case 'prefix_stripped':
      return hmac(stripped(pushKey), base);
    case 'hex_bytes':
      return hmac(Buffer.from(stripped(pushKey), 'hex'), base);
    case 'app_key':
      return hmac(partnerKey, base);
  }
}

export function sameSignature(given: string, right: string): boolean {
  const [left, other] = [Buffer.from(given), Buffer.from(right)];
  return left.length === other.length && timingSafeEqual(left, other);
}
