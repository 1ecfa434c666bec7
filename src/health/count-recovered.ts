import type { Desk } from '../desk.ts';
import { selectRows } from '../store/rows.ts';

/** A push has had this long to arrive before a round finds the message. */
const graceMs = 60_000;

/**
 * Buyers' messages since an instant that only a round found although their platform pushes: their push was lost, and they were
 * recovered (J1). By store. What was written before the store was added is no loss.
 */
export async function countRecovered(
  desk: Pick<Desk, 'db' | 'stores' | 'marketplaceOf'>,
  since: number,
): Promise<Map<string, number>> {
  const rows = await selectRows<{ storeId: string; found: number }>(
    desk.db.read,
    `SELECT m."storeId", count(*) AS found FROM "Message" m JOIN "Store" s ON s."id" = m."storeId"
     WHERE m."sentAt" >= instant(?) AND m."author" = 'buyer' AND m."source" = 'poll'
       AND ms(m."receivedAt") - ms(m."sentAt") > ${graceMs} AND m."sentAt" > s."createdAt" GROUP BY m."storeId"`,
    since,
  );
  return new Map(rows.filter(({ storeId }) => pushes(desk, storeId)).map(({ storeId, found }) => [storeId, found]));
}

function pushes(desk: Pick<Desk, 'stores' | 'marketplaceOf'>, storeId: string): boolean {
  const store = desk.stores.get(storeId);
  return store !== undefined && desk.marketplaceOf(store, 'poll').can.push;
}
