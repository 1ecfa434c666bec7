import { randomBytes } from 'node:crypto';

/** Codes, tokens and request ids of the platform. */
export const newCode = (bytes = 16): string => randomBytes(bytes).toString('hex');

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** `2611200ABCD123`: the day, then whatever. */
export function newOrderSn(at: number): string {
  const day = new Date(at).toISOString().slice(2, 10).replaceAll('-', '');
  return `${day}${[...randomBytes(8)].map((byte) => letters[byte % letters.length]).join('')}`;
}
