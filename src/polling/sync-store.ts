import * as z from 'zod';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { MarketplaceError } from '../ports/marketplace-error.ts';
import type { StreamName } from '../ports/marketplace.ts';
import type { Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { readPage } from './poll-stream.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { streamsOf } from './streams-of.ts';

/** What is left to read of a span. */
const leftSchema = z.array(z.object({ stream: z.string(), cursor: z.string().nullable() }));

/** Streams that have a past to look back on; figures and queues only have a present. */
const withHistory: readonly StreamName[] = ['messages', 'orders', 'after_sales', 'reviews'];
export const historyStreams = (desk: Pick<Desk, 'marketplaceOf'>, store: StoreRecord) =>
  streamsOf(desk, store).filter(({ name }) => withHistory.includes(name));

const pagesPerTurn = 10;
const turnLimitMs = 60_000;

export interface SyncRequest {
  storeId: string;
  /** Instants. */
  from: number;
  until: number;
  personId?: string;
}

/** Asks for a span of a store to be read again (A7). @throws GengfuError unknown_store | nothing_to_sync @returns the run's id */
export async function requestSync(
  desk: Pick<Desk, 'stores' | 'clock' | 'marketplaceOf'> & { queue: Pick<Desk['queue'], 'enqueue'> },
  tx: Write,
  request: SyncRequest,
): Promise<string> {
  const store = desk.stores.get(request.storeId);
  if (!store) throw new GengfuError('unknown_store');
  const streams = historyStreams(desk, store);
  if (streams.length === 0) throw new GengfuError('nothing_to_sync', { store: store.id });
  const id = newId();
  const now = desk.clock.now();
  await tx.syncRun.create({
    data: {
      id,
      storeId: store.id,
      personId: request.personId ?? null,
      from: new Date(request.from),
      until: new Date(request.until),
      left: JSON.stringify(streams.map(({ name }) => ({ stream: name, cursor: null }))),
      startedAt: new Date(now),
    },
  });
  await desk.queue.enqueue(tx, [{ kind: 'sync-store', key: `sync:${id}`, payload: { runId: id }, dueAt: now }]);
  return id;
}

/** Reads a span stream by stream, page by page, keeping how far it came: a restart goes on from there. */
export function syncStore(desk: Desk, inbox: Inbox): JobDefinition<{ runId: string }> {
  return {
    kind: 'sync-store',
    payload: z.object({ runId: z.string() }),
    maxAttempts: 12,
    batch: 1,
    concurrency: 2,
    async handle([job]) {
      const run = await desk.db.read.syncRun.findUnique({ where: { id: job!.payload.runId } });
      const store = run && desk.stores.get(run.storeId);
      if (!run || !store || run.finishedAt) return {};
      const range = { from: run.from.getTime(), until: run.until.getTime() };
      const left = leftSchema.parse(JSON.parse(run.left));
      let { pages, events } = run;
      const signal = AbortSignal.timeout(turnLimitMs);
      try {
        for (let turn = 0; turn < pagesPerTurn && left[0]; turn++) {
          const { stream, cursor } = left[0] as { stream: StreamName; cursor: string | null };
          const page = await readPage(desk, inbox, store, { stream, cursor, range, now: desk.clock.wall(), signal });
          pages += 1;
          events += page.events.length;
          if (page.more) left[0].cursor = page.cursor;
          else left.shift();
          await keep({ left: JSON.stringify(left), pages, events, problem: null });
        }
      } catch (error) {
        if (!(error instanceof MarketplaceError)) throw error;
        await keep({ problem: error.message.slice(0, 300) });
        return { failed: new Map([[job!.id, { error, retryAfterMs: error.retryAfterMs }]]) };
      }
      if (left.length > 0) return { again: new Map([[job!.id, 0]]) };
      await keep({ finishedAt: new Date(desk.clock.now()) });
      return {};

      async function keep(
        data: Partial<Record<'left' | 'problem', string | null>> & { pages?: number; events?: number; finishedAt?: Date },
      ) {
        await desk.db.write((tx) => tx.syncRun.update({ where: { id: run!.id }, data: data as never }));
      }
    },
  };
}
