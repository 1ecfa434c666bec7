/** BCP 47 codes of the languages that are told apart, in the order the language model numbers them. */
// prettier-ignore
export const languages = [
  'en', 'de', 'es', 'fr', 'it', 'pt', 'nl', 'pl', 'sv', 'tr', 'vi', 'id', 'ms', 'zh', 'ja', 'ar', 'th', 'ko', 'ru',
] as const;
export type Language = (typeof languages)[number];

/** Those written in Latin or Han letters; only between these does the language model decide. They come first in `languages`. */
export const judgedLanguages: readonly Language[] = languages.slice(0, 15);
