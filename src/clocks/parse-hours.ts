import { GengfuError } from '../errors.ts';
import type { WeeklyHours } from './calendar-definition.ts';
import type { Language } from './language.ts';

const dayNames: readonly (readonly string[])[] = [
  ['周一', '星期一', '礼拜一', '一', 'monday', 'mon', 'mo'],
  ['周二', '星期二', '礼拜二', '二', 'tuesday', 'tues', 'tue', 'tu'],
  ['周三', '星期三', '礼拜三', '三', 'wednesday', 'wed', 'we'],
  ['周四', '星期四', '礼拜四', '四', 'thursday', 'thurs', 'thur', 'thu', 'th'],
  ['周五', '星期五', '礼拜五', '五', 'friday', 'fri', 'fr'],
  ['周六', '星期六', '礼拜六', '六', 'saturday', 'sat', 'sa'],
  ['周日', '周天', '星期日', '星期天', '礼拜日', '礼拜天', '日', 'sunday', 'sun', 'su'],
];
const daySets: readonly (readonly [string, readonly number[]])[] = [
  ['每天', [1, 2, 3, 4, 5, 6, 7]],
  ['每日', [1, 2, 3, 4, 5, 6, 7]],
  ['everyday', [1, 2, 3, 4, 5, 6, 7]],
  ['every day', [1, 2, 3, 4, 5, 6, 7]],
  ['daily', [1, 2, 3, 4, 5, 6, 7]],
  ['工作日', [1, 2, 3, 4, 5]],
  ['weekdays', [1, 2, 3, 4, 5]],
  ['周末', [6, 7]],
  ['weekends', [6, 7]],
  ['weekend', [6, 7]],
];
const vocabulary = [
  ...daySets.map(([name, days]) => ({ name, days, isDay: false })),
  ...dayNames.flatMap((names, index) => names.map((name) => ({ name, days: [index + 1], isDay: true }))),
].sort((a, b) => b.name.length - a.name.length);

const ROUND_THE_CLOCK = /^(?:24\s*[x×*/]\s*7|24小时|全天候?|always|round the clock)$/;
const TIMES =
  /^\s*(\d{1,2})(?::(\d{2})|点(?:(\d{1,2})分?|半)?)?\s*(?:-|~|到|至|to)\s*(\d{1,2})(?::(\d{2})|点(?:(\d{1,2})分?|半)?)?/;

export const HOURS_EXAMPLE: Readonly<Record<Language, string>> = {
  zh: '周一至周五 9:00-18:00',
  en: 'Mon-Fri 09:00-18:00',
};

/**
 * Opening hours as people write them: `Mon-Fri 09:00-18:00`, `周一至周五 9:00-12:00, 13:00-18:00; 周六 10:00-16:00`, `每天 8:00-22:00`,
 * `24x7`. Hours without days mean every day; hours that end before they begin pass midnight.
 * @throws GengfuError bad_time with `{ at, text, example }`, `at` counted in the normalised text
 */
export function parseHours(text: string): WeeklyHours[] {
  const input = text
    .normalize('NFKC')
    .replace(/[–—−～]/g, '-')
    .replace(/、/g, ',')
    .trim()
    .toLowerCase();
  if (ROUND_THE_CLOCK.test(input)) return [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
  const hours: WeeklyHours[] = [];
  let at = 0;
  let days: number[] = [1, 2, 3, 4, 5, 6, 7];
  while (at < input.length) {
    const named = readDays(input, at);
    if (named) ({ days, at } = named);
    const span = readSpan(input.slice(at));
    if (!span) throw badHours(text, at);
    hours.push({ days, from: span.from, to: span.to });
    at += span.length;
    at += /^\s*(?:[,;]|和|及|and)?\s*/.exec(input.slice(at))![0].length;
  }
  if (hours.length === 0) throw badHours(text, 0);
  return hours;
}

function readDays(input: string, start: number): { days: number[]; at: number } | null {
  const days = new Set<number>();
  let at = start;
  for (;;) {
    const first = readDay(input, at);
    if (!first) return null;
    at = first.at;
    const dash = /^\s*(?:-|~|到|至|to)\s*/.exec(input.slice(at));
    const last = dash && first.isDay ? readDay(input, at + dash[0].length) : null;
    if (last?.isDay) {
      at = last.at;
      for (let day = first.days[0]!; ; day = (day % 7) + 1) {
        days.add(day);
        if (day === last.days[0]) break;
      }
    } else for (const day of first.days) days.add(day);
    const comma = /^\s*(?:[,&+]|和|及|and)?\s*/.exec(input.slice(at))![0].length;
    if (!readDay(input, at + comma)) return { days: [...days].sort(), at };
    at += comma;
  }
}

function readDay(input: string, at: number): { days: readonly number[]; isDay: boolean; at: number } | null {
  const rest = input.slice(at);
  const found = vocabulary.find(
    ({ name }) => rest.startsWith(name) && !(/[a-z]$/.test(name) && /^\.?[a-z]/.test(rest.slice(name.length))),
  );
  if (!found) return null;
  return {
    days: found.days,
    isDay: found.isDay,
    at: at + found.name.length + /^[.:]?\s*/.exec(rest.slice(found.name.length))![0].length,
  };
}

function readSpan(text: string): { from: string; to: string; length: number } | null {
  const found = TIMES.exec(text);
  if (!found) return null;
  const halves = found[0].split(/-|~|到|至|to/);
  const from = clockTime(found[1]!, found[2] ?? found[3], halves[0]!);
  const to = clockTime(found[4]!, found[5] ?? found[6], halves[1]!);
  if (!from || !to || from === '24:00' || from === to) return null;
  return { from, to: to === '00:00' ? '24:00' : to, length: found[0].length };
}

function clockTime(hour: string, minute: string | undefined, words: string): string | null {
  const minutes = minute === undefined ? (words.includes('半') ? 30 : 0) : Number(minute);
  const total = Number(hour) * 60 + minutes;
  if (minutes > 59 || total > 1440) return null;
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

function badHours(text: string, at: number): GengfuError {
  const language: Language = /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
  return new GengfuError('bad_time', { at, text, example: HOURS_EXAMPLE[language] });
}
