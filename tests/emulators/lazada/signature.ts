import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Uppercase hex HMAC-SHA256 over the path and all parameters but `sign`, sorted by ASCII (facts/marketplaces §6, official
 * vector in §15).
 */
export function sign(appSecret: string, apiPath: string, params: Record<string, string>): string {
  const base = Object.keys(params)
    .filter((name) => name !== 'sign')
    .sort((a, b) => (a < b ? -1 : 1))
    .reduce((text, name) => `${text}${name}${params[name] ?? ''}`, apiPath);
  return createHmac('sha256', appSecret).update(base).digest('hex').toUpperCase();
}

export function signedBy(appSecret: string, apiPath: string, params: Record<string, string>): boolean {
  const expected = Buffer.from(sign(appSecret, apiPath, params));
  const given = Buffer.from(params.sign ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
