import type { Desk } from '../desk.ts';
import type { Happening } from '../inbox/batch.ts';
import type { Reader, RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { factsAt } from './subject.ts';
import type { Subject } from './subject.ts';

export interface StockRow {
  storeId: string;
  sku: string;
  productId: string | null;
  title: string | null;
  available: number;
  safetyLine: number | null;
  soldPerDay: number | null;
  updatedAt: number;
}

/** The products whose stock the batch tells of, as they stand now. */
export async function readStockSubjects(desk: Desk, tx: RowWrite, happenings: readonly Happening[]): Promise<Subject[]> {
  const from = new Map(
    happenings.flatMap((happening) =>
      happening.event.kind === 'stock' ? [[`${happening.store.id} ${happening.event.sku}`, happening] as const] : [],
    ),
  );
  if (from.size === 0) return [];
  const keys = [...from.values()].map(({ store, event }) => [store.id, 'sku' in event ? event.sku : '']);
  const rows = await readStock(tx, keys);
  return rows.flatMap((row) => stockSubject(desk, row, from.get(`${row.storeId} ${row.sku}`)?.eventId));
}

/** @param keys store and SKU */
export function readStock(read: Reader | RowWrite, keys: readonly (readonly string[])[]): Promise<StockRow[]> {
  return selectRows<StockRow>(
    read,
    `SELECT * FROM "Stock" WHERE ("storeId", "sku") IN
       (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
    JSON.stringify(keys),
  );
}

export function stockSubject(desk: Desk, row: StockRow, eventId?: string): Subject[] {
  const store = desk.stores.get(row.storeId);
  if (!store) return [];
  const texts = textsOf(desk);
  const { sku, productId, title, available, safetyLine, soldPerDay, updatedAt } = row;
  const days = soldPerDay ? Math.round((available / soldPerDay) * 10) / 10 : null;
  return [
    {
      kind: 'stock',
      store,
      key: `stock ${sku}`,
      facts: {
        ...factsAt(store),
        products: [sku, productId, title].filter((name) => name !== null),
        stock: { sku, available, line: safetyLine, soldPerDay },
      },
      at: updatedAt,
      items: [{ id: productId ?? sku, title: title ?? sku }],
      words: [
        texts('matter.stock', { sku, available }),
        ...(safetyLine === null ? [] : [texts('matter.stock_line', { line: safetyLine })]),
        ...(soldPerDay === null || days === null
          ? []
          : [texts('matter.stock_days', { perDay: Math.round(soldPerDay * 10) / 10, days })]),
        texts('matter.stock_reported', { at: texts.time(updatedAt, desk.clock.now()) }),
        texts('matter.stock_advice'),
      ],
      eventId,
    },
  ];
}
