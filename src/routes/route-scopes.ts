import { levelWords } from '../rules/rule-words.ts';
import { platformNames } from '../rules/platform-names.ts';
import { countryNames, languageNames } from '../rules/region-names.ts';
import { topicNames } from '../rules/topic-names.ts';
import { createVocabulary } from '../rules/vocabulary.ts';
import type { Vocabulary } from '../rules/vocabulary.ts';
import type { RouteScope } from './route-definition.ts';

/** One thing a route may ask about: how it is said, the first first, and the names of its values. */
export interface RouteField {
  key: keyof RouteScope;
  says: { zh: readonly string[]; en: readonly string[] };
  values: Vocabulary;
}

const levels = createVocabulary(Object.entries(levelWords).map(([id, { zh, en, also }]) => ({ id, zh, en, also })));

const zh = (...nouns: string[]): string[] => nouns.flatMap((noun) => ['是', '为', '在'].map((verb) => `${noun}${verb}`));
const en = (...nouns: string[]): string[] => nouns.flatMap((noun) => ['is', 'in'].map((verb) => `${noun} ${verb}`));

/** @param stores those there are; a route names a store, and keeps its id */
export function routeFields(stores: readonly { id: string; name: string }[]): RouteField[] {
  const named = createVocabulary(stores.map(({ id, name }) => ({ id, zh: name, en: name })));
  return [
    { key: 'stores', says: { zh: zh('店铺', '店'), en: en('store', 'shop') }, values: named },
    { key: 'platforms', says: { zh: zh('平台'), en: en('platform') }, values: platformNames },
    { key: 'countries', says: { zh: zh('国家', '站点'), en: en('country', 'site') }, values: countryNames },
    { key: 'languages', says: { zh: zh('语言'), en: en('language') }, values: languageNames },
    { key: 'topics', says: { zh: zh('主题', '话题'), en: en('topic') }, values: topicNames },
    { key: 'levels', says: { zh: zh('级别'), en: en('level') }, values: levels },
  ];
}
