import type { Language } from './languages.ts';

/**
 * Which byte n-grams speak for which language: eld's `small` database cut down to the languages that share a script, in an open
 * hash table. eld itself keeps all sixty languages as one object per n-gram: measured here +155 MB RSS and 350 ms (`small`) or
 * +89 MB and 185 ms (`extrasmall`); this table is under 1 MB in memory and loads in 5 ms, with the scores of `small`.
 */
export interface NgramTable {
  languages: readonly Language[];
  /** Hash of an n-gram, 0 = free slot; the length is a power of two. */
  keys: Uint32Array;
  /** Per slot: first index into `votes`. */
  firsts: Uint16Array | Uint32Array;
  /** Runs of (language number, score); bit 7 of the language marks the last of a run. */
  votes: Uint8Array;
}

/** eld stores scores less this amount (`baseNgramScore` in eld/src/languageDetector.js). */
const baseScore = 53;
const lastOfRun = 0x80;

/** Adds the n-gram's votes to `scores`. Returns how many languages know it. */
export function addVotes(table: NgramTable, hash: number, scores: Float64Array): number {
  const mask = table.keys.length - 1;
  let slot = hash & mask;
  for (; table.keys[slot] !== hash; slot = (slot + 1) & mask) {
    if (table.keys[slot] === 0) return 0;
  }
  let known = 0;
  for (let i = table.firsts[slot] ?? 0; ; i += 2) {
    const language = table.votes[i] ?? lastOfRun;
    const number = language & ~lastOfRun;
    scores[number] = (scores[number] ?? 0) + (table.votes[i + 1] ?? 0) + baseScore;
    known++;
    if ((language & lastOfRun) !== 0) return known;
  }
}

/** Hash of the bytes from `start` to `end`; word starts and ends count as part of the n-gram. Never 0. */
export function hashBytes(bytes: Uint8Array, start: number, end: number, opens: number, closes: number): number {
  let hash = 0x811c9dc5 ^ (opens * 2 + closes);
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
}

/** File: slots and votes counts as uint32, language codes as one length-prefixed string, then the arrays; little-endian. */
export function readNgramTable(file: Uint8Array): NgramTable {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const entries = view.getUint32(0, true);
  const voteCount = view.getUint32(4, true);
  const codesLength = view.getUint32(8, true);
  const codes = new TextDecoder().decode(file.subarray(12, 12 + codesLength));
  let at = 12 + codesLength;
  const slots = 2 ** Math.ceil(Math.log2(entries * 1.5));
  const keys = new Uint32Array(slots);
  const firsts = new Uint32Array(slots);
  const votes = file.slice(at + entries * 4, at + entries * 4 + voteCount);
  let first = 0;
  for (let i = 0; i < entries; i++, at += 4) {
    const hash = view.getUint32(at, true);
    let slot = hash & (slots - 1);
    while (keys[slot] !== 0) slot = (slot + 1) & (slots - 1);
    keys[slot] = hash;
    firsts[slot] = first;
    while (((votes[first] ?? lastOfRun) & lastOfRun) === 0) first += 2;
    first += 2;
  }
  return { languages: codes.split(' ') as Language[], keys, firsts, votes };
}

export function writeNgramTable(
  languages: readonly Language[],
  ngrams: readonly { hash: number; votes: [language: number, score: number][] }[],
) {
  const codes = new TextEncoder().encode(languages.join(' '));
  const voteCount = ngrams.reduce((sum, ngram) => sum + ngram.votes.length * 2, 0);
  const file = new Uint8Array(12 + codes.length + ngrams.length * 4 + voteCount);
  const view = new DataView(file.buffer);
  view.setUint32(0, ngrams.length, true);
  view.setUint32(4, voteCount, true);
  view.setUint32(8, codes.length, true);
  file.set(codes, 12);
  let at = 12 + codes.length;
  for (const { hash } of ngrams) {
    view.setUint32(at, hash, true);
    at += 4;
  }
  for (const { votes } of ngrams) {
    for (const [index, [language, score]] of votes.entries()) {
      file[at++] = language | (index === votes.length - 1 ? lastOfRun : 0);
      file[at++] = score;
    }
  }
  return file;
}
