import type { ProposalAction } from '../../cards/card.ts';
import type { TextKey } from '../texts/texts.ts';

/** What is said to a choice: a rule that did not stand before is saved or left, one that did is changed or stays. */
export const settledWords = (choice: ProposalAction, { isNew }: { isNew: boolean }): TextKey =>
  isNew && (choice === 'adopt' || choice === 'drop') ? `toast.${choice}_new` : `toast.${choice}`;
