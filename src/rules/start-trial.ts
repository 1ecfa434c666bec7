import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { changeRule } from './change-rule.ts';
import { looksAtMessagesAlone } from './is-time-bound.ts';
import { propose } from './proposals.ts';
import type { RuleDefinition } from './rule-definition.ts';
import { findRule, ruleOfRow } from './rule-name.ts';

/**
 * Begins to compare a rule with a second form of it. A comparison that was under way ends without a word.
 * @returns the number under which the second form can be adopted or dropped
 * @throws GengfuError unknown_rule, rule_is_off, rule_about_figures, form_about_figures
 */
export async function startTrial(
  desk: Desk,
  request: { name: string; definition: RuleDefinition; by: Actor },
): Promise<{ name: string; number: number }> {
  const { name, definition, by } = request;
  const started = await desk.db.write(async (tx) => {
    const rule = await findRule(tx, name);
    if (!rule) throw new GengfuError('unknown_rule', { rule: name });
    if (!rule.enabled) throw new GengfuError('rule_is_off', { rule: rule.name });
    if (!looksAtMessagesAlone(ruleOfRow(rule).definition)) throw new GengfuError('rule_about_figures', { rule: rule.name });
    if (!looksAtMessagesAlone(definition)) throw new GengfuError('form_about_figures', { rule: rule.name });
    const now = new Date(desk.clock.now());
    await tx.proposal.updateMany({
      where: { ruleId: rule.id, kind: 'trial', state: 'open' },
      data: { state: 'dropped', settledAt: now },
    });
    const number = await propose(desk, tx, { kind: 'trial', ruleId: rule.id, name: rule.name, definition });
    await changeRule(desk, tx, {
      rule,
      to: { trial: JSON.stringify(definition), trialSince: now, shadow: false },
      action: 'rule trial',
      by,
    });
    return { name: rule.name, number };
  });
  await desk.rules.reload();
  return started;
}
