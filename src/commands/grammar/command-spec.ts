import type { Level } from '../../../cards/card.ts';

/**
 * What stands behind a command word, as data. The same specs drive parsing, help and correction, so a
 * command cannot accept something its help does not show.
 */
export interface CommandSpec {
  /** English name and identity: `claim`. Several words are a sub-command: `rule new`. */
  name: string;
  /** Chinese names, the preferred one first: `['认领']`, `['规则 新建']`. */
  zh: readonly string[];
  /** Further English names: `['take']`. */
  aliases?: readonly string[];
  /** In the order people type them. A `rest` parameter must be the last. */
  params: readonly ParamSpec[];
  /** Introduced by a word, in any order, before a `rest` parameter: `到 周一9点`, `原因=平台维护`, `until fri`. */
  options?: readonly OptionSpec[];
  /** A whole line that works when copied. */
  example: { zh: string; en: string };
}

export interface ParamSpec {
  name: string;
  kind: ArgumentKind;
  /** What the person is told is missing. */
  label: { zh: string; en: string };
  optional?: true;
  /** Words that may stand before it and mean nothing by themselves: `['给', 'to']`. */
  lead?: readonly string[];
}

export interface OptionSpec {
  name: string;
  kind: ArgumentKind;
  label: { zh: string; en: string };
  /** The words that introduce it: `['到', 'until']`. A leading `--` is accepted as well. */
  words: readonly string[];
  /** A required option is asked for like a parameter. */
  required?: true;
}

export type ArgumentKind = keyof ArgumentValues;

/** What each kind becomes. */
export interface ArgumentValues {
  /** Running number of the ticket, without `#`. */
  ticket: number;
  person: PersonArgument;
  /** Id of the store; the typed word itself when the context names no stores. */
  store: string;
  /** Instant in milliseconds, always in the future. */
  time: number;
  /** Milliseconds. */
  duration: number;
  /** One word, or anything in quotes. */
  word: string;
  /** All that follows, verbatim, line breaks included. */
  rest: string;
  level: Level;
  number: number;
}

export interface PersonArgument {
  /** As it stands in the text, without `@`. */
  name: string;
  /** The messenger's id, when the messenger delivered a mention of that name. */
  id?: string;
}

type NamedValue<S extends { name: string; kind: ArgumentKind }> = { [P in S as P['name']]: ArgumentValues[P['kind']] };
type Needed<P> = P extends { optional: true } ? never : P;
type Spare<P> = P extends { optional: true } ? P : never;

/** The arguments of one command, typed from its spec (declare the spec `as const satisfies CommandSpec`). */
export type ArgumentsOf<S extends CommandSpec> = NamedValue<Needed<S['params'][number]>> &
  Partial<NamedValue<Spare<S['params'][number]>>> &
  (S extends { options: readonly (infer O extends OptionSpec)[] } ? Partial<NamedValue<O>> : unknown);
