import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { readCursor } from './cursor.ts';
import { id } from './wire.ts';

const review = z.looseObject({ comment_id: id, create_time: z.number() });
const listAnswer = z.object({
  response: z.object({
    item_comment_list: z.array(review).nullish(),
    more: z.boolean().nullish(),
    next_cursor: z.string().nullish(),
  }),
});
const kept = z.object({ since: z.number(), began: z.number().optional(), page: z.string().optional() });

const pageSize = 50;
const lookBackMs = 7 * 86_400_000;
/** Buyers may change what they wrote, and the seller's answer comes later: so long a review is looked at again. */
const lookAgainMs = 86_400_000;

/** Reviews from the newest down; no more than 500 can be read in all (facts/marketplaces §5.4), so lost time is lost. */
export async function pollReviews(ask: Ask, { cursor, range, now }: PollRequest, store: StoreRecord): Promise<PollPage> {
  const state = readCursor(kept, cursor) ?? { since: range?.from ?? now - lookBackMs };
  const query = { cursor: state.page, page_size: pageSize };
  const { response } = await ask(store, { name: 'product.get_comment', query }, listAnswer);
  const listed = response.item_comment_list ?? [];
  const recent = listed.filter(({ create_time }) => create_time * 1_000 >= state.since);
  const events = recent
    .filter(({ create_time }) => !range || create_time * 1_000 <= range.until)
    .map((entry) => {
      const body = JSON.stringify({ polled: 'review', review: entry });
      // It has no time of change of its own: its state is what stands in it.
      const content = createHash('sha256').update(body).digest('hex').slice(0, 16);
      return { externalId: `review ${entry.comment_id} ${content}`, body };
    });
  const began = state.began ?? now;
  const next = response.next_cursor || undefined;
  const more = response.more === true && recent.length === listed.length && next !== undefined && next !== state.page;
  const left = more ? { since: state.since, began, page: next } : { since: began - lookAgainMs };
  return { events, cursor: JSON.stringify(left), more };
}
