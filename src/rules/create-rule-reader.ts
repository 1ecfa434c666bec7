import { readDuration } from '../clocks/parse-duration.ts';
import type { Language } from '../clocks/language.ts';
import { GengfuError } from '../errors.ts';
import { foldRuleText, QUOTED } from './fold-rule-text.ts';
import type { RuleReader } from './rule-reader.ts';
import { ruleWords } from './rule-words.ts';
import type { Vocabulary } from './vocabulary.ts';
import { endsWord } from './vocabulary.ts';

/** What a refusal shows to copy when nothing nearer is known. */
export const RULE_EXAMPLE: Readonly<Record<Language, string>> = {
  zh: '当 内容包含 "退款","refund" 且 平台是 亚马逊 则 紧急',
  en: 'when text contains "refund","money back" and platform is amazon then urgent',
};

const mostNames = 12;
const COMMAS = [',', '、', ';'];
const JOINS = [...ruleWords.and, ...ruleWords.or, ...ruleWords.then];
/** Up to a space, comma, bracket or quote, or before a Chinese joining word, which needs no space around it. */
const BARE = /^(?!且|并且|或|则|那么)[^\s,、;()\uE000]+?(?=$|[\s,、;()\uE000]|且|并且|或|则|那么)/u;

export interface RuleCursor extends RuleReader {
  /** Everything was read. */
  atEnd(): boolean;
  /** The next few characters, for guessing what was meant. */
  ahead(): string;
  /** What refusals show until the next call: the example of the condition being read. */
  showing(example: string): void;
}

/** A cursor over a rule command. @throws GengfuError invalid_rule for a quote that is not closed */
export function createRuleReader(source: string): RuleCursor {
  const folded = foldRuleText(source);
  const { text, quoted } = folded;
  const language: Language = /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
  let position = 0;
  let example = RULE_EXAMPLE[language];

  const stop = (fault: 'unclear' | 'unfit', expected: string, at: number): never => {
    const where = folded.at[Math.min(at, folded.at.length - 1)] ?? source.length;
    throw new GengfuError('invalid_rule', {
      fault,
      at: where,
      found: source.slice(where, where + 20),
      expected,
      example,
      language,
    });
  };
  const fail = (expected: string, at = position): never => stop('unclear', expected, at);
  const refuse = (why: string, at = position): never => stop('unfit', why, at);
  const skipSpace = () => {
    while (position < text.length && /\s/.test(text.charAt(position))) position++;
  };
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);

  function take(phrases: readonly string[]): string | null {
    skipSpace();
    let longest: { phrase: string; end: number } | null = null;
    for (const phrase of phrases) {
      const end = endOfPhrase(text, position, phrase);
      if (end !== null && (!longest || end > longest.end)) longest = { phrase, end };
    }
    if (!longest) return null;
    position = longest.end;
    return longest.phrase;
  }

  /** Values with commas between, each read by `one`. */
  function list(one: () => string): string[] {
    const values = [one()];
    while (take(COMMAS) !== null) {
      // `"退款"，且 …`: that comma only makes a pause.
      const pause = position;
      const goesOn = take(JOINS) === null;
      position = pause;
      if (!goesOn) break;
      values.push(one());
    }
    return values;
  }

  function quotedValue(): string | null {
    skipSpace();
    if (text.charAt(position) !== QUOTED) return null;
    const value = quoted.get(position)!;
    if (value.trim() === '') refuse(say('引号里要有文字', 'something between the quotes'));
    position++;
    return value;
  }

  /** As typed, apart from width. */
  function bareValue(): string | null {
    skipSpace();
    const found = BARE.exec(text.slice(position));
    if (!found) return null;
    const start = position;
    position += found[0].length;
    return source.slice(folded.at[start], folded.at[position]).normalize('NFKC').trim();
  }

  function nameExpected(vocabulary: Vocabulary, written: string, unknown: 'refused' | 'quoted'): string {
    const nearest = vocabulary.nearest(written);
    const name =
      nearest === null
        ? say(`已知的名称${known(vocabulary)}`, `a known name${known(vocabulary)}`)
        : vocabulary.nameOf(nearest, language);
    return unknown === 'refused' ? name : say(`${name},或把自己的名称放在引号里`, `${name}, or a name of your own in quotes`);
  }

  /** Where there are few, they are told. */
  function known(vocabulary: Vocabulary): string {
    const names = vocabulary.names(language);
    return names.length === 0 || names.length > mostNames ? '' : say(`(${names.join('、')})`, ` (${names.join(', ')})`);
  }

  if (folded.unclosed) {
    const { at, closing } = folded.unclosed;
    throw new GengfuError('invalid_rule', { at, found: source.slice(at, at + 20), expected: closing, example, language });
  }

  return {
    language,
    say,
    take,
    fail,
    refuse,
    values: () =>
      list(() => quotedValue() ?? bareValue() ?? fail(say('引号里的文字,如 "退款"', 'text in quotes, such as "refund"'))),
    named: (vocabulary: Vocabulary, unknown) =>
      list(() => {
        skipSpace();
        const known = vocabulary.readAt(text, position);
        if (known) {
          position += known.length;
          return known.id;
        }
        const start = position;
        const inQuotes = quotedValue();
        const written = inQuotes ?? bareValue() ?? fail(say('一个名称', 'a name'));
        const id = vocabulary.idOf(written) ?? (unknown === 'quoted' ? inQuotes : null);
        return id ?? fail(nameExpected(vocabulary, written, unknown), start);
      }),
    duration() {
      skipSpace();
      const read = readDuration(text.slice(position));
      if (!read) return fail(say('时长,如 30分钟、2小时', 'a span of time, such as 30m or 2h'));
      position += read.length;
      return read.ms;
    },
    share() {
      skipSpace();
      const found = /^(\d+(?:\.\d+)?(?:e-\d+)?)\s*(%)?/.exec(text.slice(position));
      const value = found ? Number(found[1]) / (found[2] ? 100 : 1) : NaN;
      if (!found || !(value >= 0 && value <= 1)) return null;
      position += found[0].length;
      return value;
    },
    number() {
      skipSpace();
      const found = /^(\d+(?:\.\d+)?)\s*(%)?/.exec(text.slice(position));
      if (!found) return null;
      position += found[0].length;
      return Number((Number(found[1]) / (found[2] ? 100 : 1)).toPrecision(12));
    },
    here() {
      skipSpace();
      return position;
    },
    atEnd() {
      skipSpace();
      return position >= text.length;
    },
    ahead() {
      skipSpace();
      return text.slice(position, position + 24);
    },
    showing(next) {
      example = next;
    },
  };
}

/** Where a phrase that stands at `start` ends; a space in it stands for any amount of space, and between Chinese characters people put spaces as they like. */
function endOfPhrase(text: string, start: number, phrase: string): number | null {
  let end = start;
  for (const [index, word] of phrase.split(' ').entries()) {
    if (index > 0) {
      const space = /^\s+/.exec(text.slice(end));
      if (!space) return null;
      end += space[0].length;
    }
    const after = endOfWord(text, end, word);
    if (after === null) return null;
    end = after;
  }
  return endsWord(text, end) ? end : null;
}

/** `内容包含` also stands in `内容 包含`. */
function endOfWord(text: string, start: number, word: string): number | null {
  if (text.startsWith(word, start)) return start + word.length;
  let end = start;
  for (const [index, sign] of [...word].entries()) {
    if (index > 0 && isHan(sign) && isHan(text.charAt(end - 1))) while (/\s/.test(text.charAt(end))) end += 1;
    if (!text.startsWith(sign, end)) return null;
    end += sign.length;
  }
  return end;
}

const isHan = (sign: string): boolean => /^\p{Script=Han}$/u.test(sign);
