import type { Desk } from '../desk.ts';
import { selectRows } from '../store/rows.ts';
import { stockSubject } from './read-stock-subjects.ts';
import type { StockRow } from './read-stock-subjects.ts';
import type { Subject } from './subject.ts';

/** Products of which something is known beside the bare number: how fast they sell, or their line. */
export async function readSellingStock(desk: Desk): Promise<Subject[]> {
  const rows = await selectRows<StockRow>(
    desk.db.read,
    'SELECT * FROM "Stock" WHERE "soldPerDay" IS NOT NULL OR "safetyLine" IS NOT NULL',
  );
  return rows.flatMap((row) => stockSubject(desk, row));
}
