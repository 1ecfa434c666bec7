import type { Level } from '../../../cards/card.ts';
import type { ArgumentKind, ArgumentValues, PersonArgument } from './command-spec.ts';
import { readNumber } from './chinese-number.ts';
import { fold, matchPrefix } from './match-prefix.ts';
import { parseDuration } from './parse-duration.ts';
import { parseTime } from './parse-time.ts';
import { nextToken, skipSpace } from './tokenise.ts';
import { wordTable } from '../../word-table.ts';

/** What is known about the moment and place of speaking. */
export interface CommandContext {
  /** Instant in milliseconds. */
  now: number;
  /** IANA zone of the person. */
  zone: string;
  /** From the messenger (Saying.mentions). */
  mentions?: readonly { id: string; name: string }[];
  /** Known stores; a store may be named by id or by name. Absent = any word is taken. */
  stores?: readonly { id: string; name: string }[];
  /** Ticket of the card that is being quoted; stands in for a ticket that was not typed. */
  ticket?: number;
}

/** A value and the offset behind it. */
export interface Read<T> {
  value: T;
  end: number;
}

type Reader<T> = (text: string, at: number, context: CommandContext) => Read<T> | null;

/** "in 3 days at 9 am" has six words; nothing people say as a time has more. */
const longestPhrase = 6;

const readers: { [K in ArgumentKind]: Reader<ArgumentValues[K]> } = {
  ticket: readTicket,
  person: readPerson,
  store: readStore,
  time: (text, at, context) => longestPhraseThat(text, at, (phrase) => parseTime(phrase, context)),
  duration: (text, at) => longestPhraseThat(text, at, parseDuration),
  word: readWord,
  rest: readRest,
  level: readLevel,
  number: readPlainNumber,
};

/**
 * Reads one argument from the text as typed, at or after `at`.
 * @returns null when the text there is not of that kind, or when there is none.
 */
export function readArgument<K extends ArgumentKind>(
  kind: K,
  text: string,
  at: number,
  context: CommandContext,
): Read<ArgumentValues[K]> | null {
  return readers[kind](text, skipSpace(text, at), context);
}

/** `1042`, `#1042`, `＃１０４２`, `1042号`, also glued to Chinese text (`1042很抱歉`), but not the head of an order id. */
function readTicket(text: string, at: number): Read<number> | null {
  const match =
    /^[#＃]?(?<digits>[0-9０-９]{1,9})(?![0-9０-９A-Za-z_\-－/]|[.．,，:：][0-9０-９])(?:号(?!码))?(?:[,，:：、。]|\.(?=\s|$))?/u.exec(
      text.slice(at),
    );
  if (match === null) return null;
  return { value: Number(match.groups?.['digits']?.normalize('NFKC')), end: at + match[0].length };
}

function readPerson(text: string, at: number, { mentions = [] }: CommandContext): Read<PersonArgument> | null {
  const start = /[@＠]/u.test(text.charAt(at)) ? at + 1 : at;
  // The longest name first: "@Chen Wei" must not end at "@Chen".
  for (const mention of mentions.toSorted((left, right) => right.name.length - left.name.length)) {
    const end = mention.name === '' ? null : matchPrefix(text, start, fold(mention.name));
    if (end !== null) return { value: { name: mention.name, id: mention.id }, end };
  }
  const token = nextToken(text, start);
  if (token === null || token.start !== start) return null;
  const name = token.value.replace(/[,，:：、。]$/u, '');
  return name === '' || /^[\d#@]/u.test(name) ? null : { value: { name }, end: token.end };
}

function readStore(text: string, at: number, { stores }: CommandContext): Read<string> | null {
  if (stores === undefined) return readWord(text, at);
  const named = stores.flatMap((store) => [store.id, store.name].map((name) => ({ id: store.id, name: fold(name) })));
  return longestPhraseThat(text, at, (phrase) => named.find(({ name }) => name === fold(phrase))?.id ?? null);
}

function readWord(text: string, at: number): Read<string> | null {
  const token = nextToken(text, at);
  return token === null || token.value === '' ? null : { value: token.value, end: token.end };
}

/** Everything from the first visible character on; not a byte of it is changed. */
function readRest(text: string, at: number): Read<string> | null {
  return at >= text.length ? null : { value: text.slice(at), end: text.length };
}

const levels = wordTable<Level>({
  紧急: 'urgent',
  urgent: 'urgent',
  '🔴': 'urgent',
  重要: 'important',
  important: 'important',
  '🟡': 'important',
  普通: 'normal',
  一般: 'normal',
  normal: 'normal',
  '🟢': 'normal',
});

function readLevel(text: string, at: number): Read<Level> | null {
  const token = nextToken(text, at);
  const level = token === null ? undefined : levels[fold(token.value)];
  return token === null || level === undefined ? null : { value: level, end: token.end };
}

function readPlainNumber(text: string, at: number): Read<number> | null {
  const token = nextToken(text, at);
  if (token === null) return null;
  const value = /^[+-]?\d{1,12}(\.\d{1,6})?$/u.test(token.value) ? Number(token.value) : readNumber(token.value);
  return value === null ? null : { value, end: token.end };
}

/** Values of several words end where the longest run of words still makes sense: `明天 下午 3点半 等回复`. */
function longestPhraseThat<T>(text: string, at: number, read: (phrase: string) => T | null): Read<T> | null {
  const first = nextToken(text, at);
  if (first === null) return null;
  if (first.quoted) {
    const value = read(first.value);
    return value === null ? null : { value, end: first.end };
  }
  let best: Read<T> | null = null;
  let token: typeof first | null = first;
  for (let words = 0; words < longestPhrase && token !== null && !token.quoted; words += 1) {
    const value = read(text.slice(at, token.end));
    if (value !== null) best = { value, end: token.end };
    token = nextToken(text, token.end);
  }
  return best;
}
