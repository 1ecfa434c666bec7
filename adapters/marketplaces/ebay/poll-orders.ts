import * as z from 'zod';
import type { PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { EbayAccount } from './client.ts';
import { listOrders, ordersPerPage } from './orders.ts';
import { readJsonCursor } from './read-json-cursor.ts';

const lookBackMs = 7 * 24 * 3_600_000;
/** An order may show up later than its time of change says. */
const overlapMs = 10 * 60_000;

const cursorSchema = z.object({
  /** Newest change that was seen. */
  at: z.number().optional(),
  /** In the middle of a round: what it looks at, and the newest change it has met. */
  turning: z.object({ from: z.number(), offset: z.number().int().nonnegative(), newest: z.number() }).optional(),
});

/**
 * Orders by their last change. The span is open at its end, so that an order that changes while pages are turned stays in the
 * list and pushes no other off its page.
 */
export async function pollOrders({ cursor, range, now }: PollRequest, account: EbayAccount): Promise<PollPage> {
  const { at, turning } = readJsonCursor(cursorSchema, cursor) ?? {};
  const from = turning?.from ?? range?.from ?? (at === undefined ? now - lookBackMs : at - overlapMs);
  const offset = turning?.offset ?? 0;
  const span = { from, offset, ...(range && { until: Math.min(range.until, now) }) };
  const { events, newest, more } = await listOrders(account, span);
  const reached = Math.max(newest, turning?.newest ?? 0, at ?? 0);
  const next = more ? { at, turning: { from, offset: offset + ordersPerPage, newest: reached } } : { at: reached };
  return { events, cursor: JSON.stringify(next), more };
}
