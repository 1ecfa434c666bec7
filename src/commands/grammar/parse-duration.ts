import { numberPattern, readNumber } from './chinese-number.ts';
import { fold } from './match-prefix.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

// Longest names first: the alternation takes the first that fits. A month is thirty days. 月 and 日 alone are dates.
const units: readonly (readonly [names: string, ms: number])[] = [
  ['个月|個月|months?|mo', 30 * day],
  ['个?(?:星期|礼拜|周|週)|weeks?|wks?|w', 7 * day],
  ['天|days?|d', day],
  ['个?(?:小时|小時|钟头|鐘頭)|hours?|hrs?|h', hour],
  ['分钟|分鐘|分|minutes?|mins?|m', minute],
  ['刻钟|刻', 15 * minute],
  ['秒钟|秒|seconds?|secs?|s', second],
];

const part = new RegExp(
  `^(?:(?<half>半个?|half an? )|(?<article>an? )|(?<count>${numberPattern})(?<countHalf>个半)?) ?` +
    `(?:${units.map(([names], index) => `(?<u${index}>${names})`).join('|')})` +
    '(?<trailingHalf>半)?(?:[ ,、零又]|and )*',
  'u',
);

/** Ten years: longer than anything asked for, short enough that instants stay valid dates. */
const longest = 3650 * day;

/**
 * A length of time as people write it: `30分钟`, `2小时`, `一个半小时`, `半天`, `90m`, `1h30m`, `2 days`, `half an hour`.
 * @returns milliseconds, greater than zero; null when the text is anything else.
 */
export function parseDuration(text: string): number | null {
  let left = fold(text).replace(/\s+/gu, ' ').trim();
  if (left === '') return null;
  let total = 0;
  while (left !== '') {
    const match = part.exec(left);
    const ms = match === null ? null : partLength(match.groups ?? {});
    if (match === null || ms === null) return null;
    left = left.slice(match[0].length);
    total += ms;
  }
  return total > 0 && total <= longest ? Math.round(total) : null;
}

function partLength(groups: Record<string, string | undefined>): number | null {
  const unit = units.find((_, index) => groups[`u${index}`] !== undefined)?.[1];
  if (unit === undefined) return null;
  const trailing = groups['trailingHalf'] === undefined ? 0 : unit / 2;
  if (groups['half'] !== undefined) return unit / 2;
  if (groups['article'] !== undefined) return unit;
  const count = readNumber(groups['count'] ?? '');
  if (count === null) return null;
  return (count + (groups['countHalf'] === undefined ? 0 : 0.5)) * unit + trailing;
}
