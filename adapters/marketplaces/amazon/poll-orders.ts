import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PollPage, PollRequest, PolledEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { SpApi } from './api-client.ts';
import { iso, readCursor } from './poll-cursor.ts';
import { polledEvent } from './polled.ts';

const firstLookMs = 7 * 86_400_000;
/** Changes are found a little late: what is read twice is told apart by its id. */
const overlapMs = 10 * 60_000;
/** A "before" bound lies at least two minutes back (facts/marketplaces §3.7); the spare is for clocks that differ. */
const latestMs = 2 * 60_000 + 5_000;

/** Roles decide which of these are really shown (§3.1). */
export const includedData = 'BUYER,RECIPIENT,PROCEEDS,CANCELLATION,FULFILLMENT,PACKAGES';

const cursorSchema = z.object({
  /** lastUpdatedAfter of the span being read. */
  after: z.number(),
  /** The next page of it. */
  token: z.string().optional(),
});
type Cursor = z.infer<typeof cursorSchema>;

const orderSchema = z.looseObject({ orderId: z.string().min(1), lastUpdatedTime: z.string().min(1) });
const answerSchema = z.object({
  orders: z.array(z.unknown()),
  pagination: z.object({ nextToken: z.string().optional() }).optional(),
  lastUpdatedBefore: z.string().optional(),
});

/**
 * Orders by their time of change, 100 a page. searchOrders lets twenty calls through and then twenty an hour, so a round whose
 * rate is used up leaves the rest to the next: its page token lives a day (facts/marketplaces §3.6, §3.7).
 */
export async function pollOrders(api: SpApi, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  const { now, range } = request;
  const at = readCursor(cursorSchema, request.cursor) ?? { after: range?.from ?? now - firstLookMs };
  try {
    const page = await search(api, store, at, range ? boundOf(range.until, now) : undefined);
    if (page.token) return pageOf(page.events, { after: at.after, token: page.token }, 'more');
    return pageOf(page.events, { after: (page.before ?? now - latestMs) - overlapMs }, 'done');
  } catch (error) {
    if (!at.token || !(error instanceof MarketplaceError)) throw error;
    // The token is too old: the span from its beginning.
    if (error.fault === 'invalid') return pageOf([], { after: at.after }, 'more');
    if (error.fault === 'throttled' && !range) return pageOf([], at, 'done');
    throw error;
  }
}

const pageOf = (events: PolledEvent[], cursor: Cursor, rest: 'more' | 'done'): PollPage => ({
  events,
  cursor: JSON.stringify(cursor),
  more: rest === 'more',
});

const boundOf = (until: number, now: number): string | undefined => (until < now - latestMs ? iso(until) : undefined);

async function search(api: SpApi, store: StoreRecord, { after, token }: Cursor, lastUpdatedBefore: string | undefined) {
  const { json } = await api.call(store, {
    name: 'searchOrders',
    method: 'GET',
    path: '/orders/2026-01-01/orders',
    query: {
      lastUpdatedAfter: iso(after),
      lastUpdatedBefore,
      marketplaceIds: api.accountOf(store).marketplaceIds.join(),
      maxResultsPerPage: 100,
      includedData,
      paginationToken: token,
    },
  });
  const answer = answerSchema.safeParse(json);
  if (!answer.success) throw new MarketplaceError('invalid', 'searchOrders answered without orders');
  const { orders, pagination, lastUpdatedBefore: completeUntil } = answer.data;
  const before = Date.parse(completeUntil ?? '');
  return {
    events: orders.map(orderEvent),
    token: pagination?.nextToken,
    before: Number.isNaN(before) ? undefined : before,
  };
}

/** @throws MarketplaceError invalid when it is no order */
export function orderEvent(order: unknown): PolledEvent {
  const parsed = orderSchema.safeParse(order);
  if (!parsed.success) throw new MarketplaceError('invalid', 'an order without id or time of change');
  return polledEvent(`order ${parsed.data.orderId} ${parsed.data.lastUpdatedTime}`, { type: 'order', order });
}
