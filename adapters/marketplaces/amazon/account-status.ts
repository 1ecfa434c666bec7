import * as z from 'zod';
import type { PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import type { PerformanceRecord } from '../../../src/ports/marketplace-records.ts';
import { wordTable } from '../../../src/word-table.ts';

const statusesSchema = z.object({ accountStatuses: z.array(z.object({ marketplaceId: z.string(), status: z.string() })) });

/** An account's standing by marketplace id, as the performance report says it. */
export function accountStatuses(report: unknown): Record<string, string> {
  const parsed = statusesSchema.safeParse(report);
  if (!parsed.success) return {};
  return Object.fromEntries(parsed.data.accountStatuses.map(({ marketplaceId, status }) => [marketplaceId, status]));
}

/** The schema says DEACTIVATED, its own example SUSPENDED (facts/marketplaces §3.7). */
const verdicts = wordTable<PerformanceRecord['status']>({
  NORMAL: 'good',
  AT_RISK: 'at_risk',
  DEACTIVATED: 'bad',
  SUSPENDED: 'bad',
});
const gravity = { good: 0, at_risk: 1, bad: 2 };
/** A word nobody knows yet is worth a look. */
const gravityOf = (status: string): number => gravity[verdicts[status] ?? 'at_risk'];

export const isWorse = (before: string | undefined, now: string): boolean => gravityOf(now) > gravityOf(before ?? 'NORMAL');

export const accountStatusRecord = (status: string, at: number, marketplace?: string): PerformanceRecord => ({
  kind: 'performance',
  marketplace,
  metric: 'account_status',
  platformName: 'accountStatus',
  value: null,
  unit: 'status',
  status: verdicts[status],
  platformStatus: status,
  at,
});

/** The queue and the report tell of the same change: they share its name, so that it is told once a day. */
export const accountStatusNotice = (status: string, at: number, marketplaceIds: readonly string[] = []): PlatformNotice => ({
  kind: 'platform_notice',
  externalId: `account_status ${status} ${new Date(at).toISOString().slice(0, 10)}`,
  topic: 'account_health',
  subject: '',
  text: [status, ...marketplaceIds].join(' '),
  sentAt: at,
  needsAttention: true,
});
