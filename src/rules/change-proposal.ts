import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { parseRule } from './parse-rule.ts';
import { propose } from './proposals.ts';
import { requestProposalCard } from './show-proposal.ts';

/**
 * Proposes the same rule in other words: the preview is settled, and another one with a card of its own takes its place.
 * @throws GengfuError role_required, invalid_rule, unknown_proposal, proposal_settled
 */
export async function changeProposal(
  desk: Desk,
  request: { number: number; words: string; by: Actor; chatId: string },
): Promise<{ name: string }> {
  const { number, words, by, chatId } = request;
  requireRole(by, 'supervisor');
  const definition = parseRule(words);
  return desk.db.write(async (tx) => {
    const [settled] = await tx.proposal.updateManyAndReturn({
      where: { number, kind: 'preview', state: 'open' },
      data: { state: 'changed', settledAt: new Date(desk.clock.now()) },
    });
    if (!settled) {
      const known = await tx.proposal.findUnique({ where: { number } });
      throw known ? new GengfuError('proposal_settled', { number }) : new GengfuError('unknown_proposal', { number });
    }
    const { ruleId, name } = settled;
    const next = await propose(desk, tx, { kind: 'preview', ruleId, name, definition });
    await requestProposalCard(desk, tx, { number: next, chatId, key: `instead of ${number}` });
    return { name };
  });
}
