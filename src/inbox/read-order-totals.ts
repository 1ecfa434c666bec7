import type { OrderTotal } from '../rules/kinds/order-value.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import type { Happening } from './batch.ts';

/** What the orders named by these messages are worth, by store and order id. */
export async function readOrderTotals(tx: RowWrite, happenings: readonly Happening[]): Promise<ReadonlyMap<string, OrderTotal>> {
  const named = happenings.flatMap(({ event, store }) =>
    event.kind === 'buyer_message' && event.orderId !== undefined ? [[event.orderId, store.id]] : [],
  );
  if (named.length === 0) return new Map();
  const rows = await selectRows<{ externalId: string; storeId: string; total: string; currency: string }>(
    tx,
    `SELECT "externalId", "storeId", "total", "currency" FROM "Order" WHERE "total" IS NOT NULL AND "currency" IS NOT NULL
       AND ("externalId", "storeId") IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
    JSON.stringify(named),
  );
  return new Map(
    rows.map(({ externalId, storeId, total, currency }) => [
      `${storeId} ${externalId}`,
      { amount: Number(total), currency: currency.toLowerCase() },
    ]),
  );
}
