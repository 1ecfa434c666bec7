import type { Json } from './models.ts';
import { schemaFaults } from './schemas.ts';
import type { World } from './world.ts';

export type AccountStatus = 'NORMAL' | 'AT_RISK' | 'DEACTIVATED' | (string & {});

/** What `setPerformance` sets. Rates are fractions, 0.01 = 1 % (facts/marketplaces §3.7). */
export interface HealthSettings {
  accountStatus: AccountStatus;
  orderDefectRate: number;
  lateShipmentRate: number;
  preFulfillmentCancellationRate: number;
  validTrackingRate: number;
  onTimeDeliveryRate: number;
  unitOnTimeDeliveryRate: number;
  invoiceDefectRate: number;
  accountHealthRating: 'GREAT' | 'WARNED';
  listingPolicyViolations: number;
  productSafetyCustomerComplaints: number;
}

export const goodHealth: HealthSettings = {
  accountStatus: 'NORMAL',
  orderDefectRate: 0.002,
  lateShipmentRate: 0.01,
  preFulfillmentCancellationRate: 0.005,
  validTrackingRate: 0.98,
  onTimeDeliveryRate: 0.97,
  unitOnTimeDeliveryRate: 0.95,
  invoiceDefectRate: 0.01,
  accountHealthRating: 'GREAT',
  listingPolicyViolations: 0,
  productSafetyCustomerComplaints: 0,
};

export interface HealthReportOptions {
  /**
   * The schema and its own example disagree on names (§3.7): `example` says `prefulfillmentCancelRate`, `warningState`,
   * `documentRequest` and only `ahrStatus`, and `SUSPENDED` for a deactivated account. Default schema.
   */
  healthSpelling?: 'schema' | 'example';
}

/** GET_V2_SELLER_PERFORMANCE_REPORT by schemas/reports/accountHealthReport-2020-11-18. Targets are those of its example. */
export function healthReport(
  world: World,
  marketplaceIds: string[],
  { healthSpelling = 'schema' }: HealthReportOptions,
): string | null {
  const settings = marketplaceIds.flatMap((id) => {
    const of = world.health.get(id);
    return of ? [[id, of] as const] : [];
  });
  if (settings.length === 0) return null;
  const spelt = healthSpelling === 'example';
  const report = {
    accountStatuses: settings.map(([marketplaceId, { accountStatus }]) => ({
      marketplaceId,
      status: spelt && accountStatus === 'DEACTIVATED' ? 'SUSPENDED' : accountStatus,
    })),
    performanceMetrics: settings.map(([marketplaceId, of]) => metricsOf(marketplaceId, of, world.now(), healthSpelling)),
  };
  const faults = spelt ? [] : schemaFaults('GET_V2_SELLER_PERFORMANCE_REPORT', report);
  if (faults.length > 0) throw new Error(`the health report would be what its schema forbids: ${faults.join('; ')}`);
  return JSON.stringify(report);
}

function metricsOf(marketplaceId: string, of: HealthSettings, now: number, spelling: 'schema' | 'example'): Json {
  const range = (days: number) => ({ reportingDateRange: rangeOf(now, days) });
  const counts = (rate: number, orderCount: number) => ({ count: Math.round(rate * orderCount), status: 'NONE' });
  const under = (rate: number, targetValue: number) => ({
    status: rate < targetValue ? 'GOOD' : 'BAD',
    rate,
    targetValue,
    targetCondition: 'LESS_THAN',
  });
  const over = (rate: number, targetValue: number) => ({
    status: rate > targetValue ? 'GOOD' : 'BAD',
    rate,
    targetValue,
    targetCondition: 'GREATER_THAN',
  });
  const counter = (defectsCount: number) => ({
    ...range(180),
    defectsCount,
    status: defectsCount === 0 ? 'GOOD' : 'BAD',
    targetValue: 0,
    targetCondition: 'EQUALS',
  });
  const defects = (fulfillmentType: 'mfn' | 'afn', rate: number) => ({
    ...range(60),
    orderCount: 1_000,
    orderWithDefects: { ...counts(rate, 1_000), status: under(rate, 0.01).status },
    claims: counts(rate, 1_000),
    chargebacks: counts(0, 1_000),
    negativeFeedback: counts(0, 1_000),
    fulfillmentType,
    ...under(rate, 0.01),
  });
  const cancellation = {
    ...range(7),
    orderCount: 1_000,
    cancellationCount: Math.round(of.preFulfillmentCancellationRate * 1_000),
    ...under(of.preFulfillmentCancellationRate, 0.01),
  };
  const none = counter(0);
  const shared = {
    marketplaceId,
    orderDefectRate: { mfn: defects('mfn', of.orderDefectRate), afn: defects('afn', 0) },
    lateShipmentRate: {
      ...range(30),
      orderCount: 1_000,
      lateShipmentCount: Math.round(of.lateShipmentRate * 1_000),
      ...under(of.lateShipmentRate, 0.04),
    },
    validTrackingRate: {
      ...range(30),
      shipmentCount: 1_000,
      validTrackingCount: Math.round(of.validTrackingRate * 1_000),
      ...over(of.validTrackingRate, 0.95),
    },
    onTimeDeliveryRate: {
      ...range(30),
      shipmentCountWithValidTracking: 1_000,
      onTimeDeliveryCount: Math.round(of.onTimeDeliveryRate * 1_000),
      ...over(of.onTimeDeliveryRate, 0.95),
    },
    unitOnTimeDeliveryRate: {
      ...range(30),
      totalUnitCount: 1_000,
      unitOnTimeDeliveryCount: Math.round(of.unitOnTimeDeliveryRate * 1_000),
      ...over(of.unitOnTimeDeliveryRate, 0.9),
    },
    invoiceDefectRate: {
      ...range(7),
      orderCount: 1_000,
      invoiceDefect: counts(of.invoiceDefectRate, 1_000),
      missingInvoice: counts(of.invoiceDefectRate, 1_000),
      lateInvoice: counts(0, 1_000),
      ...under(of.invoiceDefectRate, 0.05),
    },
    listingPolicyViolations: counter(of.listingPolicyViolations),
    productAuthenticityCustomerComplaints: none,
    productConditionCustomerComplaints: none,
    productSafetyCustomerComplaints: counter(of.productSafetyCustomerComplaints),
    receivedIntellectualPropertyComplaints: none,
    restrictedProductPolicyViolations: none,
    suspectedIntellectualPropertyViolations: none,
    foodAndProductSafetyIssues: none,
    otherPolicyViolations: none,
  };
  const rating = { ahrStatus: of.accountHealthRating, ...range(180) };
  return spelling === 'example'
    ? { ...shared, prefulfillmentCancelRate: cancellation, accountHealthRating: rating, warningState: [], documentRequest: none }
    : {
        ...shared,
        preFulfillmentCancellationRate: cancellation,
        // The schema names accountHealthRatingStatus and requires ahrStatus (tests/oracles/amazon/EXCEPTIONS.md 5).
        accountHealthRating: { ...rating, accountHealthRatingStatus: of.accountHealthRating },
        warningStates: [],
        documentRequests: none,
      };
}

/** Whole days in UTC, written without seconds. */
function rangeOf(now: number, days: number): { reportingDateFrom: string; reportingDateTo: string } {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { reportingDateFrom: `${day(now - days * 86_400_000)}T00:00Z`, reportingDateTo: `${day(now - 86_400_000)}T23:59Z` };
}
