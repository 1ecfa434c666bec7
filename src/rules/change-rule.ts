import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import type { Rule as RuleRow } from '../store/client/client.ts';
import type { Write } from '../store/database.ts';
import { replanWaiting } from './replan-waiting.ts';
import { findRule } from './rule-name.ts';

/** What of a stored rule may change besides its name. */
export type RuleChange = Partial<Pick<RuleRow, 'definition' | 'enabled' | 'shadow' | 'trial' | 'trialSince'>>;

/** The columns a change puts back when it is undone. */
export const stateOf = ({ definition, enabled, shadow, trial, trialSince }: RuleRow): Required<RuleChange> => ({
  definition,
  enabled,
  shadow,
  trial,
  trialSince,
});

/**
 * Changes a stored rule as a part of the caller's transaction; the book is to be reloaded after it. Audited with what was
 * before, so that it can be undone.
 * @param change.action as the audit log names it
 */
export async function changeRule(
  desk: Desk,
  tx: Write,
  change: { rule: RuleRow; to: RuleChange; action: string; by: Actor; undone?: string },
): Promise<RuleRow> {
  const { rule, to, action, by, undone } = change;
  const now = desk.clock.now();
  const changed = await tx.rule.update({
    where: { id: rule.id },
    data: { ...to, updatedAt: new Date(now), version: { increment: 1 } },
  });
  const after = undone === undefined ? stateOf(changed) : { ...stateOf(changed), undone };
  await audit(tx, { at: now, personId: by.id, action, subject: rule.name, before: stateOf(rule), after });
  await replanWaiting(desk, tx, rule, changed);
  return changed;
}

/** The same for a rule that somebody names, in a transaction of its own. @throws GengfuError unknown_rule */
export async function changeRuleNamed(
  desk: Desk,
  change: { name: string; action: string; by: Actor; to: (rule: RuleRow) => RuleChange },
): Promise<RuleRow> {
  const { name, action, by, to } = change;
  const changed = await desk.db.write(async (tx) => {
    const rule = await findRule(tx, name);
    if (!rule) throw new GengfuError('unknown_rule', { rule: name });
    return changeRule(desk, tx, { rule, to: to(rule), action, by });
  });
  await desk.rules.reload();
  return changed;
}
