import type { CardAction, FormField } from '../../../cards/card.ts';
import { paragraph, plain } from './card-json.ts';
import type { Callback, Form, Input, SelectPerson, SelectStatic } from './card-json.ts';
import type { Words } from './words.ts';

/** Default and highest value of an input's `max_length` (facts/messengers §2.4). */
export const inputMaxLength = 1_000;
const placeholderMaxLength = 100;

/** Names must be unique in the whole card, so a field carries its action's name in front; `neutralName` takes it off again. */
export function fieldName(action: string, field: string): string {
  return `${action}__${field}`;
}

export function neutralName(name: string): string {
  return name.slice(name.indexOf('__') + '__'.length);
}

export function renderForm(action: CardAction, behavior: Callback, words: Words): Form {
  const fields = (action.fields ?? []).map((field) => renderField(action.action, field));
  return {
    tag: 'form',
    name: fieldName(action.action, 'form'),
    elements: [
      paragraph(action.label),
      ...fields,
      {
        tag: 'button',
        name: fieldName(action.action, 'submit'),
        form_action_type: 'submit',
        type: action.style === 'danger' ? 'danger' : 'primary_filled',
        text: plain(action.action === 'reply' ? action.label : `${words.submit} · ${action.label}`),
        behaviors: [behavior],
      },
    ],
  };
}

/** A select outside a form: choosing is the tap. Its value comes back as `action.option` (facts/messengers §2.2.4). */
export function renderPicker(action: CardAction, field: FormField, behavior: Callback): SelectStatic | SelectPerson {
  const select = field.kind === 'person' ? selectPerson(action.action, field) : selectStatic(action.action, field);
  return { ...select, placeholder: plain(action.label), behaviors: [behavior] };
}

function renderField(action: string, field: FormField): Input | SelectStatic | SelectPerson {
  const required = field.required ?? false;
  if (field.kind === 'person') return { ...selectPerson(action, field), required, width: 'fill' };
  // A time without options stays free text: the core reads times as people say them, a date picker would not allow 明早9点.
  if (field.options?.length) return { ...selectStatic(action, field), required, width: 'fill' };
  return input(action, field);
}

function input(action: string, field: FormField): Input {
  const maxLength = Math.min(field.maxLength ?? inputMaxLength, inputMaxLength);
  return {
    tag: 'input',
    name: fieldName(action, field.name),
    required: field.required ?? false,
    label: plain(field.label),
    label_position: 'top',
    ...(field.placeholder ? { placeholder: plain(field.placeholder.slice(0, placeholderMaxLength)) } : {}),
    ...(field.value ? { default_value: field.value.slice(0, maxLength) } : {}),
    ...(field.kind === 'multiline' ? { input_type: 'multiline_text' as const, rows: 4, auto_resize: true } : {}),
    max_length: maxLength,
    width: 'fill',
  };
}

function selectStatic(action: string, field: FormField): SelectStatic {
  const options = (field.options ?? []).map(({ value, label }) => ({ text: plain(label), value }));
  return {
    tag: 'select_static',
    name: fieldName(action, field.name),
    placeholder: plain(field.placeholder ?? field.label),
    options,
    ...(options.some(({ value }) => value === field.value) ? { initial_option: field.value } : {}),
  };
}

/** No options: everybody in the chat (facts/messengers §2.4). */
function selectPerson(action: string, field: FormField): SelectPerson {
  return { tag: 'select_person', name: fieldName(action, field.name), placeholder: plain(field.placeholder ?? field.label) };
}
