import type { Language } from './language.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './local-day.ts';

const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:分钟|分|minutes?|mins?|m)/, MINUTE_MS],
  [/^(?:个?小时|个?钟头|hours?|hrs?|h)/, HOUR_MS],
  [/^(?:天|日|days?|d)/, DAY_MS],
];

/** 一 to 十 stand at their value; 两 and 半 are how two and a half are said. */
const digits = '零一二三四五六七八九十';
const amountOf = (text: string): number =>
  text === '半' ? 0.5 : text === '两' ? 2 : digits.includes(text) ? digits.indexOf(text) : Number(text);

/**
 * A span as people write it at the beginning of a text: `30分钟`, `两小时`, `1小时30分`, `1h30m`, `90 min`, `1.5 h`, `半小时`.
 * @returns whole-minute milliseconds and how many characters were read, null when there is no span above zero.
 */
export function readDuration(text: string): { ms: number; length: number } | null {
  let ms = 0;
  let length = 0;
  let lastUnit = Infinity;
  for (;;) {
    const rest = text.slice(length);
    const amount = /^\s*(\d{1,5}(?:\.\d{1,2})?|[半一两二三四五六七八九十])\s*/.exec(rest);
    if (!amount) break;
    const after = rest.slice(amount[0].length).toLowerCase();
    const unit = units.map(([pattern, size]) => ({ found: pattern.exec(after)?.[0], size })).find(({ found }) => found);
    // `30 means` is no span: a Latin unit ends where its word ends. Units only grow smaller: 1h30m.
    if (!unit?.found || unit.size >= lastUnit || /^[a-z]{2}|^[a-z](?!\d)/.test(latinTail(unit.found, after))) break;
    ms += amountOf(amount[1]!) * unit.size;
    length += amount[0].length + unit.found.length;
    lastUnit = unit.size;
  }
  ms = Math.round(ms / MINUTE_MS) * MINUTE_MS;
  return ms > 0 ? { ms, length } : null;
}

function latinTail(unit: string, text: string): string {
  return /[a-z]$/.test(unit) ? text.slice(unit.length) : '';
}

/** The whole text as a span in ms, null when it is something else. */
export function parseDuration(text: string): number | null {
  const folded = text.normalize('NFKC').trim();
  const read = readDuration(folded);
  return read?.length === folded.length ? read.ms : null;
}

/** Whole minutes exactly: `1天2小时30分钟`, `1d2h30m`. Reads back to the same span. */
export function formatDuration(ms: number, language: Language): string {
  const minutes = Math.round(ms / MINUTE_MS);
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), language === 'zh' ? '天' : 'd'],
    [Math.floor((minutes % 1440) / 60), language === 'zh' ? '小时' : 'h'],
    [minutes % 60, language === 'zh' ? '分钟' : 'm'],
  ];
  return parts.map(([amount, unit]) => (amount > 0 ? `${amount}${unit}` : '')).join('') || (language === 'zh' ? '0分钟' : '0m');
}
