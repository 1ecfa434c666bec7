import { html } from 'hono/html';
import type { CardAction, FormField } from '../../../cards/card.ts';
import type { Texts } from '../../../src/texts/texts.ts';
import type { Html } from '../../../src/web/html.ts';
import type { RenderOptions } from './render.ts';

/** The form behind a button, hidden until the button is tapped. */
export function renderForm(action: CardAction, options: RenderOptions): Html {
  const { texts } = options;
  const writes = action.fields!.some(({ kind }) => kind === 'multiline');
  return html`<form class="form" data-action="${action.action}" aria-label="${action.label}" hidden>
    ${action.fields!.map((field) => html`<label class="field"><span>${field.label}</span>${renderInput(field, options)}</label>${quickTimes(field, texts)}`)}
    <div class="form-foot">
      ${action.action === 'reply' ? html`<span class="phrases" data-phrases></span>` : ''}
      ${writes ? html`<small>${texts('page.shortcut')}</small>` : ''}
      <button type="button" class="button" data-cancel>${texts('page.cancel')}</button>
      <button type="submit" class="button primary">${action.action === 'reply' ? texts('page.send') : action.label}</button>
    </div>
  </form>`;
}

function renderInput(field: FormField, { texts, people }: RenderOptions): Html {
  const { name, kind, placeholder = '', value = '', maxLength = 10_000 } = field;
  const required = field.required ? 'required' : '';
  switch (kind) {
    case 'multiline':
      return html`<textarea name="${name}" rows="3" maxlength="${maxLength}" placeholder="${placeholder}" ${required}>
${value}</textarea>`;
    case 'select':
      return renderSelect(field, field.options ?? [], texts);
    case 'person':
      return renderSelect(
        field,
        people.map(({ id, name: label }) => ({ value: id, label })),
        texts,
      );
    case 'text':
    case 'time':
      return html`<input
        name="${name}"
        value="${value}"
        maxlength="${field.maxLength ?? 200}"
        placeholder="${placeholder}"
        autocomplete="off"
        ${required}
      />`;
  }
}

function renderSelect(
  { name, value, required, placeholder }: FormField,
  options: { value: string; label: string }[],
  texts: Texts,
): Html {
  return html`<select name="${name}" ${required ? 'required' : ''}>
    ${value && required ? '' : html`<option value="">${placeholder ?? texts('page.choose')}</option>`}
    ${options.map((option) => html`<option value="${option.value}" ${option.value === value ? 'selected' : ''}>${option.label}</option>`)}
  </select>`;
}

function quickTimes(field: FormField, texts: Texts): Html | '' {
  if (field.kind !== 'time') return '';
  const times = [texts('page.in_30_minutes'), texts('page.in_2_hours'), texts('page.tomorrow_9'), texts('page.monday_9')];
  return html`<div class="chips">
    ${times.map((time) => html`<button type="button" class="chip" data-fill="${field.name}" value="${time}">${time}</button>`)}
  </div>`;
}
