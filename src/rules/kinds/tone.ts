import * as z from 'zod';
import type { MessageFacts } from '../facts.ts';
import type { RuleKind } from '../rule-kind.ts';

/** Either the classifier's own verdict, or a threshold of one's own. */
const schema = z.union([
  z.strictObject({ kind: z.literal('tone'), dissatisfied: z.literal(true) }),
  z.strictObject({ kind: z.literal('tone'), atLeast: z.number().min(0).max(1) }),
]);
export type ToneLeaf = z.infer<typeof schema>;

export interface ToneEvidence {
  kind: 'tone';
  /** 0 to 1. */
  dissatisfaction: number;
}

const verdict = (facts: MessageFacts) => (facts.dissatisfied ? ['dissatisfied'] : []);

export const tone: RuleKind<ToneLeaf, ToneEvidence> = {
  kind: 'tone',
  schema,
  compile(leaf, builder) {
    if ('atLeast' in leaf) {
      return {
        test: ({ facts: { dissatisfaction } }) => (dissatisfaction >= leaf.atLeast ? { kind: 'tone', dissatisfaction } : null),
      };
    }
    const trigger = builder.value('tone', 'dissatisfied', verdict);
    return {
      anchors: [trigger],
      share: 0.15,
      test: (view) => (view.fired(trigger) ? { kind: 'tone', dissatisfaction: view.facts.dissatisfaction } : null),
    };
  },
  describe: (_evidence, language) => (language === 'zh' ? '语气不满' : 'unhappy tone'),
  phrases: [
    {
      says: {
        zh: ['语气不满', '语气是不满', '买家不满'],
        en: ['tone unhappy', 'tone is unhappy', 'tone dissatisfied', 'tone is dissatisfied'],
      },
      example: { zh: '语气不满', en: 'tone unhappy' },
      read(reader) {
        if (reader.take(['至少', '不低于', '>=', '≥', 'at least']) === null) return { kind: 'tone', dissatisfied: true };
        const atLeast = reader.share();
        return atLeast === null
          ? reader.fail(reader.say('0 到 1 的数,如 0.8', 'a number from 0 to 1, such as 0.8'))
          : { kind: 'tone', atLeast };
      },
    },
  ],
  format(leaf, language) {
    const words = language === 'zh' ? '语气不满' : 'tone unhappy';
    return 'atLeast' in leaf ? `${words} ${language === 'zh' ? '至少' : 'at least'} ${leaf.atLeast}` : words;
  },
};
