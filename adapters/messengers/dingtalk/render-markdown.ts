import type { Card, CardAttachment } from '../../../cards/card.ts';
import { keepLines } from '../../outbound/keep-lines.ts';
import { escapeLines, escapeMarkdown } from './escape-markdown.ts';
import { ownerOf, titleOf } from './render-header.ts';
import { byteLength, shorten } from './shorten.ts';
import type { Words } from './words.ts';

export interface Markdown {
  title: string;
  text: string;
}

/** A custom robot takes about 20 KB, a message of the app 15,000 bytes of JSON (facts/messengers §3.6). */
const titleBytes = 120;
const longest = { fields: 20, reasons: 10, history: 6, list: 15 };

/**
 * The card as markdown with the command of every button, for groups without the template: rung three of facts/messengers §0.2.
 * Words of people are escaped. Texts share one cap, made smaller until `fits`.
 */
export function renderMarkdown(card: Card, words: Words, fits: (markdown: Markdown) => boolean): Markdown {
  let cap = 6_000;
  let markdown = draw(card, words, cap);
  while (!fits(markdown) && cap > 60) {
    cap = Math.floor(cap * 0.7);
    markdown = draw(card, words, cap);
  }
  return markdown;
}

/** @param maxBytes size of the JSON that carries it, escapes included */
export const fitsInto = (maxBytes: number) => (markdown: Markdown) => byteLength(JSON.stringify(markdown)) <= maxBytes;

function draw(card: Card, words: Words, cap: number): Markdown {
  const say = (text: string) => escapeLines(shorten(text, cap, words));
  const short = (text: string) => escapeMarkdown(shorten(text, Math.min(cap, 300), words).replaceAll('\n', ' '));
  const full = card.kind !== 'compact';
  const quoted = (label: string, text: string | undefined) => (full && text ? `**${label}**\n\n${say(text)}` : '');
  const language = card.languageLabel ? ` (${escapeMarkdown(card.languageLabel)})` : '';
  const state = [card.subtitle, card.stateLabel, card.countdown].filter((text) => text !== undefined).map(short);
  const attachmentLine = ({ name, size, advice, link }: CardAttachment): string => {
    const line = short([name, size, advice].filter(Boolean).join(' · '));
    // The link is our own: nothing in it ends the brackets.
    return link ? `📎 [${line}](${link})` : `📎 ${line}`;
  };
  let room = card.ticket === undefined ? longest.list : longest.history;
  const history = full ? keepLines(card, ({ at, text }) => (room-- > 0 ? short(`${at} ${text}`.trim()) : null)) : [];
  const paragraphs = [
    `### ${short(titleOf(card))}`,
    state.join(' · '),
    ownerOf(card) ? `${words.state}: ${short(ownerOf(card))}` : '',
    card.notice ? say(card.notice) : '',
    card.fields
      .slice(0, longest.fields)
      .map(({ label, value }) => `${short(label)} ${short(value)}`)
      .join('  \n'),
    quoted(`${words.original}${language}`, card.original),
    quoted(words.translation, card.translation),
    full && card.translationNote ? short(card.translationNote) : '',
    full ? (card.attachments ?? []).map(attachmentLine).join('  \n') : '',
    full && card.reasons?.length ? `${words.why}: ${card.reasons.slice(0, longest.reasons).map(short).join(' · ')}` : '',
    history.length > 0 ? `${words.history}: ${history.join('  \n')}` : '',
    card.actions.length > 0
      ? `${words.type}:  \n${card.actions.map(({ label, command }) => `${short(label)}: ${short(command)}`).join('  \n')}`
      : '',
  ];
  return { title: shorten(titleOf(card), titleBytes, words), text: paragraphs.filter(Boolean).join('\n\n') };
}
