import type { Language } from '../clocks/language.ts';
import { foldValue } from './fold-value.ts';
import { nearestPhrase } from './nearest-phrase.ts';

/** Known values of a field with the names people use for them. */
export interface Vocabulary {
  /** The longest name that `folded` (NFKC, lower case) begins with at `start`. */
  readAt(folded: string, start: number): { id: string; length: number } | null;
  /** Id of a complete name or id, null when unknown. */
  idOf(name: string): string | null;
  /** Display name; the id itself when the field has no name for it. */
  nameOf(id: string, language: Language): string;
  /** Display names of all. */
  names(language: Language): string[];
  /** Id whose name is most like what was typed, null when none is near. */
  nearest(typed: string): string | null;
}

export interface Term {
  id: string;
  zh: string;
  en: string;
  /** Other names, either language. */
  also?: readonly string[];
}

export function createVocabulary(terms: readonly Term[]): Vocabulary {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const byName = new Map<string, string>();
  for (const term of terms) {
    for (const name of [term.id, term.zh, term.en, ...(term.also ?? [])]) {
      // The first owner of a name keeps it: Intl calls more than one code by the same word.
      if (!byName.has(foldValue(name))) byName.set(foldValue(name), term.id);
    }
  }
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  return {
    readAt(folded, start) {
      const name = names.find((candidate) => folded.startsWith(candidate, start) && endsWord(folded, start + candidate.length));
      return name === undefined ? null : { id: byName.get(name)!, length: name.length };
    },
    idOf: (name) => byName.get(foldValue(name)) ?? null,
    nameOf: (id, language) => byId.get(id)?.[language] ?? id,
    names: (language) => terms.map((term) => term[language]),
    nearest(typed) {
      const folded = foldValue(typed);
      const similar = names.filter((candidate) => Math.abs(candidate.length - folded.length) <= 2);
      const name = nearestPhrase(folded, similar);
      return name === null ? null : byName.get(name)!;
    },
  };
}

/** `us` ends before `则` and before a space, not inside `usage` or `us-west`. */
export function endsWord(folded: string, end: number): boolean {
  return (
    !/[\p{Script=Latin}\p{N}]$/u.test(folded.slice(Math.max(0, end - 2), end)) ||
    !/^[\p{Script=Latin}\p{N}_-]/u.test(folded.slice(end, end + 2))
  );
}
