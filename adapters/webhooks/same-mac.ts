import { timingSafeEqual } from 'node:crypto';

/** Whether a base64 signature is the expected one, in the same time whatever is wrong with it. */
export function sameMac(base64: string, expected: Buffer): boolean {
  const given = Buffer.from(base64, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
