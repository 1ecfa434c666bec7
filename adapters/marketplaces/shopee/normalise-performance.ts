import { keepsTarget } from '../../../src/ports/keeps-target.ts';
import * as z from 'zod';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { PerformanceRecord } from '../../../src/ports/marketplace-records.ts';
import { metricNames } from './metric-names.ts';

const figure = z.number().nullish();
const metric = z.object({
  metric_id: z.number().int(),
  metric_name: z.string(),
  current_period: figure.catch(null),
  unit: z.number().nullish(),
  target: z
    .object({ value: z.number(), comparator: z.enum(['<', '<=', '>', '>=', '=']) })
    .nullish()
    .catch(null),
});
type Metric = z.infer<typeof metric>;
const performance = z.object({
  overall_performance: z.object({ rating: figure.catch(null) }).nullish(),
  metric_list: z.array(metric).nullish(),
});

/** In the platform's words, from the worst. */
const ratings = ['Poor', 'Improvement Needed', 'Good', 'Excellent'];
const atRisk = 2;

/** How the platform's units translate (facts/marketplaces §5.4); rates come in per cent. */
const units: Record<number, { unit: PerformanceRecord['unit']; factor: number }> = {
  1: { unit: 'count', factor: 1 },
  2: { unit: 'fraction', factor: 0.01 },
  3: { unit: 'seconds', factor: 1 },
  4: { unit: 'days', factor: 1 },
  5: { unit: 'seconds', factor: 3_600 },
};

/** The shop's figures against the platform's targets; null for shops without traffic. @throws ZodError */
export function normalisePerformance(body: unknown, at: number): MarketplaceEvent[] {
  const { overall_performance, metric_list } = performance.parse(body);
  const records = (metric_list ?? []).map((entry) => recordOf(entry, at));
  const rating = overall_performance?.rating ?? null;
  if (rating === null) return records;
  const platformStatus = ratings[rating - 1] ?? String(rating);
  const account: PerformanceRecord = {
    kind: 'performance',
    metric: 'account_status',
    platformName: 'overall_performance',
    value: rating,
    unit: 'status',
    status: rating > atRisk ? 'good' : rating === atRisk ? 'at_risk' : 'bad',
    platformStatus,
    at,
  };
  if (rating > atRisk) return [account, ...records];
  const missed = records.filter(({ status }) => status === 'bad').map(({ platformName }) => platformName);
  return [
    account,
    ...records,
    {
      kind: 'platform_notice',
      // Told again when it gets worse or better, and once a month while it stays.
      externalId: `performance ${rating} ${new Date(at).toISOString().slice(0, 7)}`,
      topic: 'account_health',
      subject: '',
      text: [platformStatus, ...missed].join('\n'),
      sentAt: at,
      needsAttention: true,
    },
  ];
}

function recordOf({ metric_id, metric_name, current_period, unit, target }: Metric, at: number): PerformanceRecord {
  const known = metricNames[metric_id];
  const { unit: told, factor } = units[unit ?? 1] ?? units[1]!;
  const scaled = (value: number): number => Number((value * factor).toPrecision(12));
  const value = current_period ?? null;
  return {
    kind: 'performance',
    metric: known?.metric ?? metric_name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'),
    platformName: metric_name,
    value: value === null ? null : scaled(value),
    unit: known?.unit ?? told,
    target: target ? { ...target, value: scaled(target.value) } : undefined,
    status: value === null || !target ? undefined : keepsTarget(value, target) ? 'good' : 'bad',
    at,
  };
}
