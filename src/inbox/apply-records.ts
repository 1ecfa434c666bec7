import type { Desk } from '../desk.ts';
import type { MarketplaceRecord } from '../ports/marketplace-records.ts';
import type { RowWrite } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { upsertRows } from '../store/rows.ts';
import type { Row } from '../store/rows.ts';
import { countAfterSales } from '../traffic/count-after-sales.ts';
import type { Happening } from './batch.ts';
import { buyerIndex } from './ledger.ts';

type RecordKind = MarketplaceRecord['kind'];
type RecordOf<Kind extends RecordKind> = Extract<MarketplaceRecord, { kind: Kind }>;

interface Filing<Kind extends RecordKind> {
  table: string;
  /** What makes two records one; the newer of them stands. */
  keys: string[];
  newest: string;
  row: (desk: Desk, storeId: string, record: RecordOf<Kind>) => Row;
}

const sealed = (desk: Desk, text: string | undefined): string | null => (text ? desk.db.seal.seal(text) : null);
const indexOf = (desk: Desk, storeId: string, buyer: { id: string } | undefined): string | null =>
  buyer ? buyerIndex(desk, storeId, buyer.id) : null;

const filings: { [Kind in RecordKind]: Filing<Kind> } = {
  order: {
    table: 'Order',
    keys: ['externalId', 'storeId'],
    newest: 'updatedAt',
    row: (desk, storeId, order) => ({
      externalId: order.externalId,
      buyerIndex: indexOf(desk, storeId, order.buyer),
      addressIndex: order.address
        ? desk.db.seal.blindIndex(
            'address',
            storeId,
            order.address
              .normalize('NFKC')
              .toLowerCase()
              .replace(/[\s\p{P}]+/gu, ''),
          )
        : null,
      status: order.status,
      platformStatus: order.platformStatus,
      country: order.country ?? null,
      total: order.total?.amount ?? null,
      currency: order.total?.currency ?? null,
      items: JSON.stringify(order.items),
      shipments: order.shipments ? JSON.stringify(order.shipments) : null,
      cancelRequested: order.cancelRequested ? 1 : 0,
      placedAt: order.placedAt ?? null,
      shipBy: order.shipBy ?? null,
      deliverBy: order.deliverBy ?? null,
      updatedAt: order.updatedAt,
    }),
  },
  after_sale: {
    table: 'AfterSale',
    keys: ['externalId', 'storeId'],
    newest: 'updatedAt',
    row: (desk, storeId, sale) => ({
      externalId: sale.externalId,
      type: sale.type,
      orderId: sale.orderId ?? null,
      open: sale.open ? 1 : 0,
      platformStatus: sale.platformStatus,
      reason: sale.reason ?? null,
      textSealed: sealed(desk, sale.text),
      amount: sale.amount?.amount ?? null,
      currency: sale.amount?.currency ?? null,
      buyerIndex: indexOf(desk, storeId, sale.buyer),
      openedAt: sale.openedAt ?? null,
      dueAt: sale.dueAt ?? null,
      updatedAt: sale.updatedAt,
    }),
  },
  review: {
    table: 'Review',
    keys: ['externalId', 'storeId'],
    newest: 'updatedAt',
    row: (desk, storeId, review) => ({
      externalId: review.externalId,
      rating: review.rating ?? null,
      textSealed: sealed(desk, review.text),
      orderId: review.orderId ?? null,
      productId: review.productId ?? null,
      buyerIndex: indexOf(desk, storeId, review.buyer),
      answerSealed: sealed(desk, review.answer),
      writtenAt: review.writtenAt,
      updatedAt: review.updatedAt,
    }),
  },
  performance: {
    table: 'Performance',
    keys: ['storeId', 'metric', 'marketplace', 'at'],
    newest: 'at',
    row: (_desk, _storeId, figure) => ({
      marketplace: figure.marketplace ?? '',
      metric: figure.metric,
      platformName: figure.platformName,
      value: figure.value,
      unit: figure.unit,
      target: figure.target?.value ?? null,
      comparator: figure.target?.comparator ?? null,
      status: figure.status ?? null,
      platformStatus: figure.platformStatus ?? null,
      periodFrom: figure.period?.from ?? null,
      periodUntil: figure.period?.until ?? null,
      at: figure.at,
    }),
  },
  stock: {
    table: 'Stock',
    keys: ['storeId', 'sku'],
    newest: 'updatedAt',
    row: (_desk, _storeId, stock) => ({
      sku: stock.sku,
      productId: stock.productId ?? null,
      title: stock.title ?? null,
      available: stock.available,
      updatedAt: stock.at,
    }),
  },
};

const isRecord = (event: Happening['event']): event is MarketplaceRecord => event.kind in filings;

/** Files what a platform says of orders, returns, reviews, figures and stock: one statement a table for the whole batch. */
export async function applyRecords(desk: Desk, tx: RowWrite, happenings: readonly Happening[]): Promise<void> {
  const rows = new Map<RecordKind, Row[]>();
  for (const { event, store } of happenings) {
    if (!isRecord(event)) continue;
    const { row } = filings[event.kind] as Filing<typeof event.kind>;
    const filed = { id: newId(), storeId: store.id, ...row(desk, store.id, event) };
    rows.set(event.kind, [...(rows.get(event.kind) ?? []), filed]);
  }
  for (const [kind, found] of rows) await upsertRows(tx, filings[kind].table, found, filings[kind]);
  const afterSales = rows.get('after_sale');
  // A case known before kept the id it had.
  if (afterSales)
    await countAfterSales(
      desk,
      tx,
      afterSales.map(({ id }) => id as string),
    );
}
