import type { Desk } from '../desk.ts';
import type { Happening } from '../inbox/batch.ts';
import type { Ledger } from '../inbox/ledger.ts';
import { matterSource } from '../matters/matter-source.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { addArrivals, keptMs } from './traffic-hours.ts';
import type { Arrival, TrafficKind } from './traffic-hours.ts';
import { seriesLook } from './series-look.ts';
import { lookForSilence } from './watch-silence.ts';

/** What we went and read ourselves says nothing of whether anything is brought. */
const fetched = new Set(['poll', matterSource]);

/** Counts what a batch brought for the first time, once its ledger is saved: in its own transaction, so that nothing counts twice. */
export async function countTraffic(desk: Desk, tx: RowWrite, happenings: readonly Happening[], ledger: Ledger): Promise<void> {
  const pushes = happenings.flatMap(({ source, store, receivedAt }): Arrival[] =>
    fetched.has(source) ? [] : [{ storeId: store.id, kind: 'pushes', at: receivedAt }],
  );
  const messages = messagesIn(happenings, ledger);
  await countArrivals(desk, tx, [...pushes, ...messages]);
  await tellOfTheHeard(desk, tx, messages);
}

/** Counts, and has the rules look at the numbers that one of them asks about. */
export async function countArrivals(desk: Desk, tx: RowWrite, arrivals: readonly Arrival[]): Promise<void> {
  const now = desk.clock.now();
  await addArrivals(
    tx,
    arrivals.filter(({ at }) => at > now - keptMs),
  );
  const asked = new Set<TrafficKind>(desk.rules.leavesOfKind('spike').flatMap(({ series }) => series));
  const stores = new Set(arrivals.flatMap(({ kind, storeId }) => (asked.has(kind) ? [storeId] : [])));
  await desk.queue.enqueue(
    tx,
    [...stores].map((storeId) => seriesLook(storeId, now)),
  );
}

/** A buyer's message counts in the hour it was written in, however late it came. */
function messagesIn(happenings: readonly Happening[], ledger: Ledger): Arrival[] {
  const fresh = new Set(ledger.messages.added());
  return happenings.flatMap(({ event, store, receivedAt, matches, understanding }) => {
    if (event.kind !== 'buyer_message' || matches) return [];
    const row = ledger.messages.get(`${store.id} ${event.externalId}`);
    if (!row || !fresh.delete(row)) return [];
    const kinds: TrafficKind[] = ['messages'];
    if (understanding?.dissatisfied) kinds.push('complaints');
    if (understanding?.topic === 'refund') kinds.push('refunds');
    // A platform whose clock runs ahead has not written in the future.
    return kinds.map((kind) => ({ storeId: store.id, kind, at: Math.min(event.sentAt, receivedAt) }));
  });
}

/** That a silent store speaks again is said at once, not with the next round. */
async function tellOfTheHeard(desk: Desk, tx: RowWrite, messages: readonly Arrival[]): Promise<void> {
  if (messages.length === 0) return;
  const silent = await selectRows<{ storeId: string; since: number }>(
    tx,
    'SELECT "storeId", "since" FROM "SilentStore" WHERE "storeId" IN (SELECT value FROM json_each(?))',
    JSON.stringify([...new Set(messages.map(({ storeId }) => storeId))]),
  );
  // Old messages that are fetched meanwhile end nothing.
  const heard = silent.some(({ storeId, since }) =>
    messages.some((message) => message.storeId === storeId && message.at > since),
  );
  if (heard) await lookForSilence(desk, tx);
}
