import type { Card, CardAction } from '../../../cards/card.ts';
import { slotOf } from './button-slots.ts';
import { renderForm } from './render-form.ts';
import type { FormStyle } from './render-form.ts';
import { shorten } from './shorten.ts';
import { buttonOrder, formActions, isFormAction } from './template-variables.ts';
import type { Words } from './words.ts';

const labelBytes = 60;

/** Labels of the buttons there are, forms of those that ask, and as words what has neither. All names are always written: a redraw overwrites by name. */
export function renderActions(card: Card, style: FormStyle, words: Words): Record<string, string> {
  const values: Record<string, string> = {};
  for (const action of buttonOrder) values[`label_${action}`] = values[`more_${action}`] = '';
  for (const action of formActions) {
    values[`form_${action}`] = JSON.stringify({ fields: [] });
    values[`submit_${action}`] = '';
  }
  const typed: CardAction[] = [];
  for (const action of card.actions) {
    const name = slotOf(action.action);
    // The template has no button for it.
    if (name === null) {
      if (!action.spare) typed.push(action);
      continue;
    }
    if (action.fields?.length) {
      const form = isFormAction(name) ? renderForm(action, style) : null;
      if (form === null) {
        typed.push(action);
        continue;
      }
      values[`form_${name}`] = form;
      values[`submit_${name}`] = shorten(action.label, labelBytes, words);
    } else if (isFormAction(name)) {
      // Its button opens a form; without fields there is none.
      typed.push(action);
      continue;
    }
    values[`${action.secondary ? 'more' : 'label'}_${name}`] = shorten(action.label, labelBytes, words);
  }
  values.more_title = card.actions.some((action) => action.secondary && slotOf(action.action) && !typed.includes(action))
    ? words.more
    : '';
  values.commands = typed.length > 0 ? shorten(commandLine(typed, words), style.valueBytes, words) : '';
  return values;
}

/** `请 @我 输入: 认领 1042 · 回复 1042 …` */
export function commandLine(typed: CardAction[], words: Words): string {
  return `${words.type}: ${typed.map(({ command }) => command).join(' · ')}`;
}
