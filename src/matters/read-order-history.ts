import { DAY_MS } from '../clocks/local-day.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import type { OrderRow } from './read-order-subjects.ts';

const countedMs = 7 * DAY_MS;
const usualMs = 28 * DAY_MS;
/** Fewer orders than this have no "usual". */
const leastOrders = 20;
/** Newest orders that a store's usual is taken from: more would cost a busy store's batches without saying more. */
const sampled = 500;

export interface OrderHistory {
  /** Instants of orders in the week before, by `buyer …` or `address …` of a store. */
  placed: ReadonlyMap<string, number[]>;
  /** Medians by store and currency. */
  usual: ReadonlyMap<string, { quantity: number; total: number }>;
}

export const buyerKey = ({ storeId, buyerIndex }: OrderRow): string => `buyer ${storeId} ${buyerIndex}`;
export const addressKey = ({ storeId, addressIndex }: OrderRow): string => `address ${storeId} ${addressIndex}`;
export const usualKey = ({ storeId, currency }: Pick<OrderRow, 'storeId' | 'currency'>): string => `${storeId} ${currency}`;

/** What new orders are compared with: one query for buyers, one for addresses, one a store for what is usual. */
export async function readOrderHistory(tx: RowWrite, orders: readonly OrderRow[], now: number): Promise<OrderHistory> {
  const placed = new Map<string, number[]>();
  for (const [column, keyOf] of [
    ['buyerIndex', buyerKey],
    ['addressIndex', addressKey],
  ] as const) {
    const wanted = new Set(orders.flatMap((order) => order[column] ?? []));
    if (wanted.size === 0) continue;
    const rows = await selectRows<OrderRow>(
      tx,
      `SELECT "storeId", "buyerIndex", "addressIndex", "placedAt" FROM "Order"
       WHERE "${column}" IN (SELECT value FROM json_each(?)) AND "placedAt" > instant(?) ORDER BY "placedAt"`,
      JSON.stringify([...wanted]),
      now - countedMs,
    );
    for (const row of rows) placed.set(keyOf(row), [...(placed.get(keyOf(row)) ?? []), row.placedAt!]);
  }
  const usual = new Map<string, { quantity: number; total: number }>();
  for (const storeId of new Set(orders.map((order) => order.storeId)))
    for (const [currency, figures] of await readUsual(tx, storeId, now)) usual.set(usualKey({ storeId, currency }), figures);
  return { placed, usual };
}

async function readUsual(tx: RowWrite, storeId: string, now: number) {
  const rows = await selectRows<{ currency: string; total: number; quantity: number }>(
    tx,
    `SELECT "currency", CAST("total" AS DOUBLE PRECISION) AS total,
       (SELECT sum(CAST(value ->> 'quantity' AS DOUBLE PRECISION)) FROM json_each("items")) AS quantity
     FROM "Order" WHERE "storeId" = ? AND "placedAt" > instant(?) AND "total" IS NOT NULL AND "status" <> 'cancelled'
     ORDER BY "placedAt" DESC LIMIT ${sampled}`,
    storeId,
    now - usualMs,
  );
  return [...Map.groupBy(rows, ({ currency }) => currency)].flatMap(([currency, of]) =>
    of.length < leastOrders
      ? []
      : [[currency, { quantity: median(of.map((row) => row.quantity)), total: median(of.map((row) => row.total)) }] as const],
  );
}

function median(figures: number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
