import type { ActionName } from '../../../cards/card.ts';
import { buttonOrder } from './template-variables.ts';

/** Buttons of the template that a digest's card uses: it is about no ticket, so the ticket's own actions never stand on it. */
const lent: Partial<Record<ActionName, ActionName>> = { take_next: 'claim', take_all: 'details' };

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
