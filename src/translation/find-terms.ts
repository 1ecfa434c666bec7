import type { GlossaryTerm } from './glossary-term.ts';

export interface TermOccurrence {
  term: GlossaryTerm;
  start: number;
  end: number;
}

/**
 * Where glossary terms stand in a text, in order, without overlaps, the longest first where several fit.
 * Latin terms match whole words in any case; Chinese, Japanese and Thai have no gaps, so their terms match anywhere.
 */
export function findTerms(text: string, terms: readonly GlossaryTerm[]): TermOccurrence[] {
  const found = terms.flatMap((term) => occurrences(text, term));
  found.sort((left, right) => left.start - right.start || right.end - left.end);
  const kept: TermOccurrence[] = [];
  for (const occurrence of found) {
    if (occurrence.start >= (kept.at(-1)?.end ?? 0)) kept.push(occurrence);
  }
  return kept;
}

function occurrences(text: string, term: GlossaryTerm): TermOccurrence[] {
  if (term.source.trim() === '') return [];
  const found: TermOccurrence[] = [];
  for (const match of text.matchAll(wholeWord(term.source))) {
    found.push({ term, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** Letters of a script that separates words must not touch the term on either side. */
const spacedLetter = '(?:(?![\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}])[\\p{L}\\p{N}_])';

function wholeWord(source: string): RegExp {
  const spaced = new RegExp(spacedLetter, 'u');
  const before = spaced.test([...source].at(0) ?? '') ? `(?<!${spacedLetter})` : '';
  const after = spaced.test([...source].at(-1) ?? '') ? `(?!${spacedLetter})` : '';
  return new RegExp(`${before}${literal(source)}${after}`, 'giu');
}

/** The text as a regular expression that matches only itself. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}
