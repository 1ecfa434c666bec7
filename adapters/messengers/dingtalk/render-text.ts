import type { Card } from '../../../cards/card.ts';
import { msgParamBytes } from './limits.ts';
import { renderCard } from './render.ts';
import type { ParamMap } from './render.ts';
import type { FormStyle } from './render-form.ts';
import { byteLength, shorten } from './shorten.ts';
import type { Words } from './words.ts';

/** Plain text for sampleText, where nothing written becomes a link or a mention; JSON escapes count (facts/messengers §3.6). */
export function renderText(text: string, words: Words): { content: string } {
  let content = text;
  for (let cap = msgParamBytes; byteLength(JSON.stringify({ content })) > msgParamBytes; cap = Math.floor(cap * 0.9))
    content = shorten(text, cap, words);
  return { content };
}

/** Robot messages mention nobody, cards can: the words as a card without buttons. */
export function renderSaying(text: string, words: Words, style: FormStyle): ParamMap {
  const [first = '', ...lines] = text.trim().split('\n');
  const fits = byteLength(first) <= 150;
  const card: Card = {
    kind: 'notice',
    title: fits ? first : '…',
    level: 'normal',
    version: 0,
    fields: [],
    original: fits ? lines.join('\n') : text,
    actions: [],
  };
  return { ...renderCard(card, words, style), original_label: '' };
}
