import type { ActionName, Card } from '../../../cards/card.ts';
import { actions } from '../../../cards/card.ts';
import type { Texts } from '../../../src/texts/texts.ts';
import type { CardPreview } from '../../../src/web/card-preview.ts';
import { findLosses } from '../../../src/web/find-losses.ts';
import type { CardJson, Element, Form } from './card-json.ts';
import { mapTexts } from './fit-card.ts';
import { maskContacts } from './mask.ts';
import { drawPicture } from './preview-picture.ts';
import { renderCard } from './render.ts';
import { words } from './words.ts';

/** What a card accepts a change for (facts/messengers §0.3). */
const updateDays = 14;
/** Longest text the core takes. */
const replyLength = 10_000;

export const feishuPreview: CardPreview = {
  name: 'feishu',
  title: { zh: '飞书', en: 'Feishu' },
  draw(card, texts) {
    const sent = renderCard(card, words[texts.language]);
    return { sent, picture: drawPicture(sent), losses: lossesOf(card, sent, texts) };
  },
};

function lossesOf(card: Card, sent: CardJson, texts: Texts): string[] {
  const masked = mapTexts(card, maskContacts);
  const parts = flatten(sent.body.elements);
  const limits = parts.flatMap((part) => (part.tag === 'input' ? [part.max_length] : []));
  const most = Math.min(...limits, replyLength);
  return [
    ...findLosses(masked, { said: sent, tappable: tappableIn(parts) }, texts),
    ...(JSON.stringify(masked) === JSON.stringify(card) ? [] : [texts('preview.masked')]),
    ...(most < replyLength ? [texts('preview.input_limit', { max: most })] : []),
    ...(card.ticket === undefined ? [] : [texts('preview.update_days', { days: updateDays })]),
  ];
}

type Part = Element | Form['elements'][number];

/** All elements, those inside others too. */
function flatten(elements: readonly Part[]): Part[] {
  return elements.flatMap((element): Part[] => {
    switch (element.tag) {
      case 'column_set':
        return element.columns.flatMap((column) => flatten(column.elements));
      case 'form':
      case 'collapsible_panel':
        return flatten(element.elements);
      default:
        return [element];
    }
  });
}

function tappableIn(parts: readonly Part[]): Set<ActionName> {
  const tapped = new Set(
    parts.flatMap((part) =>
      'behaviors' in part ? (part.behaviors ?? []).flatMap((does) => (does.type === 'callback' ? [does.value.a] : [])) : [],
    ),
  );
  return new Set(actions.filter((action) => tapped.has(action)));
}
