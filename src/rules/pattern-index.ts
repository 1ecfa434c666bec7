import { RE2JS, RE2Set } from 're2js';
import type { Trigger } from './rule-kind.ts';

/**
 * All regular expressions of all rules in one automaton. RE2 runs in time linear in the text, whatever the pattern;
 * V8 needs 18 s for `(a+)+$` on 27 characters.
 */
export interface PatternIndex {
  /** @param source must have passed `patternFault` */
  add: (source: string) => Trigger;
  scan: (text: string, fire: (trigger: Trigger) => void) => void;
}

/** Linear is not free: a pathological pattern reads about 250,000 characters a second. */
export const MAX_PATTERN_TEXT = 20_000;

export function createPatternIndex(nextTrigger: () => Trigger): PatternIndex {
  const triggers = new Map<string, Trigger>();
  let set: RE2Set | undefined;
  return {
    add(source) {
      let trigger = triggers.get(source);
      if (trigger === undefined) {
        trigger = nextTrigger();
        triggers.set(source, trigger);
        set = undefined;
      }
      return trigger;
    },
    scan(text, fire) {
      if (triggers.size === 0) return;
      set ??= compileSet(triggers.keys());
      const order = [...triggers.values()];
      for (const index of set.match(text.slice(0, MAX_PATTERN_TEXT))) fire(order[index]!);
    },
  };
}

function compileSet(sources: Iterable<string>): RE2Set {
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE);
  for (const source of sources) set.add(source);
  set.compile();
  return set;
}

/** Why a pattern cannot be used, in the engine's words, or null. */
export function patternFault(source: string): { reason: 'look_around' | 'back_reference' | 'syntax'; detail: string } | null {
  try {
    RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    return null;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (/\(\?<?[=!]/.test(source)) return { reason: 'look_around', detail };
    if (/\\[1-9]|\\k</.test(source)) return { reason: 'back_reference', detail };
    return { reason: 'syntax', detail };
  }
}

/** The first stretch of text a pattern matches, at most `limit` characters. The buyer's words: plain text only. */
export function firstFind(source: string, text: string, limit: number): string {
  const matcher = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE).matcher(text.slice(0, MAX_PATTERN_TEXT));
  return matcher.find() ? (matcher.group() ?? '').replace(/\s+/g, ' ').slice(0, limit) : '';
}
