import { proposalActions } from '../../cards/card.ts';
import type { Card, ProposalAction } from '../../cards/card.ts';
import { proposalCard } from '../../cards/proposal-card.ts';
import type { ProposalView } from '../../cards/proposal-card.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { actorOf } from '../people/people-directory.ts';
import type { Tap, TapAnswer } from '../ports/messenger.ts';
import { changeProposal } from '../rules/change-proposal.ts';
import { settleProposal } from '../rules/proposals.ts';
import { readProposal } from '../rules/read-proposal.ts';
import { settledWords } from '../rules/settled-words.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { describeError } from './describe-error.ts';

export type ProposalTap = Tap & { action: ProposalAction };

export const isProposalTap = (tap: Tap): tap is ProposalTap => (proposalActions as readonly string[]).includes(tap.action);

/** A tap on the card of a proposal, whose number stands where a ticket's card has its version. */
export async function tapProposal(desk: Desk, tap: ProposalTap): Promise<TapAnswer> {
  const number = tap.version;
  try {
    const by = await actorOf(desk.db.read, tap.messenger, tap.person);
    const { name, isNew } = await obey(desk, tap, by);
    return {
      toast: { type: 'success', text: textsOf(desk)(settledWords(tap.action, { isNew }), { name }) },
      card: await cardNow(desk, number),
    };
  } catch (error) {
    const type = error instanceof GengfuError ? 'warning' : 'error';
    const text = describeError(desk, error);
    const typed = tap.form.rule;
    const refused = tap.action === 'change' && typed ? { typed, why: text } : undefined;
    return { toast: { type, text: text.split('\n')[0]! }, card: await cardNow(desk, number, refused) };
  }
}

async function obey(desk: Desk, tap: ProposalTap, by: Actor): Promise<{ name: string; isNew: boolean }> {
  const { action, version: number } = tap;
  if (action !== 'change') {
    const { name, ruleId } = await settleProposal(desk, { number, choice: action, by });
    return { name, isNew: ruleId === null };
  }
  const chat = desk.chats.find(tap.messenger, tap.chat);
  if (!chat) throw new GengfuError('unknown_chat', { chat: tap.chat });
  const { name } = await changeProposal(desk, { number, words: tap.form.rule ?? '', by, chatId: chat.id });
  return { name, isNew: false };
}

/** Absent when there is no such proposal: what stands stays. */
async function cardNow(desk: Desk, number: number, refused?: ProposalView['refused']): Promise<Card | undefined> {
  const read = await readProposal(desk, number).catch(() => null);
  return read ? proposalCard({ ...read.view, ...(refused ? { refused } : {}) }, textsOf(desk)) : undefined;
}
