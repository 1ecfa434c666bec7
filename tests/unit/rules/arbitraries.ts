import fc from 'fast-check';
import type { MessageFacts } from '../../../src/rules/facts.ts';
import type { Condition, RuleDefinition } from '../../../src/rules/rule-definition.ts';

/** Few and overlapping words, so that conditions often hold. */
const latin = ['refund', 'fund', 'ref', 'sue', 'issue', 'my money', 'money', 'refund*', '*sue', 'a'];
const han = ['退款', '退', '我要', '要退', '款了', 'คืนเงิน', '환불'];
const term = fc.constantFrom(...latin, ...han);
const terms = fc.uniqueArray(term, { minLength: 1, maxLength: 4 });
const some = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });

export const leafArbitrary: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('keywords' as const), any: terms }),
  fc.record({ kind: fc.constant('keywords' as const), all: terms }),
  fc.record({ kind: fc.constant('keywords' as const), none: terms }),
  fc.record({ kind: fc.constant('keywords' as const), any: terms, all: terms, none: terms }),
  fc.record({
    kind: fc.constant('pattern' as const),
    source: fc.constantFrom('re.?fund', '^my', 'money$', '\\bsue\\b', '退.{0,3}款', '(iss|t)ue|fund'),
  }),
  fc.record({
    kind: fc.constant('unanswered' as const),
    forMs: fc.constantFrom(60_000, 3_600_000),
    clock: fc.constantFrom('business' as const, 'calendar' as const),
  }),
  fc.constant({ kind: 'tone' as const, dissatisfied: true as const }),
  fc.record({ kind: fc.constant('tone' as const), atLeast: fc.constantFrom(0, 0.3, 0.75, 1) }),
  fc.record({ kind: fc.constant('platform' as const), in: some('amazon', 'shopee', 'own-shop') }),
  fc.record({ kind: fc.constant('store' as const), in: some('s1', 's2', 'Haushalt24 "DE"') }),
  fc.record({ kind: fc.constant('country' as const), in: some('de', 'us', 'mm') }),
  fc.record({ kind: fc.constant('language' as const), in: some('de', 'en', 'pt-br') }),
  fc.record({ kind: fc.constant('topic' as const), in: some('refund', 'presale', 'cancellation') }),
  fc.record({ kind: fc.constant('buyer_tag' as const), in: some('vip', 'risk') }),
  fc.record({ kind: fc.constant('agent' as const), in: some('p1', 'p2') }),
);

/** Conditions on what is no message: the matcher's oracle knows nothing of them, the grammar does. */
export const matterLeafArbitrary: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { kind: 'metric', band: 'red' },
  { kind: 'metric', metrics: ['order_defect_rate', 'order_defect_rate_fba', 'own_figure'], band: 'yellow' },
  { kind: 'metric', metrics: ['response_rate'], below: 0.85 },
  { kind: 'metric', above: 3 },
  { kind: 'review' },
  { kind: 'review', atMost: 2 },
  { kind: 'stock', under: 'line' },
  { kind: 'stock', under: 'units', units: 10 },
  { kind: 'stock', under: 'days', days: 7 },
  { kind: 'order_value', above: 199.5, currency: 'eur' },
  { kind: 'order_count', by: 'buyer', count: 3, withinMs: 3_600_000 },
  { kind: 'order_count', by: 'address', count: 4, withinMs: 86_400_000 },
  { kind: 'ship_to', in: ['ng', 'gh'] },
  { kind: 'unusual_order', of: 'quantity', times: 5 },
  { kind: 'unusual_order', of: 'value', times: 2.5 },
  { kind: 'shipment', is: 'silent', forMs: 5 * 86_400_000 },
  { kind: 'shipment', is: 'failed' },
  { kind: 'shipment', is: 'late' },
  { kind: 'shipment', is: 'not_sent' },
  { kind: 'spike', series: ['refunds'], times: 3, withinMs: 2 * 3_600_000 },
  { kind: 'spike', series: ['claims', 'messages'], times: 2.5, withinMs: 86_400_000 },
  { kind: 'product', in: ['TEA-1', 'Teekanne "1 l"'] },
);

export const conditionArbitrary: fc.Arbitrary<Condition> = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leafArbitrary,
    fc.record({ all: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
})).tree;

export const definitionArbitrary: fc.Arbitrary<RuleDefinition> = fc.record({
  version: fc.constant(1 as const),
  when: conditionArbitrary,
  level: fc.constantFrom('urgent' as const, 'important' as const, 'normal' as const),
});

const text = fc
  .array(
    fc.constantFrom(
      'refund',
      'refunds',
      'sue',
      'issue',
      'my money',
      'my',
      'money',
      '我要',
      '退',
      '退款',
      '款了',
      'คืนเงิน',
      '환불을',
      'xa',
    ),
    { maxLength: 6 },
  )
  .chain((words) => fc.constantFrom(' ', '，', '').map((space) => words.join(space)));

export const factsArbitrary: fc.Arbitrary<MessageFacts> = fc.record({
  text,
  platform: fc.constantFrom('amazon', 'shopee', 'own-shop', 'ebay'),
  store: fc.constantFrom('s1', 's2', 's3'),
  country: fc.constantFrom('de', 'us', 'mm', 'fr'),
  language: fc.constantFrom('de', 'en', 'pt-br', null),
  topic: fc.constantFrom('refund', 'presale', 'other', null),
  dissatisfaction: fc.constantFrom(0, 0.3, 0.5, 0.75, 1),
  dissatisfied: fc.boolean(),
  buyerTags: fc.subarray(['vip', 'risk', 'new']),
  ownerId: fc.constantFrom('p1', 'p2', undefined),
});

export const facts = (rest: Partial<MessageFacts> = {}): MessageFacts => ({
  text: '',
  platform: 'amazon',
  store: 's1',
  country: 'de',
  language: 'de',
  topic: null,
  dissatisfaction: 0,
  dissatisfied: false,
  buyerTags: [],
  ...rest,
});
