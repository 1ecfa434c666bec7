import { createHmac } from 'node:crypto';
import { signPush } from './push-signature.ts';

export type Forgery = 'unsigned' | 'wrong_key' | 'tampered' | 'truncated' | 'stale' | 'other_scheme';

export interface ForgedPush {
  headers: Record<string, string>;
  body: Buffer;
}

const twoDaysMs = 2 * 24 * 3_600_000;

/**
 * A push that no marketplace sent, made from a real one. The only time that is signed stands in the body, so `stale` is a
 * correctly signed body of two days ago, older than the last repetition of either platform.
 */
export function forge(kind: Forgery, real: { body: string; appKey: string; appSecret: string }): ForgedPush {
  const { body, appSecret } = real;
  const push = (sent: string, authorization?: string): ForgedPush => ({
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: Buffer.from(sent),
  });
  switch (kind) {
    case 'unsigned':
      return push(body);
    case 'wrong_key':
      return push(body, signPush({ ...real, appSecret: `${appSecret}-of-another-app` }, body));
    case 'tampered':
      return push(tamper(body), signPush(real, body));
    case 'truncated':
      return push(body.slice(0, Math.floor(body.length * 0.6)), signPush(real, body));
    case 'stale': {
      const old = body.replace(/"timestamp":(\d+)/, (_whole, digits: string) => `"timestamp":${older(digits)}`);
      return push(old, signPush(real, old));
    }
    case 'other_scheme':
      // The base string of Shopee's documented form, address and body (facts/marketplaces §5.3).
      return push(body, createHmac('sha256', appSecret).update(`https://hooks.example.test/push|${body}`).digest('hex'));
  }
}

/** Milliseconds have 13 digits, seconds 10. */
function older(digits: string): number {
  return Number(digits) - (digits.length > 10 ? twoDaysMs : twoDaysMs / 1_000);
}

/** Another shop's id, still JSON. */
function tamper(body: string): string {
  return body.replace(/("(?:seller_id|shop_id)":"?\d*?)(\d)(?=["},])/, (_whole, before: string, last: string) => {
    return `${before}${(Number(last) + 1) % 10}`;
  });
}
