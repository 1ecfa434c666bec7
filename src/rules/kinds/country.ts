import { countryNames } from '../region-names.ts';
import { scopeKind } from './scope-kind.ts';

export const country = scopeKind({
  kind: 'country',
  read: (facts) => [facts.country],
  vocabulary: countryNames,
  unknown: 'refused',
  nouns: { zh: ['国家', '站点'], en: ['country', 'site'] },
  example: { zh: '国家是 德国,法国', en: 'country is germany,france' },
  share: 0.15,
});
