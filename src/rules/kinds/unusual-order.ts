import * as z from 'zod';
import type { MessageFacts } from '../facts.ts';
import type { RuleKind } from '../rule-kind.ts';

/** An order many times as large as the store's usual one (the median of 28 days). */
const schema = z.strictObject({
  kind: z.literal('unusual_order'),
  of: z.enum(['quantity', 'value']),
  times: z.number().min(1.5).max(10_000),
});
export type UnusualOrderLeaf = z.infer<typeof schema>;

export interface UnusualOrderEvidence {
  kind: 'unusual_order';
  of: UnusualOrderLeaf['of'];
  figure: number;
  usual: number;
}

function figures(of: UnusualOrderLeaf['of'], { order, orderTotal }: MessageFacts): { figure: number; usual: number } | null {
  if (!order?.usual) return null;
  if (of === 'quantity') return { figure: order.quantity, usual: order.usual.quantity };
  return orderTotal ? { figure: orderTotal.amount, usual: order.usual.total } : null;
}

const says = {
  quantity: { zh: ['数量异常'], en: ['unusual quantity'] },
  value: { zh: ['金额异常'], en: ['unusual value'] },
} as const;

export const unusualOrder: RuleKind<UnusualOrderLeaf, UnusualOrderEvidence> = {
  kind: 'unusual_order',
  about: 'order',
  schema,
  compile: ({ of, times }) => ({
    test({ facts }) {
      const found = figures(of, facts);
      return found && found.usual > 0 && found.figure >= found.usual * times ? { kind: 'unusual_order', of, ...found } : null;
    },
  }),
  describe({ of, figure, usual }, language) {
    if (language === 'zh') return `${of === 'quantity' ? '数量' : '金额'} ${figure}(平时 ${usual})`;
    return `${of === 'quantity' ? 'quantity' : 'value'} ${figure}, usually ${usual}`;
  },
  phrases: (['quantity', 'value'] as const).map((of) => ({
    says: says[of],
    example: { zh: `${says[of].zh[0]} 5 倍`, en: `${says[of].en[0]} 5 times` },
    read(reader) {
      const times = reader.number();
      if (times === null) return reader.fail(reader.say('平时的几倍,如 5 倍', 'how many times the usual, such as 5 times'));
      reader.take(['倍', 'times', 'x']);
      return { kind: 'unusual_order', of, times };
    },
  })),
  format: ({ of, times }, language) => (language === 'zh' ? `${says[of].zh[0]} ${times} 倍` : `${says[of].en[0]} ${times} times`),
};
