import { createHmac } from 'node:crypto';

export interface SignedParts {
  path: string;
  query: Readonly<Record<string, string>>;
  /** As it is sent; empty for GET and multipart. */
  body: string;
}

/**
 * `sign` of a request: lower-case hex HMAC-SHA256 under the app secret, over path, sorted query and body with the secret
 * before and behind (facts/marketplaces §7, §15). `sign` and `access_token` take no part.
 */
export function sign(appSecret: string, { path, query, body }: SignedParts): string {
  const pairs = Object.keys(query)
    .filter((name) => name !== 'sign' && name !== 'access_token')
    .sort()
    .map((name) => `${name}${query[name]!}`);
  return createHmac('sha256', appSecret)
    .update(`${appSecret}${path}${pairs.join('')}${body}${appSecret}`)
    .digest('hex');
}

/** `Authorization` of a webhook: lower-case hex HMAC-SHA256 under the app secret, over app key and raw body (§7, §15). */
export const signPush = (app: { appKey: string; appSecret: string }, body: Uint8Array): Buffer =>
  createHmac('sha256', app.appSecret).update(app.appKey).update(body).digest();
