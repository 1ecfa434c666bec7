import { parse } from 'lossless-json';

/** JSON with its numbers as strings: ids of 64 bits do not survive as numbers (facts/marketplaces §19.1). @throws SyntaxError */
export function parseExact(body: Uint8Array): unknown {
  return parse(Buffer.from(body).toString('utf8'), undefined, (digits) => digits);
}
