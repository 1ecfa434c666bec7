import * as z from 'zod';
import type { PolledEvent, PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { EbayAccount } from './client.ts';
import { digest } from './digest.ts';
import { learnOwnName } from './learn-own-name.ts';
import type { PolledFeedback } from './polled.ts';
import { readJsonCursor } from './read-json-cursor.ts';

/** Feedback may be revised within this time. */
const lookBackMs = 30 * 24 * 3_600_000;
const pageSize = 100;

const cursorSchema = z.object({
  known: z.array(z.string()).default([]),
  turning: z.object({ offset: z.number().int().nonnegative(), found: z.array(z.string()) }).optional(),
});

/** The API is new; its members are UNCONFIRMED (facts/marketplaces §4.4). */
const answered = z.object({
  feedbackEntries: z
    .array(z.looseObject({ feedbackId: z.union([z.string(), z.number()]), feedbackEnteredDate: z.string().optional() }))
    .default([]),
  pagination: z.object({ total: z.number().optional(), next: z.string().optional() }).optional(),
});

/** Feedback that buyers left, newest first, as far back as it may still change; a state that is known brings no event. */
export async function pollReviews({ cursor, range, now }: PollRequest, account: EbayAccount): Promise<PollPage> {
  const { known, turning } = readJsonCursor(cursorSchema, cursor) ?? { known: [] };
  const { offset, found } = turning ?? { offset: 0, found: [] };
  if (account.names.all().length === 0) await learnOwnName(account, [{}]);
  const [name] = account.names.all();
  // Nobody has said yet whose feedback it is.
  if (!name) return { events: [], cursor: JSON.stringify({ known }), more: false };

  const { json } = await account.call({
    name: 'getFeedback',
    method: 'GET',
    path: '/commerce/feedback/v1/feedback',
    query: { user_id: name, feedback_type: 'FEEDBACK_RECEIVED', limit: pageSize, offset },
  });
  const { feedbackEntries, pagination } = answered.parse(json);
  const floor = range?.from ?? now - lookBackMs;
  const dated = feedbackEntries.map((entry) => ({ entry, at: Date.parse(entry.feedbackEnteredDate ?? '') || now }));
  const events = dated.filter(({ at }) => at >= floor && at <= (range?.until ?? Infinity)).map(({ entry }) => event(entry, now));

  const before = new Set(known);
  const fresh = events.filter(({ externalId }) => !before.has(externalId));
  const foundNow = [...found, ...events.map(({ externalId }) => externalId)];
  const read = offset + feedbackEntries.length;
  const reachedOld = dated.length === 0 || dated.at(-1)!.at < floor;
  const more = !reachedOld && (pagination?.next !== undefined || read < (pagination?.total ?? 0));
  const next = more ? { known, turning: { offset: offset + pageSize, found: foundNow } } : { known: foundNow };
  return { events: fresh, cursor: JSON.stringify(next), more };
}

function event(entry: { feedbackId: string | number }, now: number): PolledEvent {
  const body: PolledFeedback = { kind: 'feedback', readAt: now, entry };
  return { externalId: `feedback ${entry.feedbackId} ${digest(entry)}`, body: JSON.stringify(body) };
}
