import type { Card } from '../../../cards/card.ts';
import { paragraph, plain } from './card-json.ts';
import type { CardJson, Element } from './card-json.ts';
import { callback, renderButton } from './render-actions.ts';
import { titleOf } from './render-header.ts';
import type { Words } from './words.ts';

/**
 * The card with nothing but paragraphs and buttons, for when the platform rejects the full one (230099): everything that
 * needs a field is said as a command to type. Rung two of the ladder in facts/messengers §0.2.
 */
export function drawPlain(card: Card, words: Words): Pick<CardJson, 'header' | 'body'> {
  const typed = card.actions.filter(({ fields }) => fields?.length).map(({ label, command }) => `${label}: ${command}`);
  const lines = [
    card.notice,
    card.fields.map(({ label, value }) => `${label} ${value}`).join('\n'),
    card.original && `${words.original}: ${card.original}`,
    card.translation && `${words.translation}: ${card.translation}`,
    [card.stateLabel, card.owner, card.countdown].filter(Boolean).join(' · '),
    typed.join('\n'),
  ];
  const elements: Element[] = [
    ...lines.filter((line): line is string => Boolean(line)).map((line) => paragraph(line)),
    ...card.actions.filter(({ fields }) => !fields?.length).map((action) => renderButton(action, callback(card, action))),
  ];
  return {
    header: { title: plain(titleOf(card)), template: 'blue' },
    body: { direction: 'vertical', vertical_spacing: '8px', elements },
  };
}
