import type { Card } from '../../../cards/card.ts';
import { byteLength, shorten } from './shorten.ts';
import type { Words } from './words.ts';

/** Shorter than this no text is cut: the card would say nothing any more. */
const shortestCap = 60;

/**
 * The card whose `size` is at most `maxBytes`. All texts get the same cap, so the longest lose first and short ones
 * stay whole; what was cut says how much is missing. Number, labels and actions are never touched.
 */
export function fitCard(card: Card, limits: { maxBytes: number; size: (card: Card) => number; words: Words }): Card {
  if (limits.size(card) <= limits.maxBytes) return card;
  let fits = shortestCap;
  let tooLong = Math.min(limits.maxBytes, Math.max(shortestCap, ...textsOf(card).map(byteLength)));
  while (tooLong - fits > 100) {
    const cap = Math.floor((fits + tooLong) / 2);
    if (limits.size(capTexts(card, cap, limits.words)) <= limits.maxBytes) fits = cap;
    else tooLong = cap;
  }
  return capTexts(card, fits, limits.words);
}

function textsOf(card: Card): string[] {
  const texts: string[] = [];
  mapTexts(card, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

function capTexts(card: Card, maxBytes: number, words: Words): Card {
  return mapTexts(card, (text) => shorten(text, maxBytes, words));
}

/** The card with every text that people wrote, or that is made of what they wrote, passed through `change`. */
export function mapTexts(card: Card, change: (text: string) => string): Card {
  const optional = (text: string | undefined) => (text === undefined ? undefined : change(text));
  return {
    ...card,
    title: change(card.title),
    subtitle: optional(card.subtitle),
    owner: optional(card.owner),
    stateLabel: optional(card.stateLabel),
    notice: optional(card.notice),
    original: optional(card.original),
    translation: optional(card.translation),
    translationNote: optional(card.translationNote),
    fields: card.fields.map((field) => ({ ...field, value: change(field.value) })),
    attachments: card.attachments?.map((attachment) => ({ ...attachment, name: change(attachment.name) })),
    reasons: card.reasons?.map(change),
    history: card.history?.map((entry) => ({ ...entry, text: change(entry.text) })),
  };
}
