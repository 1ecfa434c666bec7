import type { Features } from '../ports.ts';

/** Longest character n-gram; a fifth character gained nothing in cross-validation. */
const longest = 4;
/** Characters per message that are looked at; complaints come to the point earlier. */
export const analysedLength = 4_000;
const perCharacter = longest + 2;

export function createFeatures(): Features {
  return {
    ngrams: new Uint32Array((analysedLength + 2) * perCharacter),
    ngramCount: 0,
    concepts: new Uint32Array(2_048),
    conceptCount: 0,
  };
}

/**
 * Hashes character 1–4-grams, words and word pairs of folded text into `into.ngrams`. Grams that begin with the blank
 * before a word tell stems from endings. Linear in the text.
 */
export function hashNgrams(folded: string, into: Features): void {
  const text = ` ${folded.slice(0, analysedLength)} `;
  const hashes = into.ngrams;
  let count = 0;
  let word = offsetBasis;
  let previous = 0;
  for (let i = 0; i < text.length; i++) {
    let hash = offsetBasis;
    const end = Math.min(i + longest, text.length);
    for (let j = i; j < end; j++) {
      hash = Math.imul(hash ^ text.charCodeAt(j), prime);
      hashes[count++] = mix(hash);
    }
    const unit = text.charCodeAt(i);
    if (isWordUnit(unit)) {
      word = Math.imul(word ^ unit, prime);
    } else if (word !== offsetBasis) {
      hashes[count++] = mix(word ^ wordSalt);
      if (previous !== 0) hashes[count++] = mix(Math.imul(previous, prime) ^ word);
      previous = word;
      word = offsetBasis;
    }
  }
  into.ngramCount = count;
}

/** FNV-1a over UTF-16 units; http://www.isthe.com/chongo/tech/comp/fnv/ */
const offsetBasis = 0x811c9dc5 | 0;
const prime = 0x01000193;
const wordSalt = 0x5bd1e995;

/** FNV leaves its high bits poor on short input, and the models index by them; finaliser of MurmurHash3. */
export function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Anything but ASCII punctuation and blanks; the folded apostrophe belongs to its word. */
function isWordUnit(unit: number): boolean {
  return unit > 0x7a || (unit >= 0x61 && unit <= 0x7a) || unit === 0x30 || unit === 0x27;
}
