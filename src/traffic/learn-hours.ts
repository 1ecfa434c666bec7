import { HOUR_MS } from '../clocks/local-day.ts';
import { cellOf, emptyBaseline, expectedBetween, learnHour } from './baseline.ts';
import type { Baseline } from './baseline.ts';
import { silenceLikelihood } from './count-tail.ts';
import type { TrafficHour } from './traffic-hours.ts';

/**
 * What a store's hours teach, quiet ones included. A gap that chance does not explain is an outage and teaches nothing;
 * neither does the time after the newest hour, of which nobody knows yet what it is. Depends on the hours alone: whatever
 * the order in which they were filled, or how often it was looked at.
 * @param hours oldest first, those without any left out
 * @param of until: only hours that begin before; zone: IANA; chance: probability under which a gap is an outage
 */
export function learnHours(
  hours: readonly Pick<TrafficHour, 'hour' | 'count'>[],
  of: { until: number; zone: string; chance: number },
): Baseline {
  let baseline = emptyBaseline();
  let next = hours[0]?.hour ?? of.until;
  for (const { hour, count } of hours) {
    if (hour >= of.until) break;
    const expected = hour > next ? expectedBetween(baseline, { from: next, until: hour, zone: of.zone }) : null;
    const outage = expected !== null && silenceLikelihood(expected) < of.chance;
    for (let quiet = next; quiet < hour && !outage; quiet += HOUR_MS) baseline = learnHour(baseline, cellOf(quiet, of.zone), 0);
    baseline = learnHour(baseline, cellOf(hour, of.zone), count);
    next = hour + HOUR_MS;
  }
  return baseline;
}
