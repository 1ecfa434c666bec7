import { createHmac } from 'node:crypto';

/**
 * Signature of a call: upper-case hex HMAC-SHA256 over the path and all parameters but `sign`, sorted by ASCII
 * (facts/marketplaces §6, official vector in §15).
 * @param apiPath begins after `/rest`, such as `/im/message/send`
 */
export function signCall(appSecret: string, apiPath: string, params: Readonly<Record<string, string>>): string {
  const hmac = createHmac('sha256', appSecret).update(apiPath);
  const names = Object.keys(params).filter((name) => name !== 'sign');
  for (const name of names.sort((a, b) => (a < b ? -1 : 1))) hmac.update(name + params[name]);
  return hmac.digest('hex').toUpperCase();
}

/** Of a push: lower-case hex HMAC-SHA256 over the app key and the raw body (facts/marketplaces §6, §15). */
export function signPush(app: { appKey: string; appSecret: string }, body: Uint8Array): Buffer {
  return createHmac('sha256', app.appSecret).update(app.appKey).update(body).digest();
}
