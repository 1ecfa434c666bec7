import * as z from 'zod';
import type { PollPage, PollRequest, PolledEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { polled, readCursor } from './polled.ts';
import { flag, id, instant, textOrNone } from './shapes.ts';

/** The most that the lists give at once. */
const pageSize = 20;
const firstLookMs = 24 * 3_600_000;
/** A message may show up a little later than its time says. */
const overlapMs = 10 * 60_000;
/** The platform's clock may be ahead of ours: lists run backwards from a time that must not cut off what is new. */
const aheadMs = 5 * 60_000;

const session = z.object({
  session_id: id,
  title: textOrNone,
  last_message_id: textOrNone,
  last_message_time: instant.catch(0),
});
const sessionList = z.object({
  data: z.object({
    session_list: z.array(session).nullish(),
    has_more: flag,
    next_start_time: instant.optional(),
    last_session_id: textOrNone,
  }),
});
const messageList = z.object({
  data: z.object({
    message_list: z
      .array(z.looseObject({ message_id: id, send_time: instant, status: z.unknown(), process_msg: textOrNone }))
      .nullish(),
    has_more: flag,
    next_start_time: instant.optional(),
    last_message_id: textOrNone,
  }),
});
export type ListedMessage = NonNullable<z.infer<typeof messageList>['data']['message_list']>[number];

const cursorSchema = z.object({
  /** Instant of the newest message of the round before: the platform's clock, not ours. */
  since: instant,
  /** Newest of this round. */
  newest: instant,
  /** The session list goes on from here. */
  at: z.object({ start: instant, last: z.string() }).optional(),
  /** Sessions of the overlap that are read already, with their last message. */
  seen: z.record(z.string(), z.object({ last: z.string(), at: z.number() })),
});

/** Sessions in which something was written since the last round, then what was written there (facts/marketplaces §6, IM). */
export async function pollMessages(ask: Ask, { cursor, range, now }: PollRequest, store: StoreRecord): Promise<PollPage> {
  const state = readCursor(cursorSchema, cursor) ?? { since: range?.from ?? now - firstLookMs, newest: 0, seen: {} };
  const from = range ? range.from : state.since - overlapMs;
  const params = {
    start_time: Math.round(state.at?.start ?? now + aheadMs),
    page_size: pageSize,
    last_session_id: state.at?.last,
  };
  const { data } = await ask(store, { path: '/im/session/list', params }, sessionList);
  const sessions = data.session_list ?? [];
  const written = sessions.filter(({ last_message_time }) => last_message_time >= from);
  const fresh = written.filter(({ session_id, last_message_id }) => state.seen[session_id]?.last !== (last_message_id ?? ''));
  const events: PolledEvent[] = [];
  for (const { session_id, title } of fresh)
    events.push(...(await readSession(ask, store, session_id, { title, from, until: range?.until ?? now + aheadMs })));

  const newest = Math.max(state.newest, ...written.map(({ last_message_time }) => last_message_time));
  const seen = { ...state.seen };
  for (const { session_id, last_message_id, last_message_time } of written)
    seen[session_id] = { last: last_message_id ?? '', at: last_message_time };
  // Backwards in time: once a session is older than the window, so are all that follow.
  const more = data.has_more && written.length === sessions.length && sessions.length > 0;
  const next = more
    ? {
        since: state.since,
        newest,
        at: { start: data.next_start_time ?? params.start_time, last: data.last_session_id ?? sessions.at(-1)!.session_id },
        seen,
      }
    : // A time from the future would hide what is written until then.
      afterRound(Math.min(now + aheadMs, Math.max(state.since, newest)), seen);
  return { events, cursor: JSON.stringify(next), more };
}

function afterRound(since: number, seen: z.infer<typeof cursorSchema>['seen']) {
  const kept = Object.entries(seen).filter(([, { at }]) => at >= since - overlapMs);
  return { since, newest: since, seen: Object.fromEntries(kept) };
}

/** The messages of one session within a span, oldest first: so the card is drawn before what was answered to it. */
export async function readSession(
  ask: Ask,
  store: StoreRecord,
  sessionId: string,
  { title, from, until }: { title?: string; from: number; until: number },
): Promise<PolledEvent[]> {
  const found: PolledEvent[] = [];
  for await (const message of messagesBackwards(ask, store, sessionId, until)) {
    if (message.send_time < from) break;
    const recalled = String(message.status) === '1';
    const state = recalled ? ' recalled' : message.process_msg ? ' hidden' : '';
    found.push(polled(`message ${message.message_id}${state}`, { kind: 'message', title: title ?? '', message }));
  }
  return found.reverse();
}

/** Newest first; pages are asked for as they are needed. */
export async function* messagesBackwards(
  ask: Ask,
  store: StoreRecord,
  sessionId: string,
  until: number,
): AsyncGenerator<ListedMessage> {
  let start = Math.round(until);
  let last: string | undefined;
  for (;;) {
    const params = { session_id: sessionId, start_time: start, page_size: pageSize, last_message_id: last };
    const { data } = await ask(store, { path: '/im/message/list', params }, messageList);
    const messages = data.message_list ?? [];
    yield* messages;
    const next = data.last_message_id ?? messages.at(-1)?.message_id;
    if (!data.has_more || messages.length === 0 || next === last) return;
    last = next;
    start = data.next_start_time ?? start;
  }
}
