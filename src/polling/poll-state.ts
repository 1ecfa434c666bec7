import type { Desk } from '../desk.ts';
import { MarketplaceError } from '../ports/marketplace-error.ts';
import type { StreamName } from '../ports/marketplace.ts';
import type { StoreRecord } from '../stores/store-record.ts';

/** A stream that fails this long is told of: shorter outages mend themselves. */
export const patienceMs = 15 * 60_000;

export async function recordRound(desk: Desk, storeId: string, stream: StreamName, cursor: string): Promise<void> {
  const state = { cursor, polledAt: new Date(desk.clock.now()), failingSince: null, problem: null };
  await desk.db.write((tx) =>
    tx.pollState.upsert({
      where: { storeId_stream: { storeId, stream } },
      create: { storeId, stream, ...state },
      update: state,
    }),
  );
}

/**
 * Keeps why a stream cannot be read, and says so once it lasts; a lost authorisation is looked after at once.
 * @returns milliseconds since it began to fail
 */
export async function recordFailure(desk: Desk, store: StoreRecord, stream: StreamName, error: unknown): Promise<number> {
  const now = desk.clock.now();
  const known = error instanceof MarketplaceError;
  const problem = describeProblem(error);
  desk.log.warn(
    { store: store.id, stream, fault: known ? error.fault : 'unexpected', ...(known ? { problem } : { err: error }) },
    'a stream cannot be read',
  );
  return desk.db.write(async (tx) => {
    const key = { storeId_stream: { storeId: store.id, stream } };
    const state = await tx.pollState.findUnique({ where: key });
    const since = state?.failingSince?.getTime() ?? now;
    const kept = { failingSince: new Date(since), problem };
    await tx.pollState.upsert({ where: key, create: { storeId: store.id, stream, ...kept }, update: kept });
    if (known && error.fault === 'expired')
      await desk.queue.enqueue(tx, [
        { kind: 'mind-authorisation', key: `authorisation:${store.id}`, payload: { storeId: store.id }, dueAt: now },
      ]);
    else if (now - since >= patienceMs)
      await desk.queue.enqueue(tx, [
        {
          kind: 'trouble',
          key: `poll:${store.id}:${stream}:${since}`,
          payload: { kind: 'unreadable', storeId: store.id, stream, since, problem },
          dueAt: now,
        },
      ]);
    return now - since;
  });
}

/** In the platform's words, without secrets; of what nobody foresaw only its kind. */
const describeProblem = (error: unknown): string =>
  error instanceof MarketplaceError
    ? `${error.platformCode ? `${error.platformCode}: ` : ''}${error.message}`.slice(0, 300)
    : `unexpected answer (${error instanceof Error ? error.name : 'unknown'})`;
