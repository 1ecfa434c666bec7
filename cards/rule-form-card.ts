import type { Texts } from '../src/texts/texts.ts';
import type { Card, FormField } from './card.ts';

/** Longer lists are typed: no messenger shows more. */
const mostListed = 30;

/** The form of a new rule, empty or as it was filled in. */
export interface RuleFormView {
  /** What can be chosen, as people call it. */
  kinds: { value: string; label: string }[];
  levels: { value: string; label: string }[];
  stores: { value: string; label: string }[];
  filled: Partial<Record<'kind' | 'value' | 'level' | 'store' | 'name', string>>;
  /** What came of it, or what is missing. */
  notice?: string;
}

/** One card for as many rules as somebody likes: what was filled in is answered by a preview of its own. */
export function ruleFormCard({ kinds, levels, stores, filled, notice }: RuleFormView, texts: Texts): Card {
  const field = (name: keyof RuleFormView['filled'], rest: Omit<FormField, 'name' | 'label'>): FormField => ({
    name,
    label: texts(`rule_form.${name}`),
    ...(filled[name] ? { value: filled[name] } : {}),
    ...rest,
  });
  return {
    kind: 'notice',
    title: texts('rule_form.title'),
    level: 'normal',
    version: 1,
    fields: [],
    ...(notice ? { notice } : {}),
    actions: [
      {
        action: 'draft_rule',
        label: texts('action.draft_rule'),
        style: 'primary',
        fields: [
          field('kind', { kind: 'select', required: true, options: kinds }),
          field('value', {
            kind: 'text',
            typedAfter: true,
            maxLength: 1_000,
            placeholder: texts('rule_form.value_example'),
          }),
          field('level', { kind: 'select', required: true, options: levels }),
          ...(stores.length === 0
            ? []
            : [
                stores.length > mostListed
                  ? field('store', { kind: 'text' })
                  : field('store', { kind: 'select', options: stores, placeholder: texts('rule_form.all_stores') }),
              ]),
          field('name', { kind: 'text', maxLength: 60 }),
        ],
        command: texts('rule_form.command'),
      },
    ],
  };
}
