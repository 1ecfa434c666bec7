import { buildAutomaton } from '../../keyword-automaton.ts';
import { foldText } from '../features/fold-text.ts';

export interface LexiconEntry {
  /** Whole words, `*` at the end for any ending. */
  phrase: string;
  concept: string;
  language: string;
}

export interface ConceptFinder {
  /** All concepts, in a fixed order; the numbers below are positions in it. */
  readonly names: readonly string[];
  /**
   * Concepts in folded text in the order they appear, repeats included. Only phrases of `language` count, and English ones for
   * texts whose language is unknown.
   */
  find(folded: string, language: string | null): number[];
}

/** Languages written without blanks, or with particles joined to words, where a phrase may stand inside a longer run. */
const joined = new Set(['zh', 'ja', 'ko', 'th', 'ar']);
/** Indonesian and Malay share most words, and short messages of either are easily taken for the other. */
const nearTwin: Record<string, string> = { id: 'ms', ms: 'id' };

interface Meaning {
  concept: number;
  language: string;
  openEnd: boolean;
}

/** Phrases are folded exactly like buyers' texts, and all are looked for in one pass. */
export function createConceptFinder(entries: readonly LexiconEntry[]): ConceptFinder {
  const names = [...new Set(entries.map((entry) => entry.concept))];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const meanings = new Map<string, Meaning[]>();
  for (const { phrase, concept, language } of entries) {
    const openEnd = phrase.endsWith('*');
    const pattern = foldText(openEnd ? phrase.slice(0, -1) : phrase);
    const known = meanings.get(pattern) ?? [];
    known.push({ concept: numbers.get(concept) ?? 0, language, openEnd });
    meanings.set(pattern, known);
  }
  const byIndex = [...meanings].map(([pattern, known]) => ({ length: pattern.length, meanings: known }));
  const automaton = buildAutomaton([...meanings.keys()]);
  let units = new Uint16Array(1024);

  return {
    names,
    find(folded, language) {
      const spoken = language ?? 'en';
      const twin = nearTwin[spoken];
      const hits: { start: number; concept: number }[] = [];
      if (units.length < folded.length) units = new Uint16Array(folded.length * 2);
      for (let index = 0; index < folded.length; index++) units[index] = folded.charCodeAt(index);
      automaton.scan(units, folded.length, (pattern, end) => {
        const phrase = byIndex[pattern]!;
        const start = end - phrase.length;
        for (const meaning of phrase.meanings) {
          if (meaning.language !== spoken && meaning.language !== twin) continue;
          if (!joined.has(meaning.language)) {
            if (isLetter(folded.charCodeAt(start - 1))) continue;
            if (!meaning.openEnd && isLetter(folded.charCodeAt(end)) && isLetter(folded.charCodeAt(end - 1))) continue;
          }
          hits.push({ start, concept: meaning.concept });
        }
      });
      hits.sort((a, b) => a.start - b.start || a.concept - b.concept);
      return hits.map((hit) => hit.concept);
    },
  };
}

/** Of folded text: ASCII letters and everything above ASCII; NaN (beyond the text) is no letter. */
function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || unit > 0xbf;
}
