import type { Features } from '../ports.ts';
import { mix } from './hash-ngrams.ts';

/** Concepts of one message that are paired with each other; pairs grow with the square. */
const pairedConcepts = 24;

/** What the punctuation says, beside the lexicon's concepts. */
const question = 900;
const exclamation = 901;
const ellipsis = 902;
const many = 903;

/**
 * Hashes which concepts a message names, which occur together, and which follow one another ("although" then "broken"). Words
 * of any language become the same few dozen numbers here, so these features learn from all languages at once.
 *
 * @param found concept numbers in the order of the text
 */
export function hashConcepts(folded: string, found: readonly number[], into: Features): void {
  const hashes = into.concepts;
  let count = 0;
  const present = [...new Set(found)].slice(0, pairedConcepts);
  if (/[?？؟]/.test(folded)) present.push(question);
  if (/[!！]/.test(folded)) present.push(exclamation);
  if (/\.\.|…/.test(folded)) present.push(ellipsis);
  if (folded.length > 80) present.push(many);
  present.sort((a, b) => a - b);
  for (let i = 0; i < present.length; i++) {
    const a = present[i] ?? 0;
    hashes[count++] = mix(0x1000000 + a);
    for (let j = i + 1; j < present.length; j++) hashes[count++] = mix(0x2000000 + a * 1_000 + (present[j] ?? 0));
  }
  let previous = 999;
  for (const concept of found.slice(0, 64)) {
    if (concept !== previous) hashes[count++] = mix(0x4000000 + previous * 1_000 + concept);
    previous = concept;
  }
  into.conceptCount = count;
}
