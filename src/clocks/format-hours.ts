import type { WeeklyHours } from './calendar-definition.ts';
import type { Language } from './language.ts';

const names: Readonly<Record<Language, readonly string[]>> = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

/** Opening hours in words that parseHours reads back: `周一至周五 09:00-12:00, 13:00-18:00; 周六 10:00-16:00`. */
export function formatHours(hours: readonly WeeklyHours[], language: Language): string {
  const only = hours[0];
  if (hours.length === 1 && only?.days.length === 7 && only.from === '00:00' && only.to === '24:00') return '24x7';
  const groups = new Map<string, string[]>();
  for (const { days, from, to } of hours) {
    const label = dayWords(days, language);
    groups.set(label, [...(groups.get(label) ?? []), `${from}-${to}`]);
  }
  return [...groups].map(([days, spans]) => `${days} ${spans.join(', ')}`).join('; ');
}

/** Runs of three and more days become a range. */
function dayWords(days: readonly number[], language: Language): string {
  const sorted = [...new Set(days)].sort();
  if (sorted.length === 7) return language === 'zh' ? '每天' : 'daily';
  const words: string[] = [];
  for (let index = 0; index < sorted.length;) {
    let end = index;
    while (sorted[end + 1] === sorted[end]! + 1) end++;
    const name = (at: number) => names[language][sorted[at]! - 1]!;
    if (end - index >= 2) words.push(`${name(index)}${language === 'zh' ? '至' : '-'}${name(end)}`);
    else for (let at = index; at <= end; at++) words.push(name(at));
    index = end + 1;
  }
  return words.join(language === 'zh' ? '、' : ',');
}
