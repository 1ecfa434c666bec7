import { describeTimeLeft } from '../clocks/describe-time-left.ts';
import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';

/**
 * `剩 2 小时(营业时间)`: time to a deadline as its own clock counts it. That some of the time between does not count is said
 * only where it makes a difference.
 * @param dueAt instant in milliseconds
 */
export function timeLeftWords(desk: Desk, clock: 'policy' | 'team', dueAt: number, storeId: string): string {
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const counted = desk.hours.timeLeft(clock, { now, dueAt }, desk.stores.get(storeId));
  // Over is over, even before any of the time that counts has passed since.
  const words = describeTimeLeft(dueAt < now ? Math.min(counted, -1) : Math.max(counted, 0), texts.language);
  if (counted === dueAt - now) return words;
  return texts(clock === 'team' ? 'clock.business_time' : 'clock.weekdays', { words });
}
