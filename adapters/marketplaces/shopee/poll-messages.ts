import * as z from 'zod';
import type { PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { conversation, readConversation } from './conversation.ts';
import { overlapMs, readCursor } from './cursor.ts';
import { inTurns } from './in-turns.ts';
import { msOfNanos } from './wire.ts';

const listAnswer = z.object({
  response: z.object({
    conversations: z.array(conversation).nullish(),
    page_result: z
      .object({
        more: z.boolean().nullish(),
        next_cursor: z.object({ next_message_time_nano: z.union([z.string(), z.number()]).nullish() }).nullish(),
      })
      .nullish(),
  }),
});

const kept = z.object({
  /** Instant back to which this round reads. */
  since: z.number(),
  /** Within a round: when it began, the newest that it saw, and the page it has come to. */
  began: z.number().optional(),
  top: z.number().optional(),
  page: z.string().optional(),
});

const pageSize = 25;
const lookBackMs = 24 * 3_600_000;
/** A conversation may show up in the list this long after its message. */
const lateMs = 2 * 60_000;

/**
 * Conversations from the newest down to what the last round saw, and of each what is new. `older` it is, since what `latest`
 * begins with is UNCONFIRMED (facts/marketplaces §5.2). One that moves up meanwhile is left to the next round.
 * A span begins at the top as well: what was said in it may stand in a conversation that went on since.
 */
export async function pollMessages(ask: Ask, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  const { range, now } = request;
  const state = readCursor(kept, request.cursor) ?? { since: range?.from ?? now - lookBackMs };
  const query = { direction: 'older', type: 'all', page_size: pageSize, next_timestamp_nano: state.page };
  const { response } = await ask(store, { name: 'sellerchat.get_conversation_list', query }, listAnswer);
  const listed = response.conversations ?? [];
  const recent = listed.filter(({ last_message_timestamp }) => msOfNanos(last_message_timestamp) >= state.since);
  const found = await inTurns(recent, request.signal, (each) => readConversation(ask, store, each, state.since));
  const began = state.began ?? now;
  const top = Math.max(state.top ?? 0, ...listed.map(({ last_message_timestamp }) => msOfNanos(last_message_timestamp)));
  const next = String(response.page_result?.next_cursor?.next_message_time_nano ?? '');
  const more =
    response.page_result?.more === true && recent.length === listed.length && /^[1-9]\d*$/.test(next) && next !== state.page;
  const cursor = more
    ? { since: state.since, began, top, page: next }
    : // Either alone would do: the first spares a busy shop, the second one where nobody writes.
      { since: Math.max(state.since, top - lateMs, began - overlapMs) };
  return { events: found.flat(), cursor: JSON.stringify(cursor), more };
}
