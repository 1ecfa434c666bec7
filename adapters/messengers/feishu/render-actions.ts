import type { Card, CardAction, FormField } from '../../../cards/card.ts';
import { plain } from './card-json.ts';
import type { Button, Callback, ColumnSet, Element, SelectPerson, SelectStatic } from './card-json.ts';
import { renderForm, renderPicker } from './render-form.ts';
import type { Words } from './words.ts';

/**
 * Buttons, pickers and forms of a card.
 *
 * - no fields: a button; secondary ones small, in a second row;
 * - one field that is only picked (a person, an option): the picker itself stands in the row and acts at once;
 * - anything to be typed, or more than one field: a form at the root of the body, the only place a form may stand.
 */
export function renderActions(card: Card, words: Words): Element[] {
  const row: (Button | SelectStatic | SelectPerson)[] = [];
  const secondRow: typeof row = [];
  const forms: Element[] = [];
  for (const action of card.actions) {
    const picked = onlyPick(action);
    if (!action.fields?.length) (action.secondary ? secondRow : row).push(renderButton(action, callback(card, action)));
    else if (picked) (action.secondary ? secondRow : row).push(renderPicker(action, picked, callback(card, action)));
    else forms.push({ tag: 'hr' }, renderForm(action, callback(card, action), words));
  }
  return [...asRow(row), ...asRow(secondRow), ...forms];
}

export function callback(card: Card, action: CardAction): Callback {
  return { type: 'callback', value: { a: action.action, t: card.ticket ?? 0, v: card.version } };
}

export function renderButton(action: CardAction, behavior: Callback): Button {
  const type = action.style ?? (action.secondary ? 'text' : 'default');
  return { tag: 'button', text: plain(action.label), type, size: action.secondary ? 'small' : 'medium', behaviors: [behavior] };
}

/** The field of an action that needs one choice and nothing else. */
function onlyPick(action: CardAction): FormField | null {
  const [field, ...others] = action.fields ?? [];
  if (!field || others.length > 0) return null;
  return field.kind === 'person' || field.options?.length ? field : null;
}

function asRow(elements: ColumnSet['columns'][number]['elements']): ColumnSet[] {
  if (elements.length === 0) return [];
  return [
    {
      tag: 'column_set',
      flex_mode: 'flow',
      horizontal_spacing: '8px',
      columns: elements.map((element) => ({ tag: 'column', width: 'auto', elements: [element] })),
    },
  ];
}
