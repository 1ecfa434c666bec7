import * as z from 'zod';
import type { PollPage, PollRequest, PolledEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { polled, readCursor, stateOf } from './polled.ts';
import { id, instant } from './shapes.ts';

const pageSize = 50;
const firstLookMs = 7 * 24 * 3_600_000;
const overlapMs = 5 * 60_000;

const listed = z.looseObject({ reverse_order_id: id });
const reverseList = z.object({
  result: z.object({ total: z.coerce.number().optional(), items: z.array(listed).nullish() }),
});
const detail = z.object({ data: listed });

const cursorSchema = z.object({
  after: instant,
  /** Within one round the span stands still. */
  at: z.object({ until: instant, page: z.number().int().min(1), total: z.number() }).optional(),
  /** States handed on in this round and the one before. */
  seen: z.record(z.string(), z.string()),
});

/** Returns, refunds and cancellations that changed since the last round (facts/marketplaces §6). */
export async function pollAfterSales(ask: Ask, { cursor, range, now }: PollRequest, store: StoreRecord): Promise<PollPage> {
  const state = readCursor(cursorSchema, cursor) ?? { after: range?.from ?? now - firstLookMs, seen: {} };
  const until = state.at?.until ?? range?.until ?? now + overlapMs;
  const page = state.at?.page ?? 1;
  const params = {
    page_no: page,
    page_size: pageSize,
    ReverseOrderLineModifiedTimeRangeStart: Math.round(range ? range.from : state.after - overlapMs),
    ReverseOrderLineModifiedTimeRangeEnd: Math.round(until),
  };
  const { result } = await ask(store, { path: '/reverse/getreverseordersforseller', params }, reverseList);
  const items = result.items ?? [];
  const events = items.map((reverse) => eventOf(reverse)).filter(({ externalId }) => state.seen[externalId] === undefined);
  const seen = { ...state.seen, ...Object.fromEntries(items.map((reverse) => [eventOf(reverse).externalId, ''])) };
  const total = result.total ?? 0;
  if (page * pageSize < total && items.length > 0) {
    // One that changed in between left the span and moved the rest up: begin again, what is known is passed over.
    const moved = state.at !== undefined && total < state.at.total;
    const next = { after: state.after, at: { until, page: moved ? 1 : page + 1, total }, seen };
    return { events, cursor: JSON.stringify(next), more: true };
  }
  const after = range ? until : Math.min(until, now);
  const latest = Object.fromEntries(items.map((reverse) => [eventOf(reverse).externalId, '']));
  return { events, cursor: JSON.stringify({ after, seen: latest }), more: false };
}

/** One reverse order as it is now. @throws MarketplaceError `gone` */
export async function readAfterSale(ask: Ask, store: StoreRecord, reverseId: string): Promise<PolledEvent> {
  const params = { reverse_order_id: reverseId };
  return eventOf((await ask(store, { path: '/order/reverse/return/detail/list', params }, detail)).data);
}

/** The list and the detail write the lines under two names and the product otherwise: the state is in what they share. */
function eventOf(reverse: z.infer<typeof listed>): PolledEvent {
  const lines = reverse.reverse_order_lines ?? reverse.reverseOrderLineDTOList;
  const told = (Array.isArray(lines) ? (lines as Record<string, unknown>[]) : []).map((line) => [
    line.reverse_order_line_id,
    line.reverse_status,
    line.ofc_status,
    line.is_dispute,
    line.return_order_line_gmt_modified,
  ]);
  return polled(`after_sale ${reverse.reverse_order_id} ${stateOf(told)}`, { kind: 'after_sale', reverse });
}
