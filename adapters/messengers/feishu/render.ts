import type { Card } from '../../../cards/card.ts';
import type { CardJson } from './card-json.ts';
import { fitCard, mapTexts } from './fit-card.ts';
import { maskContacts } from './mask.ts';
import { renderActions } from './render-actions.ts';
import { renderBody } from './render-body.ts';
import { renderHeader, titleOf } from './render-header.ts';
import { drawPlain } from './render-plain.ts';
import { byteLength } from './shorten.ts';
import type { Words } from './words.ts';

/** How a card is drawn; the later ones are for when the platform refuses the first. */
export type Drawing = 'full' | 'small' | 'plain';

/** The platform takes 30 KB but counts style tags with a weight it does not publish (230025, facts/messengers §2.3.1). */
const maxBytes: Record<Drawing, number> = { full: 24_000, small: 12_000, plain: 12_000 };

/** Lists are bounded so that no card reaches 200 elements (facts/messengers §2.4). */
const longest = { fields: 20, reasons: 10, history: 30, options: 30, optionLabel: 60 };

/**
 * Draws a neutral card as card JSON 2.0. Phone numbers and e-mail addresses are masked, everything is plain text, and
 * texts are shortened until the JSON is small enough.
 */
export function renderCard(card: Card, words: Words, drawing: Drawing = 'full'): CardJson {
  const bounded = boundLists(mapTexts(card, maskContacts));
  const size = (candidate: Card) => byteLength(JSON.stringify(draw(candidate, words, drawing)));
  return draw(fitCard(bounded, { maxBytes: maxBytes[drawing], size, words }), words, drawing);
}

function draw(card: Card, words: Words, drawing: Drawing): CardJson {
  return {
    schema: '2.0',
    // 2.0 allows shared cards only, and PATCH asks for the flag before and after (facts/messengers §2.3.3, §2.4).
    config: { update_multi: true, width_mode: 'fill', enable_forward: true, summary: { content: titleOf(card).slice(0, 100) } },
    ...(drawing === 'plain' ? drawPlain(card, words) : drawFull(card, words)),
  };
}

function drawFull(card: Card, words: Words): Pick<CardJson, 'header' | 'body'> {
  const elements = [...renderBody(card, words), ...renderActions(card, words)];
  return { header: renderHeader(card), body: { direction: 'vertical', vertical_spacing: '8px', elements } };
}

/** Newest history and first of everything else. */
function boundLists(card: Card): Card {
  const option = ({ value, label }: { value: string; label: string }) => ({ value, label: label.slice(0, longest.optionLabel) });
  return {
    ...card,
    fields: card.fields.slice(0, longest.fields),
    reasons: card.reasons?.slice(0, longest.reasons),
    history: card.history?.slice(-longest.history),
    actions: card.actions.map((action) => ({
      ...action,
      fields: action.fields?.map((field) => ({ ...field, options: field.options?.slice(0, longest.options).map(option) })),
    })),
  };
}
