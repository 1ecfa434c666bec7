import * as z from 'zod';
import type { RuleKind } from '../rule-kind.ts';

/** A review or feedback as rules see it; its words are `text` of the facts, their tone as in a message. */
export interface ReviewFacts {
  /** 1 to 5, null where it has none. */
  stars: number | null;
}

declare module '../facts.ts' {
  interface MessageFacts {
    review?: ReviewFacts;
  }
}

/** A new review; `atMost` stars where given. Join it with tone or keywords to ask about its words. */
const schema = z.strictObject({ kind: z.literal('review'), atMost: z.number().min(1).max(5).optional() });
export type ReviewLeaf = z.infer<typeof schema>;

export interface ReviewEvidence {
  kind: 'review';
  stars: number | null;
}

export const review: RuleKind<ReviewLeaf, ReviewEvidence> = {
  kind: 'review',
  about: 'review',
  schema,
  compile: ({ atMost }) => ({
    test({ facts: { review: found } }) {
      if (!found || (atMost !== undefined && (found.stars === null || found.stars > atMost))) return null;
      return { kind: 'review', stars: found.stars };
    },
  }),
  describe({ stars }, language) {
    if (stars === null) return language === 'zh' ? '新评价' : 'new review';
    return language === 'zh' ? `${stars} 星评价` : `review with ${stars} ${stars === 1 ? 'star' : 'stars'}`;
  },
  phrases: [
    {
      says: { zh: ['新评价', '评价'], en: ['new review', 'review'] },
      example: { zh: '新评价 不高于 2 星', en: 'new review at most 2 stars' },
      read(reader) {
        if (reader.take(['不高于', '最多', '<=', '≤', 'at most']) === null) return { kind: 'review' };
        const atMost = reader.number();
        if (atMost === null || atMost < 1 || atMost > 5) return reader.fail(reader.say('1 到 5 星', '1 to 5 stars'));
        reader.take(['颗星', '星', 'stars', 'star']);
        return { kind: 'review', atMost };
      },
    },
  ],
  format: ({ atMost }, language) =>
    language === 'zh'
      ? `新评价${atMost === undefined ? '' : ` 不高于 ${atMost} 星`}`
      : `new review${atMost === undefined ? '' : ` at most ${atMost} stars`}`,
};
