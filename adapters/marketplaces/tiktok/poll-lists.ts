import * as z from 'zod';
import type { PolledEvent, PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { TiktokClient } from './client.ts';
import { closeRound, fromPage, openRound, writeCursor } from './cursor.ts';
import type { Entry } from './polled.ts';

/** A list that is searched by the time of its entries' last change. */
export interface SearchList {
  /** Of the call. */
  name: string;
  path: string;
  /** The list's name in the answer. */
  entries: string;
  pageSize: number;
  event: (entry: Entry) => PolledEvent;
}

const lookBackMs = 7 * 24 * 3_600_000;

const answerSchema = z.looseObject({ next_page_token: z.string().nullish() });
const entriesSchema = z.array(z.looseObject({})).nullish();

/** One page of the first list that is not read to its end, oldest change first. */
export async function pollLists(
  client: TiktokClient,
  request: PollRequest,
  store: StoreRecord,
  lists: readonly SearchList[],
): Promise<PollPage> {
  const round = openRound(request, lookBackMs);
  const { from, until, page } = round;
  const list = Math.min(round.list, lists.length - 1);
  const { events, next } = await fromPage(page, (token) => search(client, store, lists[list]!, bounds(from, until), token));
  if (next !== undefined && next !== page) return { events, cursor: writeCursor({ from, until, list, page: next }), more: true };
  if (list + 1 < lists.length) return { events, cursor: writeCursor({ from, until, list: list + 1 }), more: true };
  return { events, cursor: closeRound(round), more: false };
}

/** Seconds; the end is outside. */
const bounds = (from: number, until: number) => ({
  update_time_ge: Math.floor(from / 1000),
  update_time_lt: Math.ceil(until / 1000),
});

/** @param body what is searched for: a span of time, or ids */
export async function search(
  client: TiktokClient,
  store: StoreRecord,
  { name, path, entries, pageSize, event }: SearchList,
  body: object,
  page_token?: string,
): Promise<{ events: PolledEvent[]; next: string | undefined }> {
  const query = { page_size: pageSize, sort_field: 'update_time', sort_order: 'ASC', page_token };
  const data = answerSchema.parse(await client.call(store, { name, method: 'POST', path, query, body, repeatable: true }));
  return {
    events: (entriesSchema.parse(data[entries]) ?? []).map(event),
    next: data.next_page_token || undefined,
  };
}
