import type { ActionName } from '../../../cards/card.ts';
import { buttonOrder } from './template-variables.ts';

/**
 * Buttons of the template that cards about no ticket use: a digest's, a proposal's, the form of a rule. The ticket's own
 * actions never stand on those, and what asks for something needs a button that opens a form.
 */
const lent: Partial<Record<ActionName, ActionName>> = {
  take_next: 'claim',
  take_all: 'details',
  adopt: 'reopen',
  later: 'translate',
  drop: 'unclaim',
  change: 'note',
  never: 'false_alarm',
  draft_rule: 'reply',
};

/** The button of the template that stands for an action; null where there is none. */
export function slotOf(action: ActionName): ActionName | null {
  const slot = lent[action] ?? action;
  return buttonOrder.includes(slot) ? slot : null;
}

/** What a tapped button means. @param tapped.ticket 0 on a card that is about none */
export function actionIn({ slot, ticket }: { slot: ActionName; ticket: number }): ActionName {
  if (ticket !== 0) return slot;
  const borrowers = Object.keys(lent) as ActionName[];
  return borrowers.find((action) => lent[action] === slot) ?? slot;
}
