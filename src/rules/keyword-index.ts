import AhoCorasick from 'modern-ahocorasick';
import { foldText } from './fold-text.ts';
import type { Trigger } from './rule-kind.ts';

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

const WORD_EDGE = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{N}]/u;

export function createKeywordIndex(nextTrigger: () => Trigger): KeywordIndex {
  const entries = new Map<string, Entry>();
  let automaton: AhoCorasick<Entry> | undefined;

  return {
    add(term) {
      const key = foldText(term).trim();
      let entry = entries.get(key);
      if (!entry) {
        entry = { trigger: nextTrigger(), openStart: key.startsWith('*'), openEnd: key.endsWith('*') };
        entries.set(key, entry);
        automaton = undefined;
      }
      return entry.trigger;
    },

    scan(text, fire) {
      if (entries.size === 0) return;
      automaton ??= new AhoCorasick(patternsOf(entries));
      const searched = foldText(text);
      for (const { start, end, data } of automaton.iterate(searched)) {
        if (data && (data.openStart || isBoundary(searched, start)) && (data.openEnd || isBoundary(searched, end)))
          fire(data.trigger);
      }
    },
  };
}

function patternsOf(entries: ReadonlyMap<string, Entry>): { pattern: string; data: Entry }[] {
  return [...entries].map(([key, data]) => ({ pattern: stem(key), data })).filter(({ pattern }) => pattern !== '');
}

/** The term without its wildcards. */
export function stem(term: string): string {
  return term.replace(/^\*+|\*+$/g, '').trim();
}

/** Whether a word may begin or end between the characters around `at`. */
function isBoundary(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  return !(WORD_EDGE.test(characterBefore(text, at)) && WORD_EDGE.test(String.fromCodePoint(text.codePointAt(at)!)));
}

function characterBefore(text: string, at: number): string {
  const last = text.charCodeAt(at - 1);
  const isLowSurrogate = last >= 0xdc00 && last <= 0xdfff && at > 1;
  return text.slice(isLowSurrogate ? at - 2 : at - 1, at);
}
