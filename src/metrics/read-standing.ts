import { DAY_MS } from '../clocks/local-day.ts';
import type { PerformanceRecord } from '../ports/marketplace-records.ts';
import type { Reader, RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { bandOf } from './band.ts';
import type { Band, Limit } from './band.ts';
import { knownLimit } from './known-limits.ts';
import { crossesAt, dailyChange } from './trend.ts';

/** How long snapshots say where a figure is going. */
export const trendMs = 30 * DAY_MS;

interface SnapshotRow {
  storeId: string;
  marketplace: string;
  metric: string;
  value: number | null;
  unit: PerformanceRecord['unit'];
  target: number | null;
  comparator: Limit['comparator'] | null;
  status: PerformanceRecord['status'] | null;
  platformStatus: string | null;
  at: number;
}

/** One metric of a store as it stands: the newest figure, against its limit, and where it is going. */
export interface Standing extends Pick<SnapshotRow, 'metric' | 'marketplace' | 'value' | 'unit' | 'platformStatus' | 'at'> {
  store: StoreRecord;
  limit?: Limit;
  /** Who says the limit; absent = the platform, with the figure. */
  limitSource?: string;
  band: Band | null;
  /** A day, over the snapshots kept. */
  change: number | null;
  crossesAt?: number;
}

/** Of which series the newest figure is wanted: of all of a store, or of some. */
export type SeriesKey = readonly [storeId: string, metric: string, marketplace: string];

export async function readStandings(
  read: Reader | RowWrite,
  wanted: { keys: readonly SeriesKey[] } | { storeId: string },
  { storeOf, now }: { storeOf: (id: string) => StoreRecord | undefined; now: number },
): Promise<Standing[]> {
  const where =
    'keys' in wanted
      ? `("storeId", "metric", "marketplace") IN
           (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))`
      : '"storeId" = ?';
  const rows = await selectRows<SnapshotRow>(
    read,
    `SELECT * FROM "Performance" WHERE ${where} AND "at" > instant(?) ORDER BY "at"`,
    'keys' in wanted ? JSON.stringify(wanted.keys) : wanted.storeId,
    now - trendMs,
  );
  const series = Map.groupBy(rows, ({ storeId, metric, marketplace }) => `${storeId} ${metric} ${marketplace}`);
  return [...series.values()].flatMap((snapshots) => {
    const store = storeOf(snapshots[0]!.storeId);
    return store ? [standingOf(store, snapshots)] : [];
  });
}

function standingOf(store: StoreRecord, snapshots: SnapshotRow[]): Standing {
  const { metric, marketplace, value, unit, target, comparator, status, platformStatus, at } = snapshots.at(-1)!;
  const known = target === null ? knownLimit(store.platform, marketplace || store.site, metric) : undefined;
  const own = target !== null && comparator !== null ? { value: target, comparator } : undefined;
  const limit = own ?? (known && { value: known.limit, comparator: known.comparator });
  const figures = snapshots.flatMap((row) => (row.value === null ? [] : [{ at: row.at, value: row.value }]));
  const change = dailyChange(oneADay(figures));
  const crossing = value !== null && change !== null && limit ? crossesAt({ at, value }, change, limit) : null;
  return {
    store,
    metric,
    marketplace,
    value,
    unit,
    platformStatus,
    at,
    ...(limit && { limit }),
    ...(known && { limitSource: `${known.source}, ${known.statedOn}` }),
    band: bandOf({ value, unit, limit, status }),
    change,
    ...(crossing !== null && { crossesAt: crossing }),
  };
}

/** The last of each day: polled often, a figure would else pay for thousands of pairs. */
function oneADay<T extends { at: number }>(snapshots: readonly T[]): T[] {
  return [...new Map(snapshots.map((snapshot) => [Math.floor(snapshot.at / DAY_MS), snapshot])).values()];
}
