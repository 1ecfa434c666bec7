import type { Card } from '../../../cards/card.ts';
import { ticketCard } from '../../contract/messenger/sample-cards.ts';

/** The same words in every place where words of people may stand. */
export function hostileEverywhere(text: string): Partial<Card> {
  const { fields, actions } = ticketCard();
  return {
    title: text,
    subtitle: text,
    stateLabel: text,
    owner: text,
    countdown: text,
    languageLabel: text,
    notice: text,
    original: text,
    translation: text,
    translationNote: text,
    fields: fields.map((field) => ({ ...field, label: text, value: text })),
    reasons: [text],
    history: [{ at: '14:02', text }],
    actions: actions.map((action) => ({
      ...action,
      label: text,
      fields: action.fields?.map((field) => ({ ...field, label: text, placeholder: text, value: text })),
    })),
  };
}

/** Every tag of a picture, attributes included, without repetition: words must not add any. */
export function tagsOf(markup: string): string[] {
  return [...new Set(markup.match(/<[^>]*>/g))].sort();
}
