import * as z from 'zod';
import { firstFind, patternFault } from '../pattern-index.ts';
import { quote } from '../quote.ts';
import type { RuleKind } from '../rule-kind.ts';

/** RE2 syntax, found anywhere in the text, ignoring case. */
const schema = z.object({
  kind: z.literal('pattern'),
  source: z
    .string()
    .min(1)
    .max(1000)
    .superRefine((source, context) => {
      const fault = patternFault(source);
      if (fault) context.addIssue({ code: 'custom', message: `${fault.reason}: ${fault.detail}`, params: fault });
    }),
});
export type PatternLeaf = z.infer<typeof schema>;

export interface PatternEvidence {
  kind: 'pattern';
  /** The buyer's words that matched, shortened. Hostile: plain text only. */
  found: string;
}

const refusals = {
  look_around: {
    zh: '不支持环视 (?= ?! ?<= ?<!),请改写成不含环视的表达式',
    en: 'look-around (?= ?! ?<= ?<!) is not supported; write it without',
  },
  back_reference: { zh: '不支持反向引用 \\1,请改写', en: 'back-references such as \\1 are not supported; write it without' },
  too_large: { zh: '表达式太大,请减少 {n,m} 重复', en: 'the expression is too large; use fewer {n,m} repeats' },
  syntax: { zh: '不是有效的正则表达式', en: 'not a valid regular expression' },
} as const;

export const pattern: RuleKind<PatternLeaf, PatternEvidence> = {
  kind: 'pattern',
  schema,
  compile(leaf, builder) {
    const trigger = builder.pattern(leaf.source);
    return {
      anchors: [trigger],
      share: 0.02,
      test: (view) => (view.fired(trigger) ? { kind: 'pattern', found: firstFind(leaf.source, view.facts.text, 40) } : null),
    };
  },
  describe: ({ found }, language) => (language === 'zh' ? `匹配「${found}」` : `matches “${found}”`),
  phrases: [
    {
      says: { zh: ['内容匹配', '匹配', '正则'], en: ['text matches', 'matches'] },
      example: { zh: '内容匹配 "退款.{0,6}(?:不到账|没收到)"', en: 'text matches "refund.{0,10}(?:late|missing)"' },
      read(reader) {
        const start = reader.here();
        const [source = '', ...more] = reader.values();
        if (more.length > 0) reader.refuse(reader.say('只写一个表达式;用 | 表示或', 'one expression; write alternatives with |'));
        const fault = patternFault(source);
        if (fault) reader.refuse(refusals[fault.reason][reader.language], start);
        return { kind: 'pattern', source };
      },
    },
  ],
  format: (leaf, language) => `${language === 'zh' ? '内容匹配' : 'text matches'} ${quote(leaf.source)}`,
};
