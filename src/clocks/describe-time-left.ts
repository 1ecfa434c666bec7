import type { Language } from './language.ts';
import { MINUTE_MS } from './local-day.ts';

/**
 * Time to a deadline in words for cards: `剩 3 小时 12 分`, `5 min over`.
 * @param left milliseconds until the deadline, negative once it has passed. Whole minutes are shown, rounded towards zero.
 */
export function describeTimeLeft(left: number, language: Language): string {
  const span = spanWords(Math.abs(left), language);
  if (left >= 0) {
    if (span === null) return language === 'zh' ? '剩不到 1 分钟' : 'under 1 min left';
    return language === 'zh' ? `剩 ${span}` : `${span} left`;
  }
  if (span === null) return language === 'zh' ? '刚刚超时' : 'just over';
  return language === 'zh' ? `已超 ${span}` : `${span} over`;
}

/** The two largest units, null under a minute. */
function spanWords(ms: number, language: Language): string | null {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes === 0) return null;
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const zh = language === 'zh';
  const parts: string[] = [];
  if (days > 0) parts.push(zh ? `${days} 天` : `${days} d`);
  if (hours % 24 > 0) parts.push(zh ? `${hours % 24} 小时` : `${hours % 24} h`);
  // Beside days the minutes are noise; alone they are 分钟, after hours the shorter 分.
  if (days === 0 && minutes % 60 > 0) parts.push(zh ? `${minutes % 60} ${hours > 0 ? '分' : '分钟'}` : `${minutes % 60} min`);
  return parts.join(' ');
}
