import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { nextRuleName } from './add-rule.ts';
import { propose } from './proposals.ts';
import type { RuleDefinition } from './rule-definition.ts';
import { findRule } from './rule-name.ts';
import { requestProposalCard } from './show-proposal.ts';

export interface Previewed {
  name: string | undefined;
  definition: RuleDefinition;
  /** Where its card goes. */
  chatId: string;
  /** Tells one asking from the next. */
  key: string;
}

/**
 * Proposes a rule and asks for the card that shows what it would have done in the last seven days; a tap there saves it.
 * @param of `new`: a name that is taken is refused; `any`: it means a change of that rule
 * @returns the rule's name and the number of the proposal
 * @throws GengfuError rule_exists
 */
export async function previewRule(
  desk: Desk,
  of: 'new' | 'any',
  previewed: Previewed,
): Promise<{ name: string; number: number }> {
  const { name: named, definition, chatId, key } = previewed;
  return desk.db.write(async (tx) => {
    const rule = named === undefined ? null : await findRule(tx, named);
    if (rule && of === 'new') throw new GengfuError('rule_exists', { rule: named! });
    const name = rule?.name ?? named ?? (await nextRuleName(desk, tx));
    const number = await propose(desk, tx, { kind: 'preview', ruleId: rule?.id ?? null, name, definition });
    await requestProposalCard(desk, tx, { number, chatId, key });
    return { name, number };
  });
}
