import type { AlertSubject } from './decide.ts';
import type { GroupKey } from './noise-settings.ts';

/** What has become of a group of alerts within the interval; instants in milliseconds. */
export interface AlertGroup {
  /** Tickets that were told of. */
  tickets: number;
  /** The first of them. */
  leader: string | null;
  /** When it was told of last. */
  lastAt: number | null;
  /** What waits, and when that is told. */
  waiting: { by: 'wait' | 'group'; until: number } | null;
}

export const emptyGroup = (): AlertGroup => ({ tickets: 0, leader: null, lastAt: null, waiting: null });

/** Alerts with the same key are one group. What has no product or buyer is grouped with its like. Pure. */
export function groupKeyOf(by: readonly GroupKey[], ruleId: string, subject: AlertSubject): string {
  const parts: Record<GroupKey, string> = {
    rule: ruleId,
    store: subject.storeId,
    product: [...subject.products].sort().join(','),
    buyer: subject.buyerId ?? '',
  };
  return by.map((key) => `${key}=${parts[key]}`).join(' ');
}
