import { createIntl, createIntlCache } from '@formatjs/intl';
import { en } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'zh' | 'en';
export type TextKey = keyof typeof zh;
export type TextValues = Record<string, string | number | undefined>;

/** The bot's words in one language, and times and spans the way its readers write them. */
export interface Texts {
  readonly language: Language;
  (key: TextKey, values?: TextValues): string;
  has(key: string): key is TextKey;
  /** An instant in the team's zone: `14:32` today, `11-25 14:32` on another day. */
  time(at: number, now: number): string;
  /** `2 分钟前` */
  ago(at: number, now: number): string;
  /** Name of a BCP 47 language: `德语`. */
  languageName(code: string): string;
  /** Name of an ISO 3166 country in any case: `德国`. */
  countryName(code: string): string;
}

const catalogues = { zh, en } as const;
const locales = { zh: 'zh-CN', en: 'en-GB' } as const;
const cache = createIntlCache();
const made = new Map<string, Texts>();

/** @param zone IANA zone of the team */
export function textsIn(language: Language, zone: string): Texts {
  const known = made.get(`${language} ${zone}`);
  if (known) return known;
  const locale = locales[language];
  const intl = createIntl(
    {
      locale,
      messages: catalogues[language],
      onError: (error) => {
        throw error;
      },
    },
    cache,
  );
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  const countries = new Intl.DisplayNames([locale], { type: 'region' });
  const catalogue = catalogues[language];
  // Most of a card is fixed words; parsing them costs ten times what printing them does.
  const say = (key: TextKey, values: TextValues = {}): string =>
    catalogue[key].includes('{') ? intl.formatMessage({ id: key }, values) : catalogue[key];

  const texts: Texts = Object.assign(say, {
    language,
    has: (key: string): key is TextKey => key in catalogue,
    time(at: number, now: number) {
      const date = day.format(at);
      return date === day.format(now) ? clock.format(at) : `${date.slice(5)} ${clock.format(at)}`;
    },
    ago(at: number, now: number) {
      const seconds = Math.max(0, Math.round((now - at) / 1000));
      if (seconds < 1) return say('ago.now');
      if (seconds < 60) return say('ago.seconds', { n: seconds });
      if (seconds < 3600) return say('ago.minutes', { n: Math.floor(seconds / 60) });
      if (seconds < 86_400) return say('ago.hours', { n: Math.floor(seconds / 3600) });
      return say('ago.days', { n: Math.floor(seconds / 86_400) });
    },
    languageName: (code: string) => nameOr(names, code, code),
    // Marketplaces say UK.
    countryName: (code: string) => nameOr(countries, code.toUpperCase() === 'UK' ? 'GB' : code.toUpperCase(), code),
  });
  made.set(`${language} ${zone}`, texts);
  return texts;
}

/** @returns `otherwise` for a code that is none */
function nameOr(names: Intl.DisplayNames, code: string, otherwise: string): string {
  try {
    return names.of(code) ?? otherwise;
  } catch {
    return otherwise;
  }
}
