import { languageNames } from '../region-names.ts';
import { scopeKind } from './scope-kind.ts';

export const language = scopeKind({
  kind: 'language',
  // `pt` means Portuguese of every country, `pt-br` only Brazil's.
  read: (facts) => (facts.language === null ? [] : [facts.language, facts.language.split('-')[0]!]),
  vocabulary: languageNames,
  nouns: { zh: ['语言'], en: ['language'] },
  example: { zh: '语言是 德语', en: 'language is german' },
  share: 0.15,
});
