import { isSafeNumber, parse, stringify } from 'lossless-json';

/**
 * JSON whose numbers mean what was written: an integer beyond 2^53 becomes a string, since `JSON.parse` would round it to
 * somebody else's id (facts/marketplaces §19.1). All others are numbers.
 * @throws SyntaxError
 */
export const parseExact = (text: string): unknown =>
  parse(text, undefined, (digits) => (isSafeNumber(digits, { approx: true }) ? Number(digits) : digits));

/** Writes a `bigint` as a bare number, for platforms that want their long ids that way. */
export const writeExact = (value: unknown): string => stringify(value) ?? 'null';
