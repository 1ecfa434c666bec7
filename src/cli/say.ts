/** The operator's language, before settings are parsed: bad settings too are told in it. */
export const spokenLanguage = (): 'zh' | 'en' => (process.env.GENGFU_LANGUAGE === 'en' ? 'en' : 'zh');

/** The Chinese or the English, whichever the operator reads. */
export const say = (zh: string, en: string): string => (spokenLanguage() === 'zh' ? zh : en);
