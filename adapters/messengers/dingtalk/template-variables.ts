import { actions } from '../../../cards/card.ts';
import type { ActionName } from '../../../cards/card.ts';

/** What template and renderer agree on. A change here needs a newly imported template, so names only ever get added. */

/** Long texts are spread over several variables: one takes 1 KB (facts/messengers §3.5). */
export const parts = { fields: 2, original: 6, translation: 6, history: 4 } as const;

/** `original_1`, counted from one. */
export const partName = (name: keyof typeof parts, index: number): string => `${name}_${index + 1}`;

/** In the order of their buttons. */
export const buttonOrder: readonly ActionName[] = [
  'claim', 'reply', 'transfer', 'snooze', 'close', 'reopen', 'translate', 'details', 'unclaim', 'note', 'false_alarm',
]; // prettier-ignore

/** Actions that ask for something; each has a form of its own, opened in the client alone. */
export const formActions = ['reply', 'transfer', 'snooze', 'close', 'note'] as const satisfies readonly ActionName[];
export type FormAction = (typeof formActions)[number];

export const isFormAction = (action: ActionName): action is FormAction => (formActions as readonly ActionName[]).includes(action);

/** Variables that everybody's card has, all of them text. */
export const publicTexts = [
  'title', 'summary', 'subtitle', 'state', 'countdown', 'notice', 'original_label', 'translation_label', 'translation_note', 'attachments', 'reasons',
  'owner', 'history_title', 'commands', 'more_title', 'ticket', 'version', 'fold', 'toast_taken', 'toast_not_taken',
  ...(['fields', 'original', 'translation', 'history'] as const).flatMap((name) =>
    Array.from({ length: parts[name] }, (_, index) => partName(name, index)),
  ),
  ...actions.filter((action) => buttonOrder.includes(action)).flatMap((action) => [`label_${action}`, `more_${action}`]),
  ...formActions.map((action) => `submit_${action}`),
]; // prettier-ignore

/**
 * Variables that may differ from person to person. `said` is the answer to the last tap, shown while the card has the version
 * `said_at`; `done` chooses the toast; `opened` opens a form by its key; a new `key_…` closes the form that has it.
 */
export const privateTexts = ['said', 'said_at', 'opened', ...formActions.map((action) => `key_${action}`)];
