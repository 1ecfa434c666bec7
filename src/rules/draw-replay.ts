import { renderChart } from '../charts/render-chart.ts';
import type { ReplayOrder } from './replay-order.ts';
import type { ReplayResult } from './replay-rule.ts';

/** Hits day by day as bars: below what no other rule saw, above it what others saw as well. */
export function drawReplay(perDay: ReplayResult['perDay'], words: NonNullable<ReplayOrder['picture']>): Promise<Uint8Array> {
  return renderChart({
    color: ['#d9534f', '#c9ced6'],
    title: { text: words.title, left: 24, top: 16, textStyle: { fontSize: 20 } },
    legend: { top: 20, right: 24, data: [words.onlyThis, words.othersToo] },
    grid: { left: 24, right: 24, top: 72, bottom: 24, containLabel: true },
    xAxis: { type: 'category', data: perDay.map(({ date }) => date.slice(5)) },
    yAxis: { type: 'value', minInterval: 1 },
    series: [
      { name: words.onlyThis, type: 'bar', stack: 'hits', data: perDay.map(({ notCovered }) => notCovered) },
      { name: words.othersToo, type: 'bar', stack: 'hits', data: perDay.map(({ hits, notCovered }) => hits - notCovered) },
    ],
  });
}
