import { resolve } from './scope.ts';
import type { Scope } from './scope.ts';

/** One entry of the form variable, facts/messengers §3.5. */
export interface FormField {
  name: string;
  label?: string;
  type: string;
  required?: boolean;
  readOnly?: boolean;
  hidden?: boolean;
  defaultValue?: unknown;
  options?: { value: string; text: string }[];
}

/** Official types first, then those that third parties report. */
export const formFieldTypes = [
  'TEXT', 'DATE', 'DATETIME', 'SELECT', 'MULTI_SELECT', 'CHECKBOX',
  'TEXT_AREA', 'NUMBER', 'TIME', 'SWITCH', 'CHECKBOX_GROUP',
]; // prettier-ignore

export function fieldsOf(scope: Scope, formSchema: unknown): FormField[] {
  const form = resolve(scope, formSchema) as { fields?: FormField[] } | undefined;
  return Array.isArray(form?.fields) ? form.fields : [];
}

/**
 * What a submitted form sends, by field. A choice is `{index, value}`: the official form example stores what was submitted
 * as the field's `defaultValue`, and a choice has that shape there.
 * @returns null when a required field is empty; the client then sends nothing (§3.5).
 * @throws when the form has no such field or the choice is none of its options
 */
export function submission(fields: FormField[], filled: Record<string, string>): Record<string, unknown> | null {
  const values: Record<string, unknown> = {};
  for (const [name] of Object.entries(filled)) {
    const field = fields.find((known) => known.name === name);
    if (!field || field.hidden || field.readOnly) throw new Error(`the form has no field ${name} to fill`);
  }
  for (const field of fields) {
    const text = filled[field.name];
    const value = text === undefined ? field.defaultValue : entered(field, text);
    if (field.required && !field.hidden && (value === undefined || value === '')) return null;
    if (value !== undefined) values[field.name] = value;
  }
  return values;
}

function entered(field: FormField, text: string): unknown {
  const index = (value: string) => {
    const at = (field.options ?? []).findIndex((option) => option.value === value);
    if (at < 0) throw new Error(`${field.name} offers no ${value}`);
    return at;
  };
  switch (field.type) {
    case 'SELECT':
      return { index: index(text), value: text };
    case 'MULTI_SELECT':
    case 'CHECKBOX_GROUP': {
      const chosen = text.split(',');
      return { index: chosen.map(index), value: chosen };
    }
    case 'CHECKBOX':
    case 'SWITCH':
      return text === 'true';
    default:
      return text;
  }
}
