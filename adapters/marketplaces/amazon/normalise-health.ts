import * as z from 'zod';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { PerformanceRecord } from '../../../src/ports/marketplace-records.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { accountStatuses, accountStatusNotice, accountStatusRecord, isWorse } from './account-status.ts';
import { homeMarketplace } from './api-config.ts';
import { countryOf } from './api-sites.ts';
import { instant } from './normalise-order.ts';
import type { Polled } from './polled.ts';
import { wordTable } from '../../../src/word-table.ts';

const reportSchema = z.object({ performanceMetrics: z.array(z.looseObject({ marketplaceId: z.string() })) });

const figureSchema = z.object({
  rate: z.number().nullish().catch(undefined),
  defectsCount: z.number().nullish().catch(undefined),
  orderCount: z.number().nullish().catch(undefined),
  status: z.string().optional().catch(undefined),
  targetValue: z.number().optional().catch(undefined),
  targetCondition: z.string().optional().catch(undefined),
  reportingDateRange: z.object({ reportingDateFrom: z.string(), reportingDateTo: z.string() }).optional().catch(undefined),
  mfn: z.unknown().optional(),
  afn: z.unknown().optional(),
  accountHealthRatingStatus: z.string().optional().catch(undefined),
  ahrStatus: z.string().optional().catch(undefined),
});
type Figure = z.infer<typeof figureSchema>;

/** The field's words where they are not Amazon's own. The schema and its example spell one of them differently (facts/marketplaces §3.7). */
const metrics = wordTable<string>({
  preFulfillmentCancellationRate: 'cancellation_rate',
  prefulfillmentCancelRate: 'cancellation_rate',
});
const comparators = wordTable<NonNullable<PerformanceRecord['target']>['comparator']>({
  LESS_THAN: '<',
  GREATER_THAN: '>',
  EQUALS: '=',
});
const verdicts = wordTable<PerformanceRecord['status']>({
  GOOD: 'good',
  BAD: 'bad',
  GREAT: 'good',
  WARNED: 'at_risk',
});

/** A performance report: one record for each figure and marketplace, and a notice when the account's standing got worse. */
export function normaliseHealth(
  { report, reportedAt, before }: Extract<Polled, { type: 'health' }>,
  store: StoreRecord,
): MarketplaceEvent[] {
  const home = homeMarketplace(store);
  /** The store's own marketplace goes without saying. */
  const siteOf = (id: string): string | undefined => (id === home ? undefined : (countryOf(id) ?? id.toLowerCase()));
  const figures = reportSchema
    .parse(report)
    .performanceMetrics.flatMap(({ marketplaceId, ...named }) =>
      Object.entries(named).flatMap(([name, value]) => figuresOf(name, value, siteOf(marketplaceId), reportedAt)),
    );
  const statuses = Object.entries(accountStatuses(report));
  const standing = statuses.map(([id, status]) => accountStatusRecord(status, reportedAt, siteOf(id)));
  const worse = Map.groupBy(
    statuses.filter(([id, status]) => isWorse(before[id], status)),
    ([, status]) => status,
  );
  const notices = [...worse].map(([status, of]) =>
    accountStatusNotice(
      status,
      reportedAt,
      of.map(([id]) => id),
    ),
  );
  return [...figures, ...standing, ...notices];
}

function figuresOf(name: string, value: unknown, site: string | undefined, at: number): PerformanceRecord[] {
  const parsed = figureSchema.safeParse(value);
  if (!parsed.success) return [];
  const figure = parsed.data;
  const metric = metrics[name] ?? snakeCase(name);
  // Seller-fulfilled orders are the seller's own doing; those of Amazon's warehouses are counted apart.
  if (figure.mfn !== undefined || figure.afn !== undefined)
    return [
      ...figuresOf(name, figure.mfn, site, at),
      ...figuresOf(name, figure.afn, site, at).map((record) => ({
        ...record,
        metric: `${metric}_fba`,
        platformName: `${name}.afn`,
      })),
    ];
  const shared = { kind: 'performance' as const, marketplace: site, metric, platformName: name, at, ...commonOf(figure) };
  const word = figure.accountHealthRatingStatus ?? figure.ahrStatus;
  if (word !== undefined) return [{ ...shared, value: null, unit: 'status', platformStatus: word, status: verdicts[word] }];
  if (figure.defectsCount !== undefined) return [{ ...shared, value: figure.defectsCount, unit: 'count' }];
  if (figure.rate === undefined && figure.targetValue === undefined) return [];
  const empty = figure.status === 'NONE' && !figure.orderCount;
  return [{ ...shared, value: empty ? null : (figure.rate ?? null), unit: 'fraction' }];
}

/** Targets in the report beat those known beforehand. */
function commonOf({ status, targetValue, targetCondition, reportingDateRange: range }: Figure) {
  const comparator = comparators[targetCondition ?? ''];
  const from = instant(range?.reportingDateFrom);
  const until = instant(range?.reportingDateTo);
  return {
    status: verdicts[status ?? ''],
    ...(targetValue !== undefined && comparator && { target: { value: targetValue, comparator } }),
    ...(from !== undefined && until !== undefined && { period: { from, until } }),
  };
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
