import * as z from 'zod';
import type { PerformanceRecord } from '../../../src/ports/marketplace-records.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { asideField, instantField } from './fields.ts';
import type { PolledServiceMetric } from './polled.ts';
import { wordTable } from '../../../src/word-table.ts';

const entry = z.object({
  metricKey: z.string(),
  value: z.union([z.string(), z.number()]).transform(Number),
  benchmark: asideField(z.object({ rating: asideField(z.string()) })),
});

const metricSchema = z.object({
  evaluationCycle: z.object({
    evaluationDate: instantField,
    startDate: asideField(instantField),
    endDate: asideField(instantField),
  }),
  dimensionMetrics: z.array(z.object({ metrics: z.array(entry).default([]) })).default([]),
});

const names = wordTable<string>({
  ITEM_NOT_AS_DESCRIBED: 'not_as_described_rate',
  ITEM_NOT_RECEIVED: 'not_received_rate',
});

/** Ratings against the seller's peers, from best to worst (facts/marketplaces §4.4). */
const ratings = ['LOW', 'AVERAGE', 'HIGH', 'VERY_HIGH'];
const verdicts = wordTable<NonNullable<PerformanceRecord['status']>>({ HIGH: 'at_risk', VERY_HIGH: 'bad' });

/** How often buyers complain, over all regions or categories together, with the worst of their ratings. @throws ZodError */
export function serviceMetricEvents({ type, metric: raw }: PolledServiceMetric): MarketplaceEvent[] {
  const { evaluationCycle: cycle, dimensionMetrics } = metricSchema.parse(raw);
  const entries = dimensionMetrics.flatMap(({ metrics }) => metrics);
  const sum = (key: string): number => entries.reduce((all, { metricKey, value }) => all + (metricKey === key ? value : 0), 0);
  const transactions = sum('TRANSACTION_COUNT');
  const rating = ratings.findLast((each) => entries.some(({ benchmark }) => benchmark?.rating === each));
  const { evaluationDate: at, startDate: from, endDate: until } = cycle;
  const month = new Date(at).toISOString().slice(0, 7);
  const record: PerformanceRecord = {
    kind: 'performance',
    metric: names[type] ?? type.toLowerCase(),
    platformName: type,
    value: transactions > 0 ? sum('COUNT') / transactions : null,
    unit: 'fraction',
    ...(rating && { status: verdicts[rating] ?? ('good' as const), platformStatus: rating }),
    ...(from !== undefined && until !== undefined && { period: { from, until } }),
    at,
  };
  if (rating !== 'VERY_HIGH') return [record];
  return [
    record,
    {
      kind: 'platform_notice',
      externalId: `service_metric ${type} ${month} ${rating}`,
      topic: 'account_health',
      subject: `服务指标非常高 · Service metric very high: ${type}`,
      text: `${rating} · ${month}`,
      sentAt: at,
      needsAttention: true,
    },
  ];
}
