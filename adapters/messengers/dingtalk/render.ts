import type { Card } from '../../../cards/card.ts';
import { keepLines } from '../../outbound/keep-lines.ts';
import { renderActions } from './render-actions.ts';
import type { FormStyle } from './render-form.ts';
import { ownerOf, titleOf } from './render-header.ts';
import { byteLength, shorten, spread } from './shorten.ts';
import { formActions, partName, parts } from './template-variables.ts';
import type { Words } from './words.ts';

/** Values of the template's variables by name; every value is a string (facts/messengers §3.5). */
export type ParamMap = Record<string, string>;

const lineBytes = { title: 200, tag: 60 };

/**
 * Fills the template: plain text in every variable, at most `style.valueBytes` each, all public variables every time, so that a
 * redraw by key leaves nothing of the former picture.
 */
export function renderCard(card: Card, words: Words, style: FormStyle): ParamMap {
  const line = (text: string | undefined, maxBytes = style.valueBytes) => shorten(text ?? '', maxBytes, words);
  const full = card.kind !== 'compact';
  const language = card.languageLabel ? ` (${card.languageLabel})` : '';
  return {
    title: line(titleOf(card), lineBytes.title),
    summary: line(titleOf(card), lineBytes.title),
    subtitle: line(card.subtitle, lineBytes.tag),
    state: line(card.stateLabel, lineBytes.tag),
    countdown: line(card.countdown, lineBytes.tag),
    notice: line(card.notice),
    ...many('fields', card.fields.map(({ label, value }) => `${label} ${value}`).join('\n'), style, words),
    original_label: full && card.original ? line(`${words.original}${language}`) : '',
    ...many('original', (full && card.original) || '', style, words),
    translation_label: full && card.translation ? words.translation : '',
    ...many('translation', (full && card.translation) || '', style, words),
    translation_note: full ? line(card.translationNote) : '',
    attachments: full ? attachmentLines(card, style, words) : '',
    reasons: full && card.reasons?.length ? line(`${words.why}: ${card.reasons.join(' · ')}`) : '',
    owner: ownerOf(card) ? line(`${words.state}: ${ownerOf(card)}`) : '',
    history_title: full && card.history?.length ? `${words.history} (${card.history.length})` : '',
    ...many('history', full ? tellingLines(card, style, words) : '', style, words),
    ...renderActions(card, style, words),
    ticket: card.ticket === undefined ? '' : String(card.ticket),
    version: String(card.version),
    fold: words.fold,
    toast_taken: words.taken,
    toast_not_taken: words.notTaken,
    ...keys(),
  };
}

/** Until a person's own value takes their place, see answer-tap.ts. */
function keys(): ParamMap {
  return Object.fromEntries(formActions.map((action) => [`key_${action}`, action]));
}

function many(name: keyof typeof parts, text: string, style: FormStyle, words: Words): ParamMap {
  const values = spread(text, { parts: parts[name], maxBytes: style.valueBytes, words });
  return Object.fromEntries(values.map((value, index) => [partName(name, index), value]));
}

/** As many lines as there is room for; none takes more than one variable. */
function tellingLines(card: Card, style: FormStyle, words: Words): string {
  // Breaking at line ends leaves the end of a variable unused, a quarter at worst.
  let room = parts.history * style.valueBytes * 0.7;
  return keepLines(card, ({ at, text }) => {
    const line = shorten(`${at} ${text}`.trim(), style.valueBytes * 0.6, words);
    room -= byteLength(line) + 1;
    return room < 0 ? null : line;
  }).join('\n');
}

/** A file a line; as many links as fit, for half a link opens nothing. */
function attachmentLines({ attachments = [] }: Card, { valueBytes }: FormStyle, words: Words): string {
  const lines = attachments.map(({ name, size, advice }) => `📎 ${[name, size, advice].filter(Boolean).join(' · ')}`);
  for (const [index, { link }] of attachments.entries()) {
    if (link === undefined) continue;
    const before = lines[index]!;
    lines[index] = `${before}\n${link}`;
    if (byteLength(lines.join('\n')) > valueBytes) lines[index] = before;
  }
  return shorten(lines.join('\n'), valueBytes, words);
}
