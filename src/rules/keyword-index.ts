import { foldText } from './fold-text.ts';
import { foldUnits } from './fold-units.ts';
import { buildAutomaton } from '../keyword-automaton.ts';
import type { Trigger } from './rule-kind.ts';
import { isWordBoundary } from './word-boundary.ts';

/**
 * All keywords of all rules in one automaton, so that a message is read once however many rules there are.
 *
 * Both sides are folded (fold-text.ts). A term in an alphabet that puts spaces between words (Latin, Greek, Cyrillic) must
 * stand as a word of its own: `sue` is not in `issue`. Chinese, Japanese, Korean, Thai, Arabic and Hebrew attach words or
 * particles to each other: there any place will do.
 * `erstatt*` accepts any ending, `*erstattung` any beginning.
 */
export interface KeywordIndex {
  add: (term: string) => Trigger;
  scan: (text: string, fire: (trigger: Trigger) => void) => void;
}

interface Entry {
  trigger: Trigger;
  openStart: boolean;
  openEnd: boolean;
}

export function createKeywordIndex(nextTrigger: () => Trigger): KeywordIndex {
  const entries = new Map<string, Entry>();
  let search: ReturnType<typeof createSearch> | undefined;

  return {
    add(term) {
      const key = foldText(term).trim();
      let entry = entries.get(key);
      if (!entry) {
        entry = { trigger: nextTrigger(), openStart: key.startsWith('*'), openEnd: key.endsWith('*') };
        entries.set(key, entry);
        search = undefined;
      }
      return entry.trigger;
    },

    scan(text, fire) {
      if (entries.size === 0) return;
      search ??= createSearch(entries);
      search(text, fire);
    },
  };
}

function createSearch(entries: ReadonlyMap<string, Entry>): KeywordIndex['scan'] {
  const byStem = Map.groupBy(entries, ([key]) => stem(key));
  byStem.delete('');
  const stems = [...byStem].map(([letters, group]) => ({ length: letters.length, terms: group.map(([, entry]) => entry) }));
  const automaton = buildAutomaton([...byStem.keys()]);
  return (text, fire) => {
    const { units, length } = foldUnits(text);
    automaton.scan(units, length, (keyword, end) => {
      const found = stems[keyword]!;
      const isStart = isWordBoundary(units, length, end - found.length);
      const isEnd = isWordBoundary(units, length, end);
      for (const { trigger, openStart, openEnd } of found.terms) if ((isStart || openStart) && (isEnd || openEnd)) fire(trigger);
    });
  };
}

/** The term without its wildcards. */
export function stem(term: string): string {
  return term.replace(/^\*+|\*+$/g, '').trim();
}
