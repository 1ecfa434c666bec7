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

/**
 * Linear is not free: where counted repeats defeat the engine's cache, time is text length × program size. Buyers' messages
 * are shorter than this, and patterns people write are smaller (`退款.{0,20}到账` has 50 instructions).
 */
const MAX_PATTERN_TEXT = 8_000;
const MAX_PROGRAM_SIZE = 1_000;

export function createPatternIndex(nextTrigger: () => Trigger): PatternIndex {
  const triggers = new Map<string, Trigger>();
  let sets: CompiledSet[] | undefined;
  return {
    add(source) {
      let trigger = triggers.get(source);
      if (trigger === undefined) {
        trigger = nextTrigger();
        triggers.set(source, trigger);
        sets = undefined;
      }
      return trigger;
    },
    scan(text, fire) {
      if (triggers.size === 0) return;
      sets ??= compileSets([...triggers]);
      const searched = text.slice(0, MAX_PATTERN_TEXT);
      for (const { set, order } of sets) for (const index of set.match(searched)) fire(order[index]!);
    },
  };
}

interface CompiledSet {
  set: RE2Set;
  /** Trigger of each pattern of the set. */
  order: Trigger[];
}

/** One set if the engine takes it; it has a limit on instructions, beyond which the patterns are halved. */
function compileSets(patterns: readonly (readonly [source: string, trigger: Trigger])[]): CompiledSet[] {
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE);
  try {
    for (const [source] of patterns) set.add(source);
    set.compile();
    return [{ set, order: patterns.map(([, trigger]) => trigger) }];
  } catch (error) {
    if (patterns.length < 2) throw error;
    const half = patterns.length >>> 1;
    return [...compileSets(patterns.slice(0, half)), ...compileSets(patterns.slice(half))];
  }
}

export interface PatternFault {
  reason: 'look_around' | 'back_reference' | 'too_large' | 'syntax';
  detail: string;
}

/** Why a pattern cannot be used, in the engine's words, or null. */
export function patternFault(source: string): PatternFault | null {
  try {
    const size = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE).programSize();
    return size <= MAX_PROGRAM_SIZE ? null : { reason: 'too_large', detail: `${size} instructions, at most ${MAX_PROGRAM_SIZE}` };
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
