import type { Settings } from './options.ts';
import { refuse } from './refusal.ts';

/** A day of the platform begins at 00:00 UTC+8 (facts/marketplaces §5.1). */
const dayOf = (now: number): number => Math.floor((now + 8 * 3_600_000) / 86_400_000);

/** Counts an app's calls; over the limits it refuses (§5.1, §5.4). */
export function createRates(settings: Settings): { pass(now: number): void } {
  let recent: number[] = [];
  let day = { number: 0, calls: 0 };
  return {
    pass(now) {
      const { rateLimit, dailyLimit } = settings;
      if (day.number !== dayOf(now)) day = { number: dayOf(now), calls: 0 };
      if (dailyLimit !== undefined && day.calls >= dailyLimit) refuse('error_limit');
      if (rateLimit) {
        recent = recent.filter((at) => at > now - rateLimit.perMs);
        if (recent.length >= rateLimit.calls) refuse('error_rate_limit');
        recent.push(now);
      }
      day.calls += 1;
    },
  };
}
