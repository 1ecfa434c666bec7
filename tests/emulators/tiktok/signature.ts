import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  path: string;
  query: URLSearchParams;
  /** Empty for GET and multipart. */
  body: string | Buffer;
}

/**
 * Lowercase hex HMAC-SHA256 over `secret + path + sorted query + body + secret`; `sign` and `access_token` are left out
 * (facts/marketplaces §7, vector in §15).
 */
export function sign(appSecret: string, { path, query, body }: SignedRequest): string {
  const pairs = [...query]
    .filter(([name]) => name !== 'sign' && name !== 'access_token')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => name + value);
  return createHmac('sha256', appSecret)
    .update(`${appSecret}${path}${pairs.join('')}`)
    .update(body)
    .update(appSecret)
    .digest('hex');
}

export function signedBy(appSecret: string, request: SignedRequest): boolean {
  const expected = Buffer.from(sign(appSecret, request));
  const given = Buffer.from(request.query.get('sign') ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
