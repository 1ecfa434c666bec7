import type { ReplyAddress } from './marketplace-event.ts';

/**
 * What a marketplace knows beside the conversation, in one shape for all platforms. Ids are the platform's own, as
 * strings; instants are UTC milliseconds; amounts are decimal strings as the platform wrote them.
 */
export type MarketplaceRecord = OrderRecord | AfterSaleRecord | ReviewRecord | PerformanceRecord | StockRecord;

export interface Money {
  amount: string;
  /** ISO 4217 */
  currency: string;
}

export interface OrderRecord {
  kind: 'order';
  externalId: string;
  status: 'unpaid' | 'to_ship' | 'shipped' | 'delivered' | 'completed' | 'cancelled' | 'unknown';
  /** The platform's own word for it. */
  platformStatus: string;
  buyer?: { id: string; name?: string };
  /** ISO 3166 of the delivery address, lower case. */
  country?: string;
  /** The delivery address as the platform writes it. Only ever kept as a keyed hash; absent where it is masked. */
  address?: string;
  total?: Money;
  items: { id?: string; sku?: string; title?: string; quantity: number; price?: Money }[];
  placedAt?: number;
  /** Instant by which it must be handed to the carrier. */
  shipBy?: number;
  deliverBy?: number;
  shipments?: { carrier?: string; tracking?: string; status?: string }[];
  /** The buyer wants out and the seller has to say yes or no. */
  cancelRequested?: boolean;
  /** The platform's instant of the last change: an older record never overwrites a newer one. */
  updatedAt: number;
}

export interface AfterSaleRecord {
  kind: 'after_sale';
  externalId: string;
  type: 'return' | 'refund' | 'cancellation' | 'not_received' | 'case' | 'claim' | 'dispute';
  orderId?: string;
  /** Whether the seller has to do something before `dueAt`. */
  open: boolean;
  platformStatus: string;
  reason?: string;
  /** The buyer's own words. */
  text?: string;
  amount?: Money;
  buyer?: { id: string; name?: string };
  openedAt?: number;
  dueAt?: number;
  updatedAt: number;
}

export interface ReviewRecord {
  kind: 'review';
  externalId: string;
  /** 1 to 5; feedback without stars counts positive 5, neutral 3, negative 1. */
  rating?: number;
  text?: string;
  orderId?: string;
  productId?: string;
  buyer?: { id: string; name?: string };
  /** What the seller has answered in public. */
  answer?: string;
  /** Where such an answer goes; absent = it is there already, or is given in the platform's own pages. */
  replyAddress?: ReplyAddress;
  writtenAt: number;
  updatedAt: number;
}

/** One figure of a seller's standing, e.g. the order defect rate. */
export interface PerformanceRecord {
  kind: 'performance';
  /** ISO 3166 country of the site, lower case, where one account sells on several; absent = the store's own. */
  marketplace?: string;
  /** In the field's words, snake case: order_defect_rate, late_shipment_rate, cancellation_rate, valid_tracking_rate, response_rate, account_status … */
  metric: string;
  /** The platform's name of it. */
  platformName: string;
  /** Rates are fractions (0.01 = 1 %); null when the platform has no figure yet. */
  value: number | null;
  unit: 'fraction' | 'count' | 'seconds' | 'days' | 'stars' | 'points' | 'status';
  /** The platform's limit, which beats any figure known beforehand. */
  target?: { value: number; comparator: '<' | '<=' | '>' | '>=' | '=' };
  /** The platform's own verdict. */
  status?: 'good' | 'at_risk' | 'bad';
  /** Of `unit: 'status'` and where the platform says it in a word. */
  platformStatus?: string;
  period?: { from: number; until: number };
  at: number;
}

export interface StockRecord {
  kind: 'stock';
  sku: string;
  productId?: string;
  title?: string;
  /** Sellable units. */
  available: number;
  at: number;
}
