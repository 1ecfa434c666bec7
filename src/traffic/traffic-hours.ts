import { DAY_MS, HOUR_MS } from '../clocks/local-day.ts';
import type { Database, Reader, RowWrite } from '../store/database.ts';
import { changeRows, selectRows } from '../store/rows.ts';

/** What is counted by the hour. `pushes` is whatever a platform or a mailbox brought by itself, buyers' words or not. */
export type TrafficKind = 'messages' | 'refunds' | 'returns' | 'complaints' | 'claims' | 'pushes';

/** Something that came, to be counted. */
export interface Arrival {
  storeId: string;
  kind: TrafficKind;
  /** Instant. */
  at: number;
}

/** An hour in which something came. Instants. */
export interface TrafficHour {
  hour: number;
  count: number;
  last: number;
}

/** Hours are kept this long. */
export const keptMs = 9 * 7 * DAY_MS;

export const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

/** Adds to the hours: one statement for the whole batch. */
export async function addArrivals(tx: RowWrite, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length === 0) return;
  const hours = Map.groupBy(arrivals, ({ storeId, kind, at }) => `${storeId} ${kind} ${hourOf(at)}`);
  const rows = [...hours.values()].map((same) => {
    const { storeId, kind, at } = same[0]!;
    return [storeId, kind, hourOf(at), same.length, Math.max(...same.map((arrival) => arrival.at))];
  });
  await changeRows(
    tx,
    `INSERT INTO "TrafficHour" ("storeId", "kind", "hour", "count", "last")
     SELECT value ->> 0, value ->> 1, instant(CAST(value ->> 2 AS DOUBLE PRECISION)), CAST(value ->> 3 AS INTEGER),
       instant(CAST(value ->> 4 AS DOUBLE PRECISION)) FROM json_each(?) WHERE true
     ON CONFLICT ("storeId", "kind", "hour") DO UPDATE SET
       "count" = "TrafficHour"."count" + excluded."count",
       "last" = CASE WHEN excluded."last" > "TrafficHour"."last" THEN excluded."last" ELSE "TrafficHour"."last" END`,
    JSON.stringify(rows),
  );
}

/** Oldest first; hours without any are left out. */
export const readHours = (read: Reader, storeId: string, kind: TrafficKind): Promise<TrafficHour[]> =>
  selectRows<TrafficHour>(
    read,
    'SELECT "hour", "count", "last" FROM "TrafficHour" WHERE "storeId" = ? AND "kind" = ? ORDER BY "hour"',
    storeId,
    kind,
  );

/** Deletes hours that are too old to teach anything. */
export async function forgetHours(db: Pick<Database, 'read' | 'writeRows'>, now: number): Promise<void> {
  const oldest = hourOf(now - keptMs);
  // Mostly there is nothing to do, and then nothing is written.
  const [old] = await selectRows(db.read, 'SELECT 1 FROM "TrafficHour" WHERE "hour" < instant(?) LIMIT 1', oldest);
  if (old) await db.writeRows((tx) => changeRows(tx, 'DELETE FROM "TrafficHour" WHERE "hour" < instant(?)', oldest));
}
