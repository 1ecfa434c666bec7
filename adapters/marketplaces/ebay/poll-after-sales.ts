import * as z from 'zod';
import type { PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { EbayAccount } from './client.ts';
import { requestKinds } from './polled.ts';
import type { RequestKind } from './polled.ts';
import { readJsonCursor } from './read-json-cursor.ts';
import { requestsPerPage, searchRequests } from './requests.ts';

/** A request that nobody touches is closed after 21 business days (facts/marketplaces §2); the search reaches 90 days. */
const lookBackMs = 45 * 24 * 3_600_000;

const cursorSchema = z.object({
  /** States that the last round found: they are on disk. */
  known: z.array(z.string()).default([]),
  turning: z
    .object({ kind: z.enum(requestKinds), offset: z.number().int().nonnegative(), found: z.array(z.string()) })
    .optional(),
});

/** All requests of the last weeks, each time; what stands as it stood brings no event. One call a kind. */
export async function pollAfterSales({ cursor, range, now }: PollRequest, account: EbayAccount): Promise<PollPage> {
  const { known, turning } = readJsonCursor(cursorSchema, cursor) ?? { known: [] };
  const { kind, offset, found } = turning ?? { kind: 'return' as RequestKind, offset: 0, found: [] };
  const span = range ? { from: range.from, until: Math.min(range.until, now) } : { from: now - lookBackMs, until: now };
  const { events, more } = await searchRequests(account, kind, { ...span, offset }, now);

  const before = new Set(known);
  const fresh = events.filter(({ externalId }) => !before.has(externalId));
  const foundNow = [...found, ...events.map(({ externalId }) => externalId)];
  const following = more ? kind : requestKinds[requestKinds.indexOf(kind) + 1];
  if (!following) return { events: fresh, cursor: JSON.stringify({ known: foundNow }), more: false };
  const next = { kind: following, offset: more ? offset + requestsPerPage : 0, found: foundNow };
  return { events: fresh, cursor: JSON.stringify({ known, turning: next }), more: true };
}
