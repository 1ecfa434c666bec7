import type { PerformanceRecord } from '../ports/marketplace-records.ts';

/** A platform's published limit, for where it sends none with the figure. One that it sends always wins. */
export interface KnownLimit {
  platform: string;
  /** ISO 3166; absent = every site. */
  sites?: readonly string[];
  metric: string;
  /** The figure is good while `value comparator limit` holds. Rates are fractions, times in seconds. */
  limit: number;
  comparator: NonNullable<PerformanceRecord['target']>['comparator'];
  source: string;
  /** When the source said so: `2024-02`. */
  statedOn: string;
}

const amazonHealth = { platform: 'amazon', source: 'Seller Central 200205250', statedOn: '2024-02' } as const;
const ebayStandard = { platform: 'ebay', source: 'eBay seller standards (community quote)', statedOn: 'undated' } as const;
const shopeeSample = { platform: 'shopee', source: 'Shopee get_shop_performance sample', statedOn: '2026-05' } as const;
const walmartUs = {
  platform: 'walmart',
  sites: ['us'],
  source: 'Marketplace Learn, Seller Performance Standards',
  statedOn: '2025-06',
};
const walmartCa = { platform: 'walmart', sites: ['ca'], source: 'Marketplace Learn CA', statedOn: '2024-10' };
const lazada = { platform: 'lazada', source: 'Duoke', statedOn: '2026-05' } as const;
const tiktok = { platform: 'tiktok', source: 'eshoppick', statedOn: '2026-06' } as const;
const etsy = { platform: 'etsy', source: 'help.etsy 29654393638679', statedOn: 'undated' } as const;

/** facts/marketplaces §2. Of several programs the one whose loss costs the seller something. */
export const knownLimits: readonly KnownLimit[] = [
  { ...amazonHealth, metric: 'order_defect_rate', limit: 0.01, comparator: '<' },
  { ...amazonHealth, metric: 'late_shipment_rate', limit: 0.04, comparator: '<' },
  { ...amazonHealth, metric: 'cancellation_rate', limit: 0.025, comparator: '<' },
  { ...amazonHealth, metric: 'valid_tracking_rate', limit: 0.95, comparator: '>' },
  { ...amazonHealth, metric: 'on_time_delivery_rate', limit: 0.9, comparator: '>=' },
  { ...amazonHealth, metric: 'invoice_defect_rate', limit: 0.05, comparator: '<' },
  { ...ebayStandard, metric: 'order_defect_rate', limit: 0.02, comparator: '<=' },
  { ...ebayStandard, metric: 'unresolved_case_rate', limit: 0.003, comparator: '<=' },
  { ...shopeeSample, metric: 'response_rate', limit: 0.7, comparator: '>=' },
  { ...shopeeSample, metric: 'late_shipment_rate', limit: 0.1, comparator: '<' },
  { ...shopeeSample, metric: 'non_fulfilment_rate', limit: 0.1, comparator: '<' },
  { ...shopeeSample, metric: 'cancellation_rate', limit: 0.05, comparator: '<' },
  { ...shopeeSample, metric: 'shop_rating', limit: 4.5, comparator: '>=' },
  { ...lazada, metric: 'response_rate', limit: 0.5, comparator: '>=' },
  { ...tiktok, metric: 'response_rate', limit: 0.85, comparator: '>=' },
  { ...walmartUs, metric: 'response_rate', limit: 0.95, comparator: '>' },
  { ...walmartUs, metric: 'cancellation_rate', limit: 0.02, comparator: '<=' },
  { ...walmartUs, metric: 'on_time_delivery_rate', limit: 0.9, comparator: '>=' },
  { ...walmartUs, metric: 'valid_tracking_rate', limit: 0.99, comparator: '>=' },
  { ...walmartUs, metric: 'refund_rate', limit: 0.06, comparator: '<' },
  { ...walmartCa, metric: 'response_rate', limit: 0.8, comparator: '>' },
  { ...walmartCa, metric: 'cancellation_rate', limit: 0.03, comparator: '<' },
  { ...walmartCa, metric: 'on_time_delivery_rate', limit: 0.9, comparator: '>' },
  { ...walmartCa, metric: 'valid_tracking_rate', limit: 0.85, comparator: '>' },
  { ...walmartCa, metric: 'refund_rate', limit: 0.13, comparator: '<' },
  { ...etsy, metric: 'response_rate', limit: 0.8, comparator: '>=' },
  { ...etsy, metric: 'unresolved_case_rate', limit: 0.01, comparator: '<' },
];

const byPlace = Map.groupBy(knownLimits, ({ platform, metric }) => `${platform} ${metric}`);

/** @param metric an Amazon warehouse's figure (`…_fba`) has the limit of the seller's own */
export function knownLimit(platform: string, site: string, metric: string): KnownLimit | undefined {
  const limits = byPlace.get(`${platform} ${metric.replace(/_fba$/, '')}`);
  return limits?.find(({ sites }) => sites === undefined || sites.includes(site));
}
