import type { Term } from './vocabulary.ts';
import { createVocabulary } from './vocabulary.ts';

/** Every ISO code Intl has a name for, lower case, named in both languages. Nicknames go before Intl's own words. */
function termsOf(type: 'region' | 'language', nicknames: Readonly<Record<string, readonly string[]>>): Term[] {
  const zh = new Intl.DisplayNames('zh-Hans', { type, fallback: 'none' });
  const en = new Intl.DisplayNames('en', { type, fallback: 'none' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.flatMap((first) =>
    letters.flatMap((second) => {
      const id = first + second;
      const code = type === 'region' ? id.toUpperCase() : id;
      const names = { zh: zh.of(code), en: en.of(code) };
      return names.zh && names.en && isCurrent(type, code) ? [{ id, zh: names.zh, en: names.en, also: nicknames[id] ?? [] }] : [];
    }),
  );
}

/** Intl still knows East Germany as `DD` and calls it Germany; its canonical code is `DE`. */
function isCurrent(type: 'region' | 'language', code: string): boolean {
  const locale = new Intl.Locale(type === 'region' ? `und-${code}` : code);
  return (type === 'region' ? locale.region : locale.language) === code;
}

export const countryNames = createVocabulary(
  termsOf('region', {
    us: ['美国站', 'usa'],
    gb: ['英国站', 'uk'],
    de: ['德国站'],
    fr: ['法国站'],
    it: ['意大利站'],
    es: ['西班牙站'],
    jp: ['日本站'],
    ca: ['加拿大站'],
    mx: ['墨西哥站'],
    my: ['马来', '大马'],
    ae: ['阿联酋', 'uae'],
    hk: ['香港', 'hong kong'],
    tw: ['台湾'],
    mo: ['澳门'],
  }),
);

export const languageNames = createVocabulary(
  termsOf('language', {
    zh: ['汉语', '简体中文'],
    de: ['德文'],
    fr: ['法文'],
    es: ['西班牙文', '西语'],
    pt: ['葡语', '葡文'],
    ja: ['日文'],
    ko: ['韩文'],
    en: ['英文'],
    ms: ['马来文'],
    id: ['印尼语', '印尼文'],
    tl: ['菲律宾语'],
    vi: ['越南文'],
    th: ['泰文'],
    ru: ['俄文'],
    ar: ['阿拉伯文', '阿语'],
  }),
);
