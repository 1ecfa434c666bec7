import { proposalActions } from '../../cards/card.ts';
import type { Card, ProposalAction } from '../../cards/card.ts';
import { proposalCard } from '../../cards/proposal-card.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { actorOf } from '../people/people-directory.ts';
import type { Tap, TapAnswer } from '../ports/messenger.ts';
import { settleProposal } from '../rules/proposals.ts';
import { readProposal } from '../rules/read-proposal.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { describeError } from './describe-error.ts';

export type ProposalTap = Tap & { action: ProposalAction };

export const isProposalTap = (tap: Tap): tap is ProposalTap => (proposalActions as readonly string[]).includes(tap.action);

/** A tap on the card of a proposal, whose number stands where a ticket's card has its version. */
export async function tapProposal(desk: Desk, tap: ProposalTap): Promise<TapAnswer> {
  const number = tap.version;
  try {
    const by = await actorOf(desk.db.read, tap.messenger, tap.person);
    const { name } = await settleProposal(desk, { number, choice: tap.action, by });
    return {
      toast: { type: 'success', text: textsOf(desk)(`toast.${tap.action}`, { name }) },
      card: await cardNow(desk, number),
    };
  } catch (error) {
    const type = error instanceof GengfuError ? 'warning' : 'error';
    return { toast: { type, text: describeError(desk, error) }, card: await cardNow(desk, number) };
  }
}

/** Absent when there is no such proposal: what stands stays. */
async function cardNow(desk: Desk, number: number): Promise<Card | undefined> {
  const read = await readProposal(desk, number).catch(() => null);
  return read ? proposalCard(read.view, textsOf(desk)) : undefined;
}
