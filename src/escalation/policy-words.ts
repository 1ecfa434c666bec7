import type { Level } from '../../cards/card.ts';
import type { Language } from '../clocks/language.ts';
import type { Means } from './means.ts';
import type { Audience, ClockStep } from './policy.ts';

type Words<Name extends string> = Readonly<Record<Name, Readonly<Record<Language, readonly string[]>>>>;

/** What people type; the first word of each language is the one that is shown. */
export const levelWords: Words<Level> = {
  urgent: { zh: ['紧急'], en: ['urgent'] },
  important: { zh: ['重要'], en: ['important'] },
  normal: { zh: ['普通', '一般'], en: ['normal'] },
};

export const audienceWords: Words<Audience> = {
  owner: { zh: ['负责人', '认领人'], en: ['owner'] },
  all: { zh: ['全部值班', '所有值班'], en: ['everybody', 'all'] },
  next: { zh: ['下一位', '其他值班'], en: ['next'] },
  duty: { zh: ['值班'], en: ['duty', 'on-duty'] },
  supervisor: { zh: ['主管'], en: ['supervisors', 'supervisor'] },
};

export const meansWords: Words<Means> = {
  phone: { zh: ['电话'], en: ['phone', 'call'] },
  sms: { zh: ['短信'], en: ['sms'] },
  app: { zh: ['加急', '应用内加急'], en: ['ping'] },
  dm: { zh: ['私信'], en: ['dm', 'direct'] },
  mention: { zh: ['提及'], en: ['mention'] },
  mail: { zh: ['邮件'], en: ['mail', 'email', 'e-mail'] },
};

export const whenWords: Words<ClockStep['when']> = {
  always: { zh: [], en: [] },
  open: { zh: ['白天', '营业时间'], en: ['in-hours', 'by-day'] },
  closed: { zh: ['夜间', '非营业时间'], en: ['off-hours', 'at-night'] },
};

/** The name whose word a text begins with, longest first. */
export function readWord<Name extends string>(words: Words<Name>, text: string): { name: Name; length: number } | null {
  let best: { name: Name; length: number } | null = null;
  for (const name of Object.keys(words) as Name[]) {
    for (const word of [...words[name].zh, ...words[name].en]) {
      const whole = !/[a-z]$/u.test(word) || !/^[\p{L}\d-]/u.test(text.slice(word.length));
      if (text.startsWith(word) && whole && word.length > (best?.length ?? 0)) best = { name, length: word.length };
    }
  }
  return best;
}
