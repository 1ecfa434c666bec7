import type { ZodType } from 'zod';
import type { Calendar } from '../clocks/calendar.ts';
import type { Language } from '../clocks/language.ts';
import type { MessageFacts } from './facts.ts';
import type { RuleReader } from './rule-reader.ts';

/** What a rule can be about. */
export type SubjectKind = 'message' | 'order' | 'review' | 'metric' | 'stock' | 'shipment' | 'series';

/**
 * One kind of condition: its stored form, its matching, its words. A new kind is one file in kinds/ with one of these,
 * entered in rule-kinds.ts; schema, grammar, matcher and explanations pick it up from there. What takes a leaf or evidence is
 * declared as a method, not a property, so that a kind of one particular leaf fits into the list of all.
 */
export interface RuleKind<
  Leaf extends { kind: string } = { kind: string },
  Evidence extends { kind: string } = { kind: string },
> {
  readonly kind: Leaf['kind'];
  /** What it asks about: messages where absent; `any` = where or whose, which goes with everything. */
  readonly about?: SubjectKind | 'any';
  /** The condition as stored in Rule.definition. */
  readonly schema: ZodType<Leaf>;
  compile(leaf: Leaf, builder: MatcherBuilder): CompiledLeaf<Evidence>;
  /** Evidence in a few words for a card: `出现「Geld zurück」`. */
  describe(evidence: Evidence, language: Language): string;
  /** How people say it in a rule command. */
  readonly phrases: readonly Phrase<Leaf>[];
  /** The words that `phrases` read back to the same leaf. */
  format(leaf: Leaf, language: Language): string;
}

export interface Phrase<Leaf> {
  /** What the condition begins with, in lower case; the first is how we write it. Latin words match whole words. */
  readonly says: Readonly<Record<Language, readonly string[]>>;
  /** A complete condition that can be copied. */
  readonly example: Readonly<Record<Language, string>>;
  /** The phrase says the opposite (`平台不是`): the leaf is wrapped in `not`. */
  readonly negates?: true;
  /** Reads what follows one of `says`. @throws GengfuError invalid_rule */
  read(reader: RuleReader): Leaf;
}

export interface CompiledLeaf<Evidence> {
  /** Evidence when the condition holds, null when not. Must not throw, whatever the buyer wrote. */
  test: (view: View) => Evidence | null;
  /** The condition can only hold when one of these fired. Absent = it must be looked at for every message. */
  anchors?: readonly Trigger[];
  /** Rough share of all messages on which an anchor fires; of several conditions the rarest is indexed. */
  share?: number;
  /** Instants at which the answer may change although nothing but the clock moves. */
  moments?: (facts: MessageFacts, calendar: Calendar) => readonly number[];
}

/** Something cheap that either fired on a message or did not; many conditions share one. */
export type Trigger = number;

/** Gives out triggers while rules are compiled. The same question twice is the same trigger. */
export interface MatcherBuilder {
  /** Fires when the text contains the term (see keyword-index.ts for case, width and word boundaries). */
  keyword: (term: string) => Trigger;
  /** Fires when an RE2 pattern is found, ignoring case. */
  pattern: (source: string) => Trigger;
  /**
   * Fires when `read` yields the value. `field` names the reader: one field, one reader. Compared in NFKC and lower case.
   */
  value: (field: string, value: string, read: (facts: MessageFacts) => readonly string[]) => Trigger;
}

/** One message while it is being matched. */
export interface View {
  readonly facts: MessageFacts;
  fired(trigger: Trigger): boolean;
  /** Present when the clock is asked too (`matchAt`, timers): then time-bound conditions may hold. */
  readonly time?: { now: number; calendar: Calendar };
}
