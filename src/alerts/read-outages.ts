import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';
import { patienceMs } from '../polling/poll-state.ts';
import { selectRows } from '../store/rows.ts';

/** A store of which nothing can be known, and since when: silent (J3), unreadable, or its whole platform is. */
export interface Outage {
  cause: 'silent' | 'unreadable' | 'platform';
  /** Instant. */
  since: number;
}

/** One store that cannot be read may be its own fault; this many and no other are their platform's. */
const fewestOfPlatform = 2;

/** The stores that are cut off now, by id. */
export async function readOutages(desk: Desk, tx: RowWrite): Promise<Map<string, Outage>> {
  const silent = await selectRows<{ storeId: string; since: number }>(tx, 'SELECT "storeId", "since" FROM "SilentStore"');
  const lasting = desk.clock.now() - patienceMs;
  const polled = await selectRows<{ storeId: string; since: number | null }>(
    tx,
    `SELECT "storeId", "failingSince" AS since FROM "PollState" WHERE "stream" = 'messages'`,
  );
  const failingSince = (since: number | null): number[] => (since !== null && since <= lasting ? [since] : []);
  const outages = new Map<string, Outage>();
  const platformOf = (storeId: string): string => desk.stores.get(storeId)?.platform ?? '';
  for (const [platform, streams] of Map.groupBy(polled, ({ storeId }) => platformOf(storeId))) {
    const failing = streams.flatMap(({ since }) => failingSince(since));
    if (failing.length < fewestOfPlatform || failing.length < streams.length) continue;
    const since = Math.max(...failing);
    for (const store of desk.stores.all()) if (store.platform === platform) outages.set(store.id, { cause: 'platform', since });
  }
  for (const { storeId, since: began } of polled)
    for (const since of outages.has(storeId) ? [] : failingSince(began)) outages.set(storeId, { cause: 'unreadable', since });
  for (const { storeId, since } of silent) outages.set(storeId, { cause: 'silent', since });
  return outages;
}
