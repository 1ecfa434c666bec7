import type { Level } from '../../cards/card.ts';
import type { Language } from '../clocks/language.ts';
import { quote, quoteList } from './quote.ts';
import { kindNamed } from './rule-kinds.ts';
import { levelWords, written } from './rule-words.ts';

/** Kinds of rules that a form offers, most wanted first; ten at most fit into a WeCom list. What else there is, is typed. */
export const formKinds = [
  'keywords',
  'unanswered',
  'tone',
  'order_value',
  'review',
  'shipment',
  'stock',
  'spike',
  'metric',
] as const;
export type FormKind = (typeof formKinds)[number];

/** What a bare number means: `200 欧元` is `高于 200 欧元`. */
const lead: Partial<Record<FormKind, Record<Language, string>>> = {
  order_value: { zh: '高于', en: 'above' },
  review: { zh: '不高于', en: 'at most' },
};

export interface FormDraft {
  kind: FormKind;
  level: Level;
  /** What is looked for; empty where `needsValue` says that nothing is. */
  value: string;
  /** Name of the one store it is about. */
  store?: string | undefined;
}

export const isFormKind = (typed: string | undefined): typed is FormKind =>
  (formKinds as readonly (string | undefined)[]).includes(typed);

export const needsValue = (kind: FormKind): boolean => kind !== 'tone';

/** A value of that kind to copy: `"退款","refund"`. */
export function exampleValue(kind: FormKind, language: Language): string {
  const { says, example } = phraseOf(kind);
  return example[language].slice(says[language][0]!.length).trim();
}

/** What was filled in, as the words of a rule that `parseRule` reads. */
export function ruleWordsOf({ kind, level, value, store }: FormDraft, language: Language): string {
  const { when, and, then } = written[language];
  const wanted = `${phraseOf(kind).says[language][0]} ${needsValue(kind) ? valueWords(kind, value.trim(), language) : ''}`.trim();
  const scope = store === undefined ? '' : ` ${and} ${kindNamed('store')!.phrases[0]!.says[language][0]} ${quoteList([store])}`;
  return `${when} ${wanted}${scope} ${then} ${levelWords[level][language]}`;
}

function valueWords(kind: FormKind, value: string, language: Language): string {
  if (kind === 'keywords') return /["“”「„«]/u.test(value) ? value : asKeywords(value);
  return /^\d/u.test(value) && lead[kind] ? `${lead[kind][language]} ${value}` : value;
}

/** Words with commas between; nobody puts them in quotes in a form. */
const asKeywords = (value: string): string =>
  value
    .split(/[,;、\uFF0C\uFF1B\n]/u)
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map(quote)
    .join(',');

const phraseOf = (kind: FormKind) => kindNamed(kind)!.phrases[0]!;
