import * as z from 'zod';
import { currencyNames } from '../currency-names.ts';
import type { RuleKind } from '../rule-kind.ts';

export interface OrderTotal {
  amount: number;
  /** ISO 4217, lower case. */
  currency: string;
}

declare module '../facts.ts' {
  interface MessageFacts {
    /** Of the order it is about, as far as the platform has told it. */
    orderTotal?: OrderTotal;
  }
}

/** A message about an order worth more than this. Other currencies never hold: a rate of exchange would be a guess. */
const schema = z.strictObject({
  kind: z.literal('order_value'),
  above: z.number().min(0).max(1e12),
  currency: z.string().regex(/^[a-z]{3}$/),
});
export type OrderValueLeaf = z.infer<typeof schema>;

export interface OrderValueEvidence {
  kind: 'order_value';
  amount: number;
  currency: string;
}

export const orderValue: RuleKind<OrderValueLeaf, OrderValueEvidence> = {
  kind: 'order_value',
  schema,
  compile: ({ above, currency }) => ({
    test: ({ facts: { orderTotal: total } }) =>
      total && total.currency === currency && total.amount > above
        ? { kind: 'order_value', amount: total.amount, currency: total.currency }
        : null,
  }),
  describe: ({ amount, currency }, language) =>
    language === 'zh'
      ? `订单金额 ${amount} ${currencyNames.nameOf(currency, 'zh')}`
      : `order of ${amount} ${currency.toUpperCase()}`,
  phrases: [
    {
      says: { zh: ['订单金额'], en: ['order value', 'order total'] },
      example: { zh: '订单金额 高于 200 欧元', en: 'order value above 200 EUR' },
      read(reader) {
        reader.take(['高于', '大于', '超过', 'above', 'over', '>']);
        const above = reader.number();
        if (above === null) return reader.fail(reader.say('金额,如 200 欧元', 'an amount, such as 200 EUR'));
        const [currency = ''] = reader.named(currencyNames, 'refused');
        return { kind: 'order_value', above, currency };
      },
    },
  ],
  format: ({ above, currency }, language) =>
    language === 'zh'
      ? `订单金额 高于 ${above} ${currencyNames.nameOf(currency, 'zh')}`
      : `order value above ${above} ${currencyNames.nameOf(currency, 'en')}`,
};
