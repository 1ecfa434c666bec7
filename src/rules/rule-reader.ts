import type { Language } from '../clocks/language.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a condition's phrase may read after its own words. Space is skipped before each piece. */
export interface RuleReader {
  /** Language of the command, for messages. */
  readonly language: Language;
  /** The one of two texts that is in that language. */
  say(zh: string, en: string): string;
  /** Consumes the longest of the phrases that stands here. */
  take(phrases: readonly string[]): string | null;
  /** One or more free values with commas between: `"a","b"` or bare words. */
  values(): string[];
  /** The same for a field with known names; returns ids. Where `unknown` is `quoted`, other values may stand in quotes. */
  named(vocabulary: Vocabulary, unknown: 'refused' | 'quoted'): string[];
  /** Whole-minute milliseconds. */
  duration(): number;
  /** 0 to 1, also written `80%`; null when no number stands here. */
  share(): number | null;
  /** Not negative, also written `80%` (0.8); null when no number stands here. */
  number(): number | null;
  /** Where reading stands, for `fail`. */
  here(): number;
  /** Something else should stand here. @throws GengfuError invalid_rule, always */
  fail(expected: string, at?: number): never;
  /** What stands here can be read and not be used. @param why a sentence's half @throws GengfuError invalid_rule, always */
  refuse(why: string, at?: number): never;
}
