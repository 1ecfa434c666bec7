import * as z from 'zod';
import { stem } from '../keyword-index.ts';
import { quote, quoteList } from '../quote.ts';
import type { Phrase, RuleKind } from '../rule-kind.ts';
import type { RuleReader } from '../rule-reader.ts';

const term = z
  .string()
  .max(100)
  .refine((text) => stem(text) !== '', 'a keyword needs a letter');
const terms = z.array(term).min(1).max(500);

/** Holds when at least one of `any`, every one of `all` and not one of `none` is in the text; an absent list asks nothing. */
const schema = z
  .object({ kind: z.literal('keywords'), any: terms.optional(), all: terms.optional(), none: terms.optional() })
  .refine(
    (leaf) => leaf.any !== undefined || leaf.all !== undefined || leaf.none !== undefined,
    'keywords needs any, all or none',
  );
export type KeywordsLeaf = z.infer<typeof schema>;

export interface KeywordsEvidence {
  kind: 'keywords';
  /** The rule's own terms, as its author spelled them, that are in the text. */
  found: string[];
  /** Terms whose absence mattered; only when nothing had to be found. */
  absent?: string[];
}

type Clause = 'any' | 'all' | 'none';
const says = {
  any: {
    zh: ['内容包含', '内容含有', '内容里有', '包含', '含有', '出现'],
    en: ['text contains', 'content contains', 'contains'],
  },
  all: {
    zh: ['内容全部包含', '内容同时包含', '全部包含', '同时包含', '都包含'],
    en: ['text contains all of', 'text contains all', 'contains all of', 'contains all'],
  },
  none: {
    zh: ['内容不包含', '内容不含', '不包含', '不含', '没有出现'],
    en: ['text does not contain', "text doesn't contain", 'text lacks', 'does not contain', "doesn't contain"],
  },
} as const satisfies Record<Clause, Phrase<KeywordsLeaf>['says']>;
const order = ['any', 'all', 'none'] as const;

const clauseOf = new Map<string, Clause>(
  order.flatMap((clause) => [...says[clause].zh, ...says[clause].en].map((words) => [words, clause] as const)),
);

/** One clause, and further clauses that follow without "and": `内容包含 "退款" 不包含 "不退款"` is one condition. */
function read(first: Clause, reader: RuleReader): KeywordsLeaf {
  const leaf: KeywordsLeaf = { kind: 'keywords', [first]: reader.values() };
  for (;;) {
    const words = reader.take([...clauseOf.keys()]);
    if (words === null) return leaf;
    const clause = clauseOf.get(words)!;
    if (leaf[clause]) reader.fail(reader.say('且、或 或者 则', 'and, or, then'));
    leaf[clause] = reader.values();
  }
}

export const keywords: RuleKind<KeywordsLeaf, KeywordsEvidence> = {
  kind: 'keywords',
  schema,
  compile(leaf, builder) {
    const list = (clause: Clause) => (leaf[clause] ?? []).map((term) => ({ term, trigger: builder.keyword(term) }));
    const any = list('any');
    const all = list('all');
    const none = list('none');
    // A long term is rare: of several that must all be there, it alone is worth waiting for.
    const rarest = [...all].sort((a, b) => b.term.length - a.term.length)[0];
    const anchors = rarest ? [rarest.trigger] : any.length > 0 ? any.map(({ trigger }) => trigger) : undefined;
    return {
      anchors,
      share: anchors ? 0.005 * anchors.length : 1,
      test(view) {
        const present = ({ trigger }: { trigger: number }) => view.fired(trigger);
        if (!all.every(present) || none.some(present)) return null;
        const foundAny = any.filter(present);
        if (any.length > 0 && foundAny.length === 0) return null;
        const found = [...foundAny, ...all].map(({ term }) => term);
        return found.length > 0 ? { kind: 'keywords', found } : { kind: 'keywords', found, absent: none.map(({ term }) => term) };
      },
    };
  },
  describe({ found, absent }, language) {
    if (absent) return language === 'zh' ? `未出现${cite(absent, 'zh')}` : `without ${cite(absent, 'en')}`;
    return language === 'zh' ? `出现${cite(found, 'zh')}` : `contains ${cite(found, 'en')}`;
  },
  phrases: order.map((clause) => ({
    says: says[clause],
    example: {
      zh: `${says[clause].zh[0]} ${quote('退款')},${quote('refund')}`,
      en: `${says[clause].en[0]} ${quote('refund')},${quote('money back')}`,
    },
    read: (reader) => read(clause, reader),
  })),
  format: (leaf, language) =>
    order.flatMap((clause) => (leaf[clause] ? [`${says[clause][language][0]} ${quoteList(leaf[clause])}`] : [])).join(' '),
};

function cite(list: readonly string[], language: 'zh' | 'en'): string {
  const shown = list.slice(0, 5).map((term) => (language === 'zh' ? `「${stem(term)}」` : `“${stem(term)}”`));
  return shown.join(language === 'zh' ? '' : ', ') + (list.length > 5 ? ' …' : '');
}
