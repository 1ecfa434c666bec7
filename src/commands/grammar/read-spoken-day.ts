import { numberPattern, readNumber } from './chinese-number.ts';

/** A day as it was said; which date it is depends on now (resolve-spoken-time.ts). */
export type SpokenDay =
  | { kind: 'offset'; days: number }
  /** ISO weekday, 1 = Monday. `week`: 0 this one, 1 the next; absent = the next such day. */
  | { kind: 'weekday'; weekday: number; week?: number }
  | { kind: 'date'; year?: number; month?: number; day: number };

type Groups = Record<string, string | undefined>;
type Reader = readonly [pattern: RegExp, read: (groups: Groups) => SpokenDay | null];

const weekdaysEn = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdayEn = '(?<en>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
const monthEn = `(?<en>${months.join('|')})[a-z]*\\.?`;

const readers: readonly Reader[] = [
  [/^大[后後]天/u, () => ({ kind: 'offset', days: 3 })],
  [/^(?:[后後]天|the day after tomorrow|day after tomorrow)/u, () => ({ kind: 'offset', days: 2 })],
  [/^(?:明天|明日|明(?=[早晚晨])|tomorrow|tmrw?\b)/u, () => ({ kind: 'offset', days: 1 })],
  [/^(?:今天|今日|今(?=[早晚晨夜])|today|(?=tonight))/u, () => ({ kind: 'offset', days: 0 })],
  [
    new RegExp(`^(?:in )?(?<count>${numberPattern}) ?(?:天|日|days?)(?:以后|之后|后|後| later|(?= at ))`, 'u'),
    ({ count }) => offsetOf(readNumber(count ?? '')),
  ],
  [/^(?<next>下下个?|下个?|[这這]个?|本)?(?:周|週|星期|礼拜|禮拜)(?<day>[一二三四五六日天末]|[1-7](?!\d))/u, readChineseWeekday],
  [/^(?<next>下下个?|下个?)(?:周|週|星期|礼拜|禮拜)/u, ({ next }) => ({ kind: 'weekday', weekday: 1, week: weekOf(next) })],
  [/^next week(?!\p{L})/u, () => ({ kind: 'weekday', weekday: 1, week: 1 })],
  [/^(?:this )?weekend(?!\p{L})/u, () => ({ kind: 'weekday', weekday: 6 })],
  [new RegExp(`^(?<next>next |this )?${weekdayEn}(?!\\p{L})`, 'u'), readEnglishWeekday],
  [/^(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})(?:[日号]|(?!\d))/u, readDate],
  [/^(?<month>\d{1,2})[-/](?<day>\d{1,2})(?![-/\d])/u, readDate],
  [new RegExp(`^(?<month>${numberPattern})月(?<day>${numberPattern})[日号]?`, 'u'), readDate],
  [new RegExp(`^(?<day>${numberPattern})[日号]`, 'u'), readDate],
  [new RegExp(`^${monthEn} (?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])`, 'u'), readDate],
  [new RegExp(`^(?<day>\\d{1,2})(?:st|nd|rd|th)? ${monthEn}(?!\\p{L})`, 'u'), readDate],
];

/**
 * Reads a day from the beginning of folded text: `明天`, `下周一`, `11-25`, `11月25日`, `next fri`, `nov 25`.
 * @returns the day and how many characters it took, or null.
 */
export function readSpokenDay(text: string): { day: SpokenDay; length: number } | null {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(text);
    const day = match === null ? null : read(match.groups ?? {});
    if (match !== null && day !== null) return { day, length: match[0].length };
  }
  return null;
}

function offsetOf(days: number | null): SpokenDay | null {
  return days === null || !Number.isInteger(days) || days > 3650 ? null : { kind: 'offset', days };
}

function weekOf(next: string | undefined): number | undefined {
  if (next === undefined) return undefined;
  if (next.startsWith('下下')) return 2;
  return next.startsWith('下') || next.startsWith('next') ? 1 : 0;
}

function readChineseWeekday({ next, day }: Groups): SpokenDay {
  const position = '一二三四五六日'.indexOf(day ?? '') + 1 || '1234567'.indexOf(day ?? '') + 1;
  // 天 is another word for Sunday; 周末 begins on Saturday.
  const weekday = day === '天' ? 7 : day === '末' ? 6 : position;
  return { kind: 'weekday', weekday, week: weekOf(next) };
}

function readEnglishWeekday({ next, en }: Groups): SpokenDay {
  return { kind: 'weekday', weekday: weekdaysEn.indexOf(en?.slice(0, 3) ?? '') + 1, week: weekOf(next) };
}

function readDate({ year, month, day, en }: Groups): SpokenDay | null {
  const dayNumber = readNumber(day ?? '');
  const monthNumber = en === undefined ? readNumber(month ?? '') : months.indexOf(en) + 1;
  if (dayNumber === null || !Number.isInteger(dayNumber)) return null;
  return {
    kind: 'date',
    day: dayNumber,
    ...(monthNumber === null ? {} : { month: monthNumber }),
    ...(year === undefined ? {} : { year: Number(year) }),
  };
}
