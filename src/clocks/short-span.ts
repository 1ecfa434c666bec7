import type { Language } from './language.ts';
import { MINUTE_MS } from './local-day.ts';
import { formatDuration, parseDuration } from './parse-duration.ts';

/** A span of seconds or longer as people write it: `30秒`, `30s`, `2分钟`. @returns ms, null when it is something else */
export function parseShortSpan(text: string): number | null {
  const seconds = /^(\d{1,4})\s*(?:秒钟?|s|secs?|seconds?)$/iu.exec(text.normalize('NFKC').trim())?.[1];
  if (seconds === undefined) return parseDuration(text);
  return Number(seconds) > 0 ? Number(seconds) * 1_000 : null;
}

/** `30秒`, `1分钟30秒`, `2小时`. */
export function formatShortSpan(ms: number, language: Language): string {
  const seconds = Math.round((ms % MINUTE_MS) / 1_000);
  const minutes = ms - (ms % MINUTE_MS);
  const rest = `${seconds}${language === 'zh' ? '秒' : 's'}`;
  if (minutes === 0) return rest;
  return `${formatDuration(minutes, language)}${seconds > 0 ? rest : ''}`;
}
