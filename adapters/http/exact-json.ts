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

/** The same with every number as the text it was: for bodies of which only ids and amounts are read. @throws SyntaxError */
export const parseAsText = (body: Uint8Array): unknown =>
  parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'), undefined, (digits) => digits);
