import * as z from 'zod';
import type { PerformanceRecord } from '../../../src/ports/marketplace-records.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { asideField, instantField } from './fields.ts';
import type { PolledStandards } from './polled.ts';
import { wordTable } from '../../../src/word-table.ts';

/** A bare number, digits, or one of both in a `value`: which is UNCONFIRMED (facts/marketplaces §4.4). */
const plain = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number);
const figure = z.union([plain, z.object({ value: plain }).transform(({ value }) => value)]);

const metricSchema = z.object({
  metricKey: z.string().min(1),
  name: asideField(z.string()),
  level: asideField(z.string()),
  type: asideField(z.string()),
  value: asideField(figure),
  thresholdLowerBound: asideField(figure),
  thresholdUpperBound: asideField(figure),
  lookbackStartDate: asideField(instantField),
  lookbackEndDate: asideField(instantField),
});
type Metric = z.infer<typeof metricSchema>;

const profileSchema = z.object({
  program: z.string(),
  defaultProgram: asideField(z.boolean()),
  standardsLevel: z.string(),
  cycle: z.object({ cycleType: z.string(), evaluationDate: instantField }),
  metrics: z.array(metricSchema).default([]),
});
type Profile = z.infer<typeof profileSchema>;

/** eBay's keys in the field's words; the others keep their own. */
const metricNames = wordTable<string>({
  DEFECTIVE_TRANSACTION_RATE: 'order_defect_rate',
  CLAIMS_SAF_RATE: 'unresolved_case_rate',
  SHIPPING_MISS_RATE: 'late_shipment_rate',
  VALID_TRACKING_UPLOADED_WITHIN_HANDLING_RATE: 'valid_tracking_rate',
});
const programs = wordTable<string>({
  us: 'PROGRAM_US',
  uk: 'PROGRAM_UK',
  gb: 'PROGRAM_UK',
  ie: 'PROGRAM_UK',
  de: 'PROGRAM_DE',
  at: 'PROGRAM_DE',
  ch: 'PROGRAM_DE',
});

/** The seller's standing in the program of the store's site. @throws ZodError */
export function standardsEvents({ profiles: raw }: PolledStandards, { site }: StoreRecord): MarketplaceEvent[] {
  const profiles = z.array(profileSchema).parse(raw);
  const wanted = programs[site] ?? 'PROGRAM_GLOBAL';
  const program = (
    profiles.find((each) => each.program === wanted) ??
    profiles.find((each) => each.defaultProgram) ??
    profiles[0]
  )?.program;
  const ofCycle = (type: string): Profile | undefined =>
    profiles.find((each) => each.program === program && each.cycle.cycleType === type);
  const current = ofCycle('CURRENT');
  const projected = ofCycle('PROJECTED');
  const level = current ?? projected;
  if (!level) return [];
  const threatened = projected?.standardsLevel === 'BELOW_STANDARD' && level.standardsLevel !== 'BELOW_STANDARD';
  const status = level.standardsLevel === 'BELOW_STANDARD' ? 'bad' : threatened ? 'at_risk' : 'good';
  return [
    {
      kind: 'performance',
      metric: 'account_status',
      platformName: level.program,
      value: null,
      unit: 'status',
      status,
      platformStatus: level.standardsLevel,
      at: level.cycle.evaluationDate,
    },
    ...level.metrics.map((metric) => recordOf(metric, level.cycle.evaluationDate)),
    ...(status === 'good' ? [] : [warning(status, threatened && projected ? projected : level)]),
  ];
}

function recordOf(metric: Metric, at: number): PerformanceRecord {
  const { metricKey, name, value, lookbackStartDate: from, lookbackEndDate: until } = metric;
  // eBay writes rates in percent.
  const isRate = metric.type === 'RATE' || (metric.type === undefined && metricKey.endsWith('_RATE'));
  const scaled = (figures: number): number => (isRate ? figures / 100 : figures);
  const target = targetOf(metric);
  return {
    kind: 'performance',
    metric: metricNames[metricKey] ?? metricKey.toLowerCase(),
    platformName: name ?? metricKey,
    value: value === undefined ? null : scaled(value),
    unit: isRate ? 'fraction' : 'count',
    ...(target && { target: { ...target, value: scaled(target.value) } }),
    ...(metric.level && { status: metric.level === 'BELOW_STANDARD' ? ('bad' as const) : ('good' as const) }),
    ...(metric.level && { platformStatus: metric.level }),
    ...(from !== undefined && until !== undefined && { period: { from, until } }),
    at,
  };
}

/** Of tracking more is better, of everything else less; a bound that nothing can miss is none. */
function targetOf(metric: Metric): PerformanceRecord['target'] {
  const { metricKey, thresholdLowerBound: lower, thresholdUpperBound: upper } = metric;
  if (/TRACKING/.test(metricKey)) return lower ? { value: lower, comparator: '>=' } : undefined;
  return upper === undefined ? undefined : { value: upper, comparator: '<=' };
}

function warning(status: 'bad' | 'at_risk', { program, cycle, standardsLevel }: Profile): MarketplaceEvent {
  const month = new Date(cycle.evaluationDate).toISOString().slice(0, 7);
  return {
    kind: 'platform_notice',
    externalId: `standards ${program} ${cycle.cycleType} ${month} ${standardsLevel}`,
    topic: 'account_health',
    subject:
      status === 'bad'
        ? `卖家等级低于标准 · Seller level below standard (${program})`
        : `下次评估将低于标准 · Seller level will fall below standard (${program})`,
    text: `${standardsLevel} · ${cycle.cycleType} · ${month}`,
    sentAt: cycle.evaluationDate,
    needsAttention: true,
  };
}
