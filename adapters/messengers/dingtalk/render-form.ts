import type { CardAction, FormField } from '../../../cards/card.ts';
import { byteLength } from './shorten.ts';

/** What one input takes is in no document; a reply of this length fits every marketplace's own limit. */
export const inputMaxLength = 1_000;
const longest = { label: 40, placeholder: 60, options: 30, optionLabel: 30 };

/** How forms are written; see config.ts. */
export interface FormStyle {
  multilineField: 'TEXT' | 'TEXT_AREA';
  valueBytes: number;
}

/**
 * The form variable of an action as JSON (protocol: facts/messengers §3.5). One variable takes 1 KB: first the placeholders go,
 * then the lists that need not be chosen from become inputs, then the fields that may stay empty go. Null when it still does not fit; then there is a command to type.
 */
export function renderForm(action: CardAction, style: FormStyle): string | null {
  const fields = action.fields ?? [];
  const candidates = [
    fields,
    fields.map((field) => ({ ...field, placeholder: undefined })),
    fields.map((field) => ({ ...field, placeholder: undefined, ...(field.required ? {} : { options: undefined }) })),
    fields.filter(({ required, typedAfter }) => required || typedAfter).map((field) => ({ ...field, placeholder: undefined })),
  ];
  const drawn = candidates.map((candidate) => JSON.stringify({ fields: candidate.map((field) => drawField(field, style)) }));
  return drawn.find((json) => byteLength(json) <= style.valueBytes) ?? null;
}

/** People are typed by name: the official field types have no picker for them. Times stay free text, so that 明早9点 can be said. */
function drawField(field: FormField, { multilineField }: FormStyle): Record<string, unknown> {
  const common = {
    name: field.name,
    label: field.label.slice(0, longest.label),
    ...(field.required ? { required: true } : {}),
    ...(field.placeholder ? { placeholder: field.placeholder.slice(0, longest.placeholder) } : {}),
  };
  if (!field.options?.length) {
    const type = field.kind === 'multiline' ? multilineField : 'TEXT';
    return { ...common, type, ...(field.value ? { defaultValue: field.value } : {}) };
  }
  const options = field.options.slice(0, longest.options);
  const index = options.findIndex(({ value }) => value === field.value);
  return {
    ...common,
    type: 'SELECT',
    options: options.map(({ value, label }) => ({ value, text: label.slice(0, longest.optionLabel) })),
    ...(index >= 0 ? { defaultValue: { index, value: field.value } } : {}),
  };
}
