import { createHmac } from 'node:crypto';

/**
 * `Authorization` of a push: lowercase hex HMAC-SHA256 over `app_key + rawBody`. Lazada and TikTok Shop sign alike
 * (facts/marketplaces §6, §7, vectors in §15).
 */
export function signPush(app: { appKey: string; appSecret: string }, body: string | Buffer): string {
  return createHmac('sha256', app.appSecret).update(app.appKey).update(body).digest('hex');
}
