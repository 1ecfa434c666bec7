import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import type { Proposal } from '../store/client/client.ts';
import type { Write } from '../store/database.ts';
import { addRuleWithin } from './add-rule.ts';
import { changeRule } from './change-rule.ts';
import { ruleDefinition } from './rule-definition.ts';
import type { RuleDefinition } from './rule-definition.ts';

export type ProposalKind = 'preview' | 'trial' | 'advice';
/** What people make of a proposal. */
export const choices = ['adopt', 'drop', 'later', 'never'] as const;
export type Choice = (typeof choices)[number];

const states = { adopt: 'adopted', drop: 'dropped', later: 'later', never: 'never' } as const;

/** Files a change of a rule, or a new one, for somebody to take; part of the caller's transaction. @returns its number */
export async function propose(
  desk: Desk,
  tx: Write,
  proposal: { kind: ProposalKind; ruleId: string | null; name: string; definition: RuleDefinition },
): Promise<number> {
  const { definition, ...rest } = proposal;
  const { number } = await tx.proposal.create({
    data: { ...rest, definition: JSON.stringify(definition), createdAt: new Date(desk.clock.now()) },
  });
  return number;
}

/**
 * Takes a proposal or leaves it; once, whoever comes first. What was taken changes the rule with it.
 * @throws GengfuError role_required, unknown_proposal, proposal_settled, unknown_rule, rule_exists
 */
export async function settleProposal(desk: Desk, request: { number: number; choice: Choice; by: Actor }): Promise<Proposal> {
  const { number, choice, by } = request;
  requireRole(by, 'supervisor');
  const settled = await desk.db.write(async (tx) => {
    const [proposal] = await tx.proposal.updateManyAndReturn({
      where: { number, state: { in: ['open', 'later'] } },
      data: { state: states[choice], settledAt: new Date(desk.clock.now()) },
    });
    if (!proposal) {
      const known = await tx.proposal.findUnique({ where: { number } });
      throw known ? new GengfuError('proposal_settled', { number }) : new GengfuError('unknown_proposal', { number });
    }
    if (choice === 'adopt') await adopt(desk, tx, proposal, by);
    else if (proposal.kind === 'trial' && choice === 'drop') await endTrial(desk, tx, proposal, by);
    return proposal;
  });
  await desk.rules.reload();
  return settled;
}

async function adopt(desk: Desk, tx: Write, proposal: Proposal, by: Actor): Promise<void> {
  const definition = ruleDefinition.parse(JSON.parse(proposal.definition));
  if (proposal.ruleId === null) {
    await addRuleWithin(desk, tx, { name: proposal.name, definition, by });
    return;
  }
  const rule = await ruleOf(tx, proposal);
  // The comparison was undone or another one began meanwhile.
  if (proposal.kind === 'trial' && rule.trial !== proposal.definition)
    throw new GengfuError('proposal_settled', { number: proposal.number });
  await changeRule(desk, tx, {
    rule,
    to: { definition: proposal.definition, trial: null, trialSince: null },
    action: 'rule changed',
    by,
  });
}

async function endTrial(desk: Desk, tx: Write, proposal: Proposal, by: Actor): Promise<void> {
  await changeRule(desk, tx, {
    rule: await ruleOf(tx, proposal),
    to: { trial: null, trialSince: null },
    action: 'rule trial dropped',
    by,
  });
}

async function ruleOf(tx: Write, { ruleId, name }: Proposal) {
  const rule = await tx.rule.findUnique({ where: { id: ruleId! } });
  if (!rule) throw new GengfuError('unknown_rule', { rule: name });
  return rule;
}
