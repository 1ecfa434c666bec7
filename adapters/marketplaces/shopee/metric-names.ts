import type { PerformanceRecord } from '../../../src/ports/marketplace-records.ts';

/** Ids of facts/marketplaces §5.4 in the field's words; the others keep the platform's. A negative id is a group. */
export const metricNames: Record<number, { metric: string; unit?: PerformanceRecord['unit'] }> = {
  1: { metric: 'late_shipment_rate' },
  3: { metric: 'non_fulfilment_rate' },
  4: { metric: 'preparation_time' },
  11: { metric: 'response_rate' },
  21: { metric: 'response_time' },
  22: { metric: 'shop_rating', unit: 'stars' },
  23: { metric: 'non_responded_chats' },
  25: { metric: 'fast_handover_rate' },
  29: { metric: 'average_response_time' },
  42: { metric: 'cancellation_rate' },
  43: { metric: 'return_refund_rate' },
  95: { metric: 'customer_satisfaction' },
};
