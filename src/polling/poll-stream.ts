import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { MarketplaceError } from '../ports/marketplace-error.ts';
import type { PollPage, PollRequest, StreamName } from '../ports/marketplace.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { pollInterval } from './poll-interval.ts';
import { recordFailure, recordRound } from './poll-state.ts';
import { streamsOf } from './streams-of.ts';

export const pollPayload = z.object({ storeId: z.string(), stream: z.string() });

/** Pages in one round; what is left comes in the next, so that one large shop does not hold up the others. */
const pagesPerRound = 40;
const roundLimitMs = 60_000;
const firstRetryMs = 15_000;

/**
 * One round of one stream of one store, then again after its interval, for ever. Whatever it reads lies in the inbox before the
 * cursor moves; what was pushed as well is told apart there by its id.
 */
export function pollStream(desk: Desk, inbox: Inbox): JobDefinition<z.infer<typeof pollPayload>> {
  return {
    kind: 'poll-stream',
    payload: pollPayload,
    maxAttempts: 1_000_000,
    batch: 1,
    concurrency: 6,
    async handle([job]) {
      const { storeId, stream } = job!.payload as { storeId: string; stream: StreamName };
      const store = desk.stores.get(storeId);
      const spec = store && streamsOf(desk, store).find(({ name }) => name === stream);
      // The store is gone, or its platform no longer has this stream.
      if (!store || !spec) return {};
      const intervalMs = pollInterval(desk, store, spec);
      const again = (ms: number) => ({ again: new Map([[job!.id, Math.max(0, Math.round(ms))]]) });
      try {
        const more = await readRound(desk, inbox, store, stream);
        return again(more ? 0 : intervalMs);
      } catch (error) {
        const failedForMs = await recordFailure(desk, store, stream, error);
        const asked = error instanceof MarketplaceError ? (error.retryAfterMs ?? 0) : 0;
        // Soon at first, then as often as in good times at most.
        return again(Math.max(asked, Math.min(intervalMs, firstRetryMs + failedForMs / 2)));
      }
    },
  };
}

/** @returns whether the stream has more to give at once */
async function readRound(desk: Desk, inbox: Inbox, store: StoreRecord, stream: StreamName): Promise<boolean> {
  const state = await desk.db.read.pollState.findUnique({ where: { storeId_stream: { storeId: store.id, stream } } });
  const signal = AbortSignal.timeout(roundLimitMs);
  let cursor = state?.cursor ?? null;
  for (let page = 0; page < pagesPerRound; page++) {
    const read = await readPage(desk, inbox, store, { stream, cursor, now: desk.clock.wall(), signal });
    cursor = read.cursor;
    await recordRound(desk, store.id, stream, cursor);
    await desk.race('poll-recorded');
    await read.acknowledge?.();
    if (!read.more) return false;
  }
  return true;
}

/** Reads one page and puts what it brings into the inbox; resolves when that is on disk. */
export async function readPage(desk: Desk, inbox: Inbox, store: StoreRecord, request: PollRequest): Promise<PollPage> {
  const marketplace = desk.marketplaceOf(store, 'poll');
  const page = await marketplace.poll!(request, store);
  await Promise.all(
    page.events.map(({ externalId, body }) =>
      inbox.store({ storeId: store.id, source: 'poll', externalId, body: Buffer.from(body) }),
    ),
  );
  await desk.race('poll-stored');
  return page;
}
