import { setImmediate } from 'node:timers/promises';
import { DAY_MS } from '../clocks/local-day.ts';
import type { Desk } from '../desk.ts';
import { selectRows, updateRows } from '../store/rows.ts';

const countedDays = 28;
/** Fewer units have no rate; a store that sells since yesterday is counted as if since a week. */
const leastUnits = 5;
const leastDays = 7;

/** Counts anew how many units of each product with known stock are sold a day, and writes what changed. */
export async function countSales(desk: Desk): Promise<void> {
  const stored = await selectRows<{ id: string; storeId: string; sku: string; soldPerDay: number | null }>(
    desk.db.read,
    'SELECT "id", "storeId", "sku", "soldPerDay" FROM "Stock"',
  );
  for (const [storeId, products] of Map.groupBy(stored, (row) => row.storeId)) {
    const sold = await salesOf(desk, storeId);
    const changed = products
      .map((row) => ({ ...row, next: sold.get(row.sku) ?? null }))
      .filter(({ soldPerDay, next }) => soldPerDay !== next)
      .map(({ id, next }) => ({ id, soldPerDay: next }));
    if (changed.length > 0) await desk.db.writeRows((tx) => updateRows(tx, 'Stock', changed));
  }
}

/** Units a day by SKU. A day at a time: a busy store's month in one query would hold everybody else up. */
async function salesOf(desk: Desk, storeId: string): Promise<Map<string, number>> {
  const now = desk.clock.now();
  const units = new Map<string, number>();
  let first = now - leastDays * DAY_MS;
  for (let ago = countedDays; ago > 0; ago -= 1) {
    const rows = await selectRows<{ sku: string | null; units: number; first: number }>(
      desk.db.read,
      `SELECT i.value ->> 'sku' AS sku, sum(CAST(i.value ->> 'quantity' AS DOUBLE PRECISION)) AS units, min(o."placedAt") AS first
       FROM "Order" o, json_each(o."items") i
       WHERE o."storeId" = ? AND o."placedAt" > instant(?) AND o."placedAt" <= instant(?) AND o."status" NOT IN ('cancelled', 'unpaid') GROUP BY 1`,
      storeId,
      now - ago * DAY_MS,
      now - (ago - 1) * DAY_MS,
    );
    for (const { sku, units: sold, first: earliest } of rows) {
      first = Math.min(first, earliest);
      if (sku !== null) units.set(sku, (units.get(sku) ?? 0) + sold);
    }
    await setImmediate();
  }
  const days = (now - first) / DAY_MS;
  return new Map([...units].flatMap(([sku, sold]) => (sold < leastUnits ? [] : [[sku, sold / days]])));
}
