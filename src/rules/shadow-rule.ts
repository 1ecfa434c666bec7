import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { changeRuleNamed } from './change-rule.ts';
import { looksAtMessagesAlone } from './is-time-bound.ts';
import { ruleOfRow } from './rule-name.ts';

/**
 * Lets a rule record what it would have rung for, and ring for nothing; or ring again.
 * @throws GengfuError unknown_rule, rule_about_figures
 */
export async function shadowRule(desk: Desk, request: { name: string; to: 'on' | 'off'; by: Actor }): Promise<{ name: string }> {
  const { name, to, by } = request;
  return changeRuleNamed(desk, {
    name,
    by,
    action: `rule shadow ${to}`,
    to(rule) {
      if (to === 'on' && !looksAtMessagesAlone(ruleOfRow(rule).definition))
        throw new GengfuError('rule_about_figures', { rule: rule.name });
      return { shadow: to === 'on', ...(to === 'on' ? { enabled: true } : {}) };
    },
  });
}
