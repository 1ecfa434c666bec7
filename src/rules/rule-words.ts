import type { Level } from '../../cards/card.ts';
import type { Language } from '../clocks/language.ts';

/** The words of the grammar itself; the words of conditions belong to their kinds. The first of each list is what we write. */
export const ruleWords = {
  when: ['当', '如果', '若', 'when', 'if'],
  and: ['并且', '而且', '同时', '且', 'and', '&&', '&'],
  or: ['或者', '或是', '或', 'or', '||', '|'],
  not: ['非', 'not', '!'],
  then: ['则', '那么', '就', 'then', '->', '→', '=>'],
} as const;

export const written: Readonly<Record<Language, Readonly<Record<keyof typeof ruleWords, string>>>> = {
  zh: { when: '当', and: '且', or: '或', not: '非', then: '则' },
  en: { when: 'when', and: 'and', or: 'or', not: 'not', then: 'then' },
};

export const levelWords: Readonly<Record<Level, { zh: string; en: string; also: readonly string[] }>> = {
  urgent: { zh: '紧急', en: 'urgent', also: ['紧急提醒', '加急'] },
  important: { zh: '重要', en: 'important', also: ['重要提醒'] },
  normal: { zh: '普通', en: 'normal', also: ['一般', '普通提醒'] },
};
