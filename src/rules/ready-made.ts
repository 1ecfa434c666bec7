import type { Level } from '../../cards/card.ts';
import type { Language } from '../clocks/language.ts';
import { DAY_MS, HOUR_MS } from '../clocks/local-day.ts';
import type { PlatformPolicy } from '../clocks/platform-policy.ts';
import { platformPolicies } from '../clocks/policies.ts';
import { formatDuration } from '../clocks/parse-duration.ts';
import { platformNames } from './platform-names.ts';
import { cancellationWords } from './ready-made/cancellation-words.ts';
import { legalWords } from './ready-made/legal-words.ts';
import { refundWords } from './ready-made/refund-words.ts';
import { safetyWords } from './ready-made/safety-words.ts';
import type { WordsByLanguage } from './ready-made/words-by-language.ts';
import { allWords } from './ready-made/words-by-language.ts';
import type { Condition, RuleDefinition } from './rule-definition.ts';

/** A rule a team can switch on without writing it. Shown before it works, changed like any other afterwards. */
export interface ReadyMadeRule {
  /** Stable across releases, to see what a team already has. */
  id: string;
  name: Readonly<Record<Language, string>>;
  /** Only worth offering to a team with stores there; absent = to everybody. */
  platform?: string;
  /** Lies ready, switched off: what is too much depends on the team. */
  off?: true;
  definition: RuleDefinition;
}

const rule = (id: string, zh: string, en: string, level: Level, when: Condition): ReadyMadeRule => ({
  id,
  name: { zh, en },
  definition: { version: 1, when, level },
});

const off = (made: ReadyMadeRule): ReadyMadeRule => ({ ...made, off: true });

const mentions = (words: WordsByLanguage): Condition => ({ kind: 'keywords', any: allWords(words) });

const general: readonly ReadyMadeRule[] = [
  rule('safety', '产品安全', 'Product safety', 'urgent', mentions(safetyWords)),
  rule('legal', '法律与平台申诉', 'Legal threats and platform claims', 'urgent', mentions(legalWords)),
  rule('refund', '退款与索赔', 'Refunds and claims', 'urgent', mentions(refundWords)),
  rule('cancellation', '取消订单', 'Cancellations', 'important', mentions(cancellationWords)),
  rule('unhappy', '语气不满', 'Unhappy buyers', 'important', { kind: 'tone', dissatisfied: true }),
  rule('unanswered', '两小时未回复', 'Unanswered for two hours', 'important', {
    kind: 'unanswered',
    forMs: 2 * HOUR_MS,
    clock: 'business',
  }),
  rule('metric-red', '店铺表现超限', 'Store performance over the limit', 'urgent', { kind: 'metric', band: 'red' }),
  rule('metric-yellow', '店铺表现接近限值', 'Store performance near the limit', 'important', { kind: 'metric', band: 'yellow' }),
  rule('bad-review', '差评', 'Bad reviews', 'important', {
    any: [{ kind: 'review', atMost: 2 }, { all: [{ kind: 'review' }, { kind: 'tone', dissatisfied: true }] }],
  }),
  rule('stock-line', '库存低于安全线', 'Stock under its safety line', 'important', { kind: 'stock', under: 'line' }),
  off(rule('stock-days', '库存不足 7 天', 'Stock for less than 7 days', 'important', { kind: 'stock', under: 'days', days: 7 })),
  rule('delivery-failed', '派送失败', 'Failed deliveries', 'important', { kind: 'shipment', is: 'failed' }),
  off(
    rule('silent-parcel', '物流 5 天无更新', 'No shipping news for 5 days', 'normal', {
      kind: 'shipment',
      is: 'silent',
      forMs: 5 * DAY_MS,
    }),
  ),
  off(
    rule('spike', '退款或投诉突增', 'Spike of refunds or complaints', 'important', {
      kind: 'spike',
      series: ['refunds', 'returns', 'complaints', 'claims'],
      times: 3,
      withinMs: 2 * HOUR_MS,
    }),
  ),
  off(rule('late-delivery', '超过承诺送达', 'Delivered later than promised', 'normal', { kind: 'shipment', is: 'late' })),
  off(rule('late-dispatch', '超过承诺发货', 'Dispatched later than promised', 'important', { kind: 'shipment', is: 'not_sent' })),
  off(
    rule('odd-order', '异常订单', 'Odd orders', 'important', {
      any: [
        { kind: 'order_count', by: 'buyer', count: 4, withinMs: DAY_MS },
        { kind: 'order_count', by: 'address', count: 4, withinMs: DAY_MS },
        { kind: 'unusual_order', of: 'quantity', times: 10 },
        { kind: 'unusual_order', of: 'value', times: 10 },
      ],
    }),
  ),
  off(
    rule('valuable-order', '大额订单的来信', 'Messages about valuable orders', 'important', {
      any: [
        { kind: 'order_value', above: 300, currency: 'usd' },
        { kind: 'order_value', above: 300, currency: 'eur' },
        { kind: 'order_value', above: 250, currency: 'gbp' },
      ],
    }),
  ),
];

/** A last call before the platform's own limit, at five sixths of it: 20 of 24 hours, 10 of 12. */
function lastCall(policy: PlatformPolicy): ReadyMadeRule[] {
  if (policy.counting.kind !== 'rolling' || policy.subject !== 'message') return [];
  const forMs = Math.round((policy.counting.withinMs * 5) / 6 / HOUR_MS) * HOUR_MS;
  const waiting: Condition[] = [
    { kind: 'platform', in: [policy.platform] },
    ...(policy.sites ? [{ kind: 'country', in: policy.sites } as const] : []),
    { kind: 'unanswered', forMs, clock: 'calendar' },
  ];
  const site = policy.sites?.length === 1 ? ` ${policy.sites[0]!.toUpperCase()}` : '';
  const name = (language: Language) => `${platformNames.nameOf(policy.platform, language)}${site}`;
  return [
    {
      ...rule(
        `last-call.${policy.id}`,
        `${name('zh')} ${formatDuration(forMs, 'zh')}未回复`,
        `${name('en')} unanswered for ${formatDuration(forMs, 'en')}`,
        'urgent',
        { all: waiting },
      ),
      platform: policy.platform,
    },
  ];
}

export const readyMadeRules: readonly ReadyMadeRule[] = [...general, ...platformPolicies.flatMap(lastCall)];

/** The set for a team that sells on these platforms. */
export function readyMadeFor(platforms: readonly string[]): ReadyMadeRule[] {
  return readyMadeRules.filter(({ platform }) => platform === undefined || platforms.includes(platform));
}
