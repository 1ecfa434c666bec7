import * as z from 'zod';
import { DAY_MS, MINUTE_MS } from '../../clocks/local-day.ts';
import { formatDuration } from '../../clocks/parse-duration.ts';
import type { RuleKind } from '../rule-kind.ts';
import type { OrderFacts } from '../order-facts.ts';

/** Several orders of one buyer, or to one address, within a span that ends with the newest. */
const schema = z.strictObject({
  kind: z.literal('order_count'),
  by: z.enum(['buyer', 'address']),
  count: z.int().min(2).max(1000),
  withinMs: z
    .int()
    .min(MINUTE_MS)
    .max(7 * DAY_MS)
    .multipleOf(MINUTE_MS),
});
export type OrderCountLeaf = z.infer<typeof schema>;

export interface OrderCountEvidence {
  kind: 'order_count';
  by: OrderCountLeaf['by'];
  count: number;
  withinMs: number;
}

function countOf({ by, withinMs }: OrderCountLeaf, { sameBuyer, sameAddress }: OrderFacts): number {
  const placed = by === 'buyer' ? sameBuyer : sameAddress;
  const newest = Math.max(...placed);
  return placed.filter((at) => at > newest - withinMs).length;
}

const says = {
  buyer: { zh: ['同一买家下单'], en: ['orders of one buyer', 'orders from one buyer'] },
  address: { zh: ['同一地址下单'], en: ['orders to one address'] },
} as const;

export const orderCount: RuleKind<OrderCountLeaf, OrderCountEvidence> = {
  kind: 'order_count',
  about: 'order',
  schema,
  compile: (leaf) => ({
    test({ facts: { order } }) {
      const count = order ? countOf(leaf, order) : 0;
      return count >= leaf.count ? { kind: 'order_count', by: leaf.by, count, withinMs: leaf.withinMs } : null;
    },
  }),
  describe({ by, count, withinMs }, language) {
    const span = formatDuration(withinMs, language);
    if (language === 'zh') return `同一${by === 'buyer' ? '买家' : '地址'} ${span}内 ${count} 单`;
    return `${count} orders ${by === 'buyer' ? 'of one buyer' : 'to one address'} within ${span}`;
  },
  phrases: (['buyer', 'address'] as const).map((by) => ({
    says: says[by],
    example: { zh: `${says[by].zh[0]} 3 次 24小时`, en: `${says[by].en[0]} 3 within 24h` },
    read(reader) {
      const count = reader.number();
      if (count === null) return reader.fail(reader.say('次数,如 3 次 24小时', 'a count, such as 3 within 24h'));
      reader.take(['次', '单', 'times']);
      reader.take(['在', 'within', 'in']);
      return { kind: 'order_count', by, count, withinMs: reader.duration() };
    },
  })),
  format: ({ by, count, withinMs }, language) =>
    language === 'zh'
      ? `${says[by].zh[0]} ${count} 次 ${formatDuration(withinMs, 'zh')}`
      : `${says[by].en[0]} ${count} within ${formatDuration(withinMs, 'en')}`,
};
