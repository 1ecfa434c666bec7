import * as z from 'zod';
import type { PollPage, PollRequest, PolledEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { polled, readCursor, stateOf } from './polled.ts';
import { mostProducts } from './products.ts';
import type { Products } from './products.ts';
import { id, idOrNone, instant } from './shapes.ts';

const dayMs = 24 * 3_600_000;
/** The longest span, and how far back it may begin (facts/marketplaces §6). */
const windowMs = 7 * dayMs;
const oldestMs = 90 * dayMs - 3_600_000;
const overlapMs = dayMs;
const idsPerCall = 10;
const productsPerPage = 10;

const idList = z.object({
  data: z.object({
    id_list: z.array(id).nullish(),
    page_size: z.coerce.number().positive().catch(idsPerCall),
    total: z.coerce.number().catch(0),
  }),
});
const reviewList = z.object({
  data: z.object({ review_list: z.array(z.looseObject({ id, product_id: idOrNone })).nullish() }),
});

const cursorSchema = z.object({
  from: instant,
  /** Stands still while the products of one window are gone through. */
  until: instant.optional(),
  /** Handed on from round to round: what memory knows is lost with the process. */
  products: z.array(z.string()).max(mostProducts),
  at: z.number().int().min(0),
  /** Reviews that need not be asked for again. */
  seen: z.array(z.string()).max(2_000),
});

/** Reviews by product and week: first their ids, then ten at a time. New ones are pushed; these rounds find what was lost. */
export async function pollReviews(
  { ask, products }: { ask: Ask; products: Products },
  { cursor, range, now }: PollRequest,
  store: StoreRecord,
): Promise<PollPage> {
  const first = { from: Math.round(range?.from ?? now - windowMs), until: undefined, products: [], at: 0, seen: [] };
  const state = readCursor(cursorSchema, cursor) ?? first;
  const end = Math.round(range?.until ?? now);
  const from = Math.max(state.from, Math.round(now - oldestMs));
  const until = state.until ?? Math.min(end, from + windowMs);
  const known = [...new Set([...state.products, ...products.of(store)])].slice(-mostProducts);
  const asked = until > from ? known.slice(state.at, state.at + productsPerPage) : [];
  const ids: string[] = [];
  for (const product of asked) ids.push(...(await idsOf(ask, store, product, { from, until })));
  const fresh = ids.filter((reviewId) => !state.seen.includes(reviewId));
  const events = await readReviews({ ask, products }, store, fresh);

  const done = { products: known, seen: [...new Set([...state.seen, ...ids])].slice(-2_000) };
  const page = (next: { from: number; until?: number; at: number }, more: boolean): PollPage => ({
    events,
    cursor: JSON.stringify({ ...done, ...next }),
    more,
  });
  const at = state.at + asked.length;
  if (asked.length > 0 && at < known.length) return page({ from, until, at }, true);
  // The next week of what is to be read; at its end, where the next round begins.
  return until < end ? page({ from: until, at: 0 }, true) : page({ from: until - overlapMs, at: 0 }, false);
}

async function idsOf(
  ask: Ask,
  store: StoreRecord,
  product: string,
  { from, until }: { from: number; until: number },
): Promise<string[]> {
  const ids: string[] = [];
  for (let current = 1; current <= 50; current++) {
    const params = { item_id: product, start_time: from, end_time: until, current };
    const { data } = await ask(store, { path: '/review/seller/history/list', params }, idList);
    ids.push(...(data.id_list ?? []));
    if (current * data.page_size >= data.total || !data.id_list?.length) break;
  }
  return ids;
}

export async function readReviews(
  { ask, products }: { ask: Ask; products: Products },
  store: StoreRecord,
  ids: readonly string[],
): Promise<PolledEvent[]> {
  const found: PolledEvent[] = [];
  for (let index = 0; index < ids.length; index += idsPerCall) {
    const params = { id_list: `[${ids.slice(index, index + idsPerCall).join(',')}]` };
    const { data } = await ask(store, { path: '/review/seller/list/v2', params }, reviewList);
    products.remember(store, data.review_list ?? []);
    for (const review of data.review_list ?? [])
      found.push(polled(`review ${review.id} ${stateOf(review)}`, { kind: 'review', review }));
  }
  return found;
}
