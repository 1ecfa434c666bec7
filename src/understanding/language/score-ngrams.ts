import { addVotes, hashBytes, type NgramTable } from './ngram-table.ts';

const encoder = new TextEncoder();
/** Bytes of one word that are looked at, as in eld. */
const wordBytes = 70;
/** Turns summed scores into 0..1, as in eld's LanguageResult.js. */
const halfway = 25;

/**
 * Scores of each language of the table, 0..1, for letters of `text`: eld's method (UTF-8 n-grams of four bytes, three bytes
 * apart, the last four of each word, every n-gram once). Returns the number of distinct n-grams.
 */
export function scoreNgrams(table: NgramTable, text: string, scores: Float64Array): number {
  scores.fill(0);
  const seen = new Set<number>();
  for (const word of text.toLowerCase().split(separators)) {
    if (word === '') continue;
    const bytes = encoder.encode(word);
    for (const hash of hashWord(bytes)) {
      if (seen.has(hash)) continue;
      seen.add(hash);
      addVotes(table, hash, scores);
    }
  }
  for (let i = 0; i < scores.length; i++) {
    const mean = (scores[i] ?? 0) / Math.max(1, seen.size);
    scores[i] = mean / (mean + halfway);
  }
  return seen.size;
}

/** eld splits at everything that is no letter, combining mark or apostrophe (`separators` in eld/src/regexPatterns.js). */
const separators = /[^\p{L}\p{M}'`]+/u;

export function hashWord(bytes: Uint8Array): number[] {
  const length = Math.min(bytes.length, wordBytes);
  const hashes: number[] = [];
  let at = 0;
  for (; at + 4 < length; at += 3) hashes.push(hashBytes(bytes, at, at + 4, at === 0 ? 1 : 0, 0));
  hashes.push(hashBytes(bytes, length === 3 ? 0 : Math.max(0, length - 4), length, at === 0 ? 1 : 0, 1));
  return hashes;
}
