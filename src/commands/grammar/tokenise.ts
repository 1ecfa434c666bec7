import { wordTable } from '../../word-table.ts';

export interface Token {
  /** What it says: NFKC for a bare word, verbatim between quotes. */
  value: string;
  /** Offsets into the text as typed, quotes included. */
  start: number;
  end: number;
  quoted: boolean;
}

// Chinese keyboards give “” and 「」, phones turn straight quotes into curly ones, German ones open low.
const closers = wordTable<string>({
  '"': '"＂”',
  '＂': '＂"',
  '“': '”"',
  '”': '”',
  '„': '“”',
  "'": "'’",
  '‘': "’'",
  '「': '」',
  '『': '』',
});

const space = /\s/u;
const afterQuote = /[\s,，、;；=＝)）]/u;
const listComma = /[,，、;；]/u;
/** Nothing people quote is longer; without a bound, a text full of opening quotes would be searched to its end for each. */
const longestQuote = 1_000;

/**
 * Splits a line into words the way people mean them. White space separates (full-width included); quotes hold
 * words together only when they open a word and close before a gap, so that `it's broken` is two words.
 * Commas between quoted words separate too: `"退款","Geld zurück"` is two words.
 */
export function tokenise(text: string, from = 0): Token[] {
  const tokens: Token[] = [];
  for (let token = nextToken(text, from); token !== null; token = nextToken(text, token.end)) tokens.push(token);
  return tokens;
}

/** The first token at or after `from`, null when only white space is left. */
export function nextToken(text: string, from: number): Token | null {
  const start = skipSeparators(text, from);
  if (start >= text.length) return null;
  return quotedToken(text, start) ?? bareToken(text, start);
}

function skipSeparators(text: string, from: number): number {
  let at = skipSpace(text, from);
  const behindQuote = from > 0 && isCloser(text.charAt(from - 1));
  if (behindQuote && listComma.test(text.charAt(at))) at = skipSpace(text, at + 1);
  return at;
}

/** Offset of the first character at or after `from` that is not white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && space.test(text.charAt(at))) at += 1;
  return at;
}

function quotedToken(text: string, start: number): Token | null {
  const closing = closers[text.charAt(start)];
  if (closing === undefined) return null;
  const last = Math.min(text.length, start + longestQuote);
  for (let at = start + 1; at < last; at += 1) {
    const closes = closing.includes(text.charAt(at)) && (at + 1 === text.length || afterQuote.test(text.charAt(at + 1)));
    if (closes) return { value: text.slice(start + 1, at), start, end: at + 1, quoted: true };
  }
  return null;
}

function bareToken(text: string, start: number): Token {
  let end = start;
  while (end < text.length && !space.test(text.charAt(end))) end += 1;
  // `原因="平台 维护"`: the value behind the sign is a token of its own.
  const sign = text.slice(start, end).search(/[=＝]/u);
  if (sign !== -1 && quotedToken(text, start + sign + 1) !== null) end = start + sign + 1;
  return { value: text.slice(start, end).normalize('NFKC'), start, end, quoted: false };
}

function isCloser(character: string): boolean {
  return character !== '' && Object.values(closers).some((closing) => closing.includes(character));
}
