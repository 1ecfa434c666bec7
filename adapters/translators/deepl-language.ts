import type { SourceLanguageCode, TargetLanguageCode } from 'deepl-node';
import { wordTable } from '../../src/word-table.ts';

/** DeepL wants a variant of these as a target; without a region we take the one most buyers read. */
const targets = wordTable<TargetLanguageCode>({
  en: 'en-US',
  'en-AU': 'en-GB',
  'en-GB': 'en-GB',
  'en-IE': 'en-GB',
  pt: 'pt-BR',
  'pt-PT': 'pt-PT',
  'es-MX': 'es-419',
  'es-CO': 'es-419',
  'es-CL': 'es-419',
});

/** Codes that DeepL spells otherwise. */
const spelling = wordTable<string>({ no: 'nb', fil: 'tl', iw: 'he' });

/** @param code BCP 47. @returns DeepL's code: `zh` → `zh-HANS`, `zh-TW` → `zh-HANT`, `en` → `en-US`, `de-AT` → `de`. */
export function targetLanguage(code: string): TargetLanguageCode {
  const locale = new Intl.Locale(code);
  if (locale.language === 'zh') return locale.maximize().script === 'Hant' ? 'zh-HANT' : 'zh-HANS';
  const regional = locale.region === undefined ? undefined : targets[`${locale.language}-${locale.region}`];
  return regional ?? targets[locale.language] ?? (plain(locale.language) as TargetLanguageCode);
}

/** @param code BCP 47. @returns DeepL's code; sources have no variants. */
export function sourceLanguage(code: string): SourceLanguageCode {
  return plain(new Intl.Locale(code).language) as SourceLanguageCode;
}

function plain(language: string): string {
  return spelling[language] ?? language;
}
