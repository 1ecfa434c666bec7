import type { Language } from '../clocks/language.ts';
import { formatDuration } from '../clocks/parse-duration.ts';
import type { PerformanceRecord } from '../ports/marketplace-records.ts';

const percent = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** `0.9%`, `4.6`, `3 小时`. */
export function formatFigure(value: number, unit: PerformanceRecord['unit'], language: Language): string {
  switch (unit) {
    case 'fraction':
      return `${percent.format(value * 100)}%`;
    case 'seconds':
      return formatDuration(Math.max(60_000, Math.round(value / 60) * 60_000), language);
    case 'days':
      return language === 'zh' ? `${percent.format(value)} 天` : `${percent.format(value)} days`;
    default:
      return percent.format(value);
  }
}
