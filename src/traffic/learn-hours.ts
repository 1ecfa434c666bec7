import { HOUR_MS } from '../clocks/local-day.ts';
import { cellOf, emptyBaseline, expectedBetween, learnHour } from './baseline.ts';
import type { Baseline } from './baseline.ts';
import { silenceLikelihood } from './count-tail.ts';
import type { TrafficHour } from './traffic-hours.ts';

type Counted = Pick<TrafficHour, 'hour' | 'count'>;

/** `until`: only hours that begin before; `zone`: IANA; `chance`: probability under which a gap is an outage. */
export interface Lesson {
  until: number;
  zone: string;
  chance: number;
}

/**
 * What a store's hours teach, quiet ones included. A gap that chance does not explain is an outage and teaches nothing;
 * neither does the time after the newest hour, of which nobody knows yet what it is. Depends on the hours alone: whatever
 * the order in which they were filled, or how often it was looked at.
 * @param hours oldest first, those without any left out
 */
export const learnHours = (hours: readonly Counted[], lesson: Lesson): Baseline => learn(hours, lesson, () => {});

/** The same of something rarer, over the hours in which the store's messages show that it was heard at all. */
export function learnSeries(messages: readonly Counted[], series: readonly Counted[], lesson: Lesson): Baseline {
  const counts = new Map(series.map(({ hour, count }) => [hour, count]));
  let baseline = emptyBaseline();
  learn(messages, lesson, (hour, cell) => {
    baseline = learnHour(baseline, cell, counts.get(hour) ?? 0);
  });
  return baseline;
}

function learn(
  hours: readonly Counted[],
  { until, zone, chance }: Lesson,
  onHour: (hour: number, cell: number) => void,
): Baseline {
  let baseline = emptyBaseline();
  const take = (hour: number, count: number): void => {
    const cell = cellOf(hour, zone);
    baseline = learnHour(baseline, cell, count);
    onHour(hour, cell);
  };
  let next = hours[0]?.hour ?? until;
  for (const { hour, count } of hours) {
    if (hour >= until) break;
    const expected = hour > next ? expectedBetween(baseline, { from: next, until: hour, zone }) : null;
    const outage = expected !== null && silenceLikelihood(expected) < chance;
    for (let quiet = next; quiet < hour && !outage; quiet += HOUR_MS) take(quiet, 0);
    take(hour, count);
    next = hour + HOUR_MS;
  }
  return baseline;
}
