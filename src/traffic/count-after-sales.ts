import type { Desk } from '../desk.ts';
import type { AfterSaleRecord } from '../ports/marketplace-records.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { countArrivals } from './count-traffic.ts';
import type { TrafficKind } from './traffic-hours.ts';

const kindOf: Record<AfterSaleRecord['type'], TrafficKind | null> = {
  return: 'returns',
  refund: 'refunds',
  not_received: 'claims',
  case: 'claims',
  claim: 'claims',
  dispute: 'claims',
  cancellation: null,
};

/**
 * Counts cases that were not known before, in the hour they were opened in.
 * @param filed ids that a case would have got if it was new; those of cases known before name none
 */
export async function countAfterSales(desk: Desk, tx: RowWrite, filed: readonly string[]): Promise<void> {
  const fresh = await selectRows<{ storeId: string; type: AfterSaleRecord['type']; at: number }>(
    tx,
    `SELECT "storeId", "type", coalesce("openedAt", "updatedAt") AS at FROM "AfterSale"
     WHERE "id" IN (SELECT value FROM json_each(?))`,
    JSON.stringify(filed),
  );
  const now = desk.clock.now();
  await countArrivals(
    desk,
    tx,
    fresh.flatMap(({ storeId, type, at }) => {
      const kind = kindOf[type];
      return kind === null ? [] : [{ storeId, kind, at: Math.min(at, now) }];
    }),
  );
}
