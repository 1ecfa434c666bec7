import type { Desk } from '../desk.ts';
import { selectRows } from '../store/rows.ts';

export interface Contact {
  /** Id of a store, name of a messenger. */
  name: string;
  /** Instant; null = never. */
  at: number | null;
}

/** When each store and messenger was last heard of: a round that was read, a push, a tap, an answered call. */
export async function readContacts(desk: Desk): Promise<{ stores: Contact[]; messengers: Contact[] }> {
  const { read } = desk.db;
  const [polled, arrived, messengers] = await Promise.all([
    selectRows<{ storeId: string; at: number | null }>(
      read,
      'SELECT "storeId", max("polledAt") AS at FROM "PollState" GROUP BY "storeId"',
    ),
    selectRows<{ storeId: string; at: number }>(
      read,
      'SELECT "storeId", max("last") AS at FROM "TrafficHour" GROUP BY "storeId"',
    ),
    Promise.all(
      [...desk.messengers.keys()].map(async (name): Promise<Contact> => {
        const [pushed] = await selectRows<{ at: number }>(
          read,
          'SELECT "at" FROM "MessengerEvent" WHERE "messenger" = ? ORDER BY "at" DESC LIMIT 1',
          name,
        );
        return { name, at: latest([pushed?.at, desk.tally.lastReached(name)]) };
      }),
    ),
  ]);
  const heard = Map.groupBy([...polled, ...arrived], ({ storeId }) => storeId);
  const stores = desk.stores.all().map(({ id }) => ({ name: id, at: latest((heard.get(id) ?? []).map(({ at }) => at)) }));
  return { stores, messengers };
}

function latest(instants: readonly (number | null | undefined)[]): number | null {
  const known = instants.filter((at): at is number => typeof at === 'number');
  return known.length > 0 ? Math.max(...known) : null;
}
