import type { Metric } from './world.ts';

const metric = (
  id: number,
  name: string,
  type: Metric['type'],
  unit: Metric['unit'],
  comparator: Metric['target']['comparator'],
  value: number,
  parent = 0,
): Metric => ({ id, name, type, parent, unit, current: null, last: null, target: { value, comparator } });

/** What a shop without traffic shows: targets, and null for every figure (facts/marketplaces §5.4). Targets as in the sample of §2. */
export const newMetrics = (): Metric[] => [
  metric(3, 'non_fulfillment_rate', 1, 2, '<', 10),
  metric(42, 'cancellation_rate', 1, 2, '<', 5, 3),
  metric(43, 'return_refund_rate', 1, 2, '<', 5, 3),
  metric(1, 'late_shipment_rate', 1, 2, '<', 10),
  metric(4, 'preparation_time', 1, 4, '<', 2),
  metric(25, 'fast_handover_rate', 1, 2, '>=', 60),
  metric(52, 'severe_listing_violations', 2, 1, '<=', 0),
  metric(53, 'other_listing_violations', 2, 1, '<=', 0),
  metric(12, 'pre_order_listing_rate', 2, 2, '<=', 5),
  metric(15, 'the_amount_of_pre_order_listing', 2, 1, '<', 6, 12),
  metric(11, 'response_rate', 3, 2, '>=', 70),
  metric(21, 'response_time', 3, 4, '<', 1),
  metric(22, 'shop_rating', 3, 1, '>=', 4.5),
  // A negative id is a group of metrics.
  metric(-1, 'non_responded_chats_group', 3, 1, '<=', 0),
  metric(23, 'non_responded_chats', 3, 1, '<=', 0, -1),
  metric(29, 'average_response_time', 3, 5, '<', 12),
];

export function missed({ current, target: { value, comparator } }: Metric): boolean {
  if (current === null) return false;
  switch (comparator) {
    case '<':
      return current >= value;
    case '<=':
      return current > value;
    case '>':
      return current <= value;
    case '>=':
      return current < value;
    case '=':
      return current !== value;
  }
}
