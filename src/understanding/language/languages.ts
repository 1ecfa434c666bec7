/** BCP 47 codes of the languages that are told apart, in the order the language model numbers them. */
export const languages = [
  'en', 'de', 'es', 'fr', 'it', 'pt', 'nl', 'pl', 'sv', 'tr', 'vi', 'id', 'ms', 'zh', 'ja', 'ar', 'th', 'ko', 'ru',
] as const; // prettier-ignore
export type Language = (typeof languages)[number];
