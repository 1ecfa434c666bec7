import { describeWhy } from '../rules/describe-evidence.ts';
import type { RuleMatch } from '../rules/compile-rules.ts';

/** Why a ticket rings, as its cards say it. */
export interface Reason {
  rule: string;
  ruleId: string;
  zh: string;
  en: string;
}

export function reasonOf(match: RuleMatch): Reason {
  return {
    rule: match.ruleName,
    ruleId: match.ruleId,
    zh: describeWhy(match.why, 'zh'),
    en: describeWhy(match.why, 'en'),
  };
}
