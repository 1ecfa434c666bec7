import { parse, stringify } from 'lossless-json';

/** Ids are kept as text and written as bare numbers, beyond 2^53 too (facts/marketplaces §5.5, §19.1). */
export const bare = (id: string): bigint => BigInt(id);

export function toJson(value: unknown): string {
  return stringify(value) ?? 'null';
}

/** Whole numbers that a double cannot hold come as bigint, so that ids survive. @throws SyntaxError */
export function fromJson(text: string): unknown {
  return parse(text, null, {
    parseNumber: (digits) => (/^-?\d+$/.test(digits) && !Number.isSafeInteger(Number(digits)) ? BigInt(digits) : Number(digits)),
  });
}

/** A value of a query or body as text; nothing for what is missing or has no plain form. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : '';
}
