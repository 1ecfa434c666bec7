import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PollPage, PollRequest, PolledEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { SpApi } from './api-client.ts';
import { iso, readCursor } from './poll-cursor.ts';
import { polledEvent } from './polled.ts';

const overlapMs = 3_600_000;
/** Everything is read anew once a day, in case a change was not marked as one. */
const fullEveryMs = 86_400_000;

const cursorSchema = z.object({
  /** The page to come; lives 30 s. */
  token: z.string().optional(),
  /** When the rounds before began: this one, the last complete one, the last that read everything. */
  startedAt: z.number().optional(),
  since: z.number().optional(),
  fullAt: z.number().default(0),
});
type Cursor = z.infer<typeof cursorSchema>;

const answerSchema = z.object({
  payload: z.object({ inventorySummaries: z.array(z.unknown()) }),
  pagination: z.object({ nextToken: z.string().optional() }).optional(),
});
const summarySchema = z.looseObject({ sellerSku: z.string().min(1), lastUpdatedTime: z.string().optional() });

/** FBA stock of the store's own marketplace: in Europe its marketplaces share one, which must not be counted twice. */
export async function pollStock(api: SpApi, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  const { now } = request;
  const at = readCursor(cursorSchema, request.cursor) ?? cursorSchema.parse({});
  const round: Cursor = at.token === undefined ? begin(at, now) : at;
  try {
    const { summaries, token } = await readPage(api, store, round);
    const events = summaries.map((summary) => stockEvent(summary, now));
    if (token) return { events, cursor: JSON.stringify({ ...round, token }), more: true };
    const { startedAt, fullAt, since } = round;
    const next: Cursor = { since: startedAt, fullAt: since === undefined ? startedAt! : fullAt };
    return { events, cursor: JSON.stringify(next), more: false };
  } catch (error) {
    const stale = at.token !== undefined && error instanceof MarketplaceError && error.fault === 'invalid';
    if (!stale) throw error;
    const { token: _, ...again } = at;
    return { events: [], cursor: JSON.stringify(again), more: true };
  }
}

const begin = ({ since, fullAt }: Cursor, now: number): Cursor => ({
  startedAt: now,
  since: now - fullAt >= fullEveryMs ? undefined : since,
  fullAt,
});

async function readPage(api: SpApi, store: StoreRecord, { token, since }: Cursor) {
  const [marketplaceId] = api.accountOf(store).marketplaceIds;
  const { json } = await api.call(store, {
    name: 'getInventorySummaries',
    method: 'GET',
    path: '/fba/inventory/v1/summaries',
    query: {
      granularityType: 'Marketplace',
      granularityId: marketplaceId,
      marketplaceIds: marketplaceId,
      details: true,
      startDateTime: since === undefined ? undefined : iso(since - overlapMs),
      nextToken: token,
    },
  });
  const answer = answerSchema.safeParse(json);
  if (!answer.success) throw new MarketplaceError('invalid', 'getInventorySummaries answered without summaries');
  return { summaries: answer.data.payload.inventorySummaries, token: answer.data.pagination?.nextToken };
}

function stockEvent(summary: unknown, now: number): PolledEvent {
  const parsed = summarySchema.safeParse(summary);
  if (!parsed.success) throw new MarketplaceError('invalid', 'an inventory summary without a SKU');
  const { sellerSku, lastUpdatedTime } = parsed.data;
  return polledEvent(`stock ${sellerSku} ${lastUpdatedTime ?? now}`, { type: 'stock', readAt: now, summary });
}
