import type { Level } from '../../cards/card.ts';
import type { Language } from '../clocks/language.ts';
import { HOUR_MS } from '../clocks/local-day.ts';
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
  definition: RuleDefinition;
}

const rule = (id: string, zh: string, en: string, level: Level, when: Condition): ReadyMadeRule => ({
  id,
  name: { zh, en },
  definition: { version: 1, when, level },
});

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
