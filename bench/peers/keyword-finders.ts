import { createRequire } from 'node:module';
import ModernAhoCorasick from 'modern-ahocorasick';
import { foldText } from '../../src/rules/fold-text.ts';

/** How many of the keywords are in a text. */
export type CountFound = (text: string) => number;

type Plain = new (words: string[]) => { search(text: string): [end: number, words: string[]][] };

const AhoCorasick = createRequire(import.meta.url)('ahocorasick') as Plain;

/** Other ways to look for keywords, each on the folded text. */
export const keywordFinders: Record<string, (words: readonly string[]) => CountFound> = {
  'modern-ahocorasick': (words) => {
    const automaton = new ModernAhoCorasick(words.map(foldText));
    return (text) => new Set(automaton.search(foldText(text), { strategy: 'all' }).map(({ patternIndex }) => patternIndex)).size;
  },
  ahocorasick: (words) => {
    const automaton = new AhoCorasick(words.map(foldText));
    return (text) => new Set(automaton.search(foldText(text)).flatMap(([, found]) => found)).size;
  },
  'V8 alternation': (words) => {
    const pattern = new RegExp(words.map((word) => RegExp.escape(foldText(word))).join('|'), 'g');
    return (text) => new Set(foldText(text).match(pattern)).size;
  },
  'includes() loop': (words) => {
    const folded = words.map(foldText);
    return (text) => {
      const searched = foldText(text);
      return folded.filter((word) => searched.includes(word)).length;
    };
  },
};
