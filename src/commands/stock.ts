import { GengfuError } from '../errors.ts';
import type { Desk } from '../desk.ts';
import { setSafetyLine } from '../matters/set-safety-line.ts';
import { requireRole } from '../people/actor.ts';
import { selectRows } from '../store/rows.ts';
import type { StockRow } from '../matters/read-stock-subjects.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { Texts } from '../texts/texts.ts';
import { defineCommand } from './command.ts';

const mostLines = 20;
/** Sold out within this many days is worth a line even where nobody has drawn one. */
const fewDays = 7;

/** What runs low; `/库存 TEA-1 20` sets a product's safety line, `/库存 TEA-1 取消` takes it away. */
export const stock = defineCommand({
  spec: {
    name: 'stock',
    zh: ['库存'],
    aliases: ['inventory'],
    params: [
      { name: 'sku', kind: 'word', label: { zh: 'SKU', en: 'SKU' }, optional: true },
      { name: 'line', kind: 'word', label: { zh: '安全线', en: 'safety line' }, optional: true },
    ],
    example: { zh: '/库存 TEA-1 20', en: '/stock TEA-1 20' },
  },
  about: 'help.stock',
  least: 'viewer',
  async run(desk, { sku, line }, { by }) {
    const texts = textsOf(desk);
    if (sku !== undefined && line !== undefined) {
      requireRole(by, 'supervisor');
      const set = await setSafetyLine(desk, { sku, line: readLine(line), by });
      const text = set.safetyLine === null ? 'say.stock_cleared' : 'say.stock_set';
      return { text: texts(text, { sku, line: set.safetyLine ?? undefined, available: set.available }) };
    }
    const rows = await readLow(desk, sku);
    if (rows.length === 0) return { text: texts('say.stock_fine') };
    const lines = rows.slice(0, mostLines).map((row) => describeRow(desk, row, texts));
    return { text: [texts('say.stock_title', { n: rows.length }), ...lines].join('\n') };
  },
});

/** @throws GengfuError bad_safety_line */
function readLine(typed: string): number | null {
  if (/^(?:off|取消|无)$/iu.test(typed)) return null;
  if (!/^\d{1,9}$/.test(typed)) throw new GengfuError('bad_safety_line', { typed });
  return Number(typed);
}

/** What is under its line or soon sold out, the shortest first; of one product whatever stands. */
const readLow = (desk: Desk, sku: string | undefined): Promise<StockRow[]> =>
  selectRows<StockRow>(
    desk.db.read,
    `SELECT * FROM "Stock" WHERE ${sku === undefined ? `"available" < "safetyLine" OR "available" < "soldPerDay" * ${fewDays}` : '"sku" = ?'}
     ORDER BY "available" / coalesce("soldPerDay", 1e9), "sku"`,
    ...(sku === undefined ? [] : [sku]),
  );

function describeRow(desk: Desk, { storeId, sku, available, safetyLine, soldPerDay }: StockRow, texts: Texts): string {
  const days = soldPerDay ? Math.round((available / soldPerDay) * 10) / 10 : null;
  return texts('say.stock_item', {
    store: desk.stores.get(storeId)?.name ?? storeId,
    sku,
    available,
    line: safetyLine === null ? '' : texts('say.stock_item_line', { line: safetyLine }),
    days: days === null ? '' : texts('say.stock_item_days', { days }),
  });
}
