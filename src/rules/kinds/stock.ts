import * as z from 'zod';
import type { RuleKind } from '../rule-kind.ts';

export interface StockFacts {
  sku: string;
  available: number;
  /** The team's own safety line, null = none set. */
  line: number | null;
  /** Units a day over the last 28 days; null where too few were sold to say. */
  soldPerDay: number | null;
}

declare module '../facts.ts' {
  interface MessageFacts {
    stock?: StockFacts;
  }
}

const schema = z.union([
  z.strictObject({ kind: z.literal('stock'), under: z.literal('line') }),
  z.strictObject({ kind: z.literal('stock'), under: z.literal('units'), units: z.int().min(0).max(1e9) }),
  /** Fewer days of sales than this. */
  z.strictObject({ kind: z.literal('stock'), under: z.literal('days'), days: z.number().min(0.5).max(365) }),
]);
export type StockLeaf = z.infer<typeof schema>;

export type StockEvidence = { kind: 'stock'; under: StockLeaf['under'] } & StockFacts;

function holds(leaf: StockLeaf, { available, line, soldPerDay }: StockFacts): boolean {
  switch (leaf.under) {
    case 'line':
      return line !== null && available < line;
    case 'units':
      return available < leaf.units;
    case 'days':
      return soldPerDay !== null && soldPerDay > 0 && available / soldPerDay < leaf.days;
  }
}

const round = (days: number): string => String(Math.round(days * 10) / 10);

export const stock: RuleKind<StockLeaf, StockEvidence> = {
  kind: 'stock',
  about: 'stock',
  schema,
  compile: (leaf) => ({
    test: ({ facts }) => (facts.stock && holds(leaf, facts.stock) ? { kind: 'stock', under: leaf.under, ...facts.stock } : null),
  }),
  describe({ under, sku, available, line, soldPerDay }, language) {
    const zh = language === 'zh';
    const left = zh ? `${sku} 库存 ${available}` : `${sku}: ${available} in stock`;
    if (under === 'days' && soldPerDay) {
      const days = round(available / soldPerDay);
      return zh ? `${left},够卖 ${days} 天` : `${left}, enough for ${days} days`;
    }
    if (under === 'line' && line !== null) return zh ? `${left},低于安全线 ${line}` : `${left}, under the safety line of ${line}`;
    return left;
  },
  phrases: [
    {
      says: { zh: ['库存'], en: ['stock'] },
      example: { zh: '库存 低于安全线', en: 'stock below safety line' },
      read(reader) {
        if (reader.take(['低于安全线', 'below safety line', 'under safety line', 'below line']) !== null)
          return { kind: 'stock', under: 'line' };
        reader.take(['低于', '不足', '少于', 'below', 'under', '<']);
        const figure = reader.number();
        if (figure === null)
          return reader.fail(reader.say('低于安全线、低于 10 或 不足 7 天', 'below safety line, below 10 or under 7 days'));
        if (reader.take(['天销量', '天', 'days of sales', 'days', 'day']) !== null)
          return { kind: 'stock', under: 'days', days: figure };
        reader.take(['件', '个', 'units', 'pieces']);
        return { kind: 'stock', under: 'units', units: figure };
      },
    },
  ],
  format(leaf, language) {
    const zh = language === 'zh';
    switch (leaf.under) {
      case 'line':
        return zh ? '库存 低于安全线' : 'stock below safety line';
      case 'units':
        return zh ? `库存 低于 ${leaf.units} 件` : `stock below ${leaf.units} units`;
      case 'days':
        return zh ? `库存 不足 ${leaf.days} 天` : `stock under ${leaf.days} days`;
    }
  },
};
