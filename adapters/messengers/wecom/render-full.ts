import { keepLines } from '../../outbound/keep-lines.ts';
import type { Card, CardAttachment } from '../../../cards/card.ts';
import { titleOf } from './render-body.ts';
import { shorten } from './shorten.ts';
import type { Words } from './words.ts';

/** Together at most one markdown message of 20,480 bytes: more before every card would flood the group. */
const mostBytes = { title: 400, line: 1_500, words: 7_500 };
/** Two more messages at most, for somebody who asked. */
const historyBytes = 36_000;

/** What a card had no room for, as literal text: the whole of what the buyer wrote, where it is of any sane length. */
export function wordsText(card: Card, words: Words): string {
  return join([shorten(titleOf(card), { bytes: mostBytes.title }).text, ...paragraphs(card, words)]);
}

function paragraphs(card: Card, words: Words): Paragraph[] {
  const line = (text: string) => shorten(text, { bytes: mostBytes.line }).text;
  const long = (label: string, text: string | undefined) =>
    text && `${label}:\n${shorten(text, { bytes: mostBytes.words }).text}`;
  return [
    card.notice && line(card.notice),
    line(card.fields.map(({ label, value }) => `${label}: ${value}`).join('\n')),
    long([words.original, card.languageLabel].filter(Boolean).join(' · '), card.original),
    long(words.translation, card.translation),
    card.translationNote && line(card.translationNote),
    card.attachments?.length && line(card.attachments.map(attachmentLine).join('\n')),
    card.reasons?.length && line(`${words.why}: ${card.reasons.join(' · ')}`),
  ];
}

function attachmentLine({ name, size, advice, link }: CardAttachment): string {
  return `📎 ${[name, size, advice, link].filter(Boolean).join(' · ')}`;
}

/** The same with what happened so far: the answer to somebody who asked for details. */
export function detailsText(card: Card, words: Words): string {
  const history = historyText(card, historyBytes);
  return join([wordsText(card, words), history && `${words.history}:\n${history}`]);
}

function historyText(card: Card, bytes: number): string {
  let room = bytes;
  return keepLines(card, ({ at, text }) => {
    const line = shorten(`${at} ${text}`.trim(), { bytes: Math.min(mostBytes.words, bytes - 1) }).text;
    room -= Buffer.byteLength(line) + 1;
    return room < 0 ? null : line;
  }).join('\n');
}

/** Where no card can be shown at all: the commands stand in the text, before what may be cut off at its end. */
export function plainText(card: Card, words: Words): string {
  const state = [card.stateLabel, card.countdown].filter(Boolean).join(' · ');
  const commands = card.actions.map(({ label, command }) => `${label}: ${command}`).join('\n');
  // Lines of a card that is about no ticket, such as a digest, are what it is there for.
  const lines = card.ticket === undefined && historyText(card, mostBytes.words);
  return join([shorten(titleOf(card), { bytes: mostBytes.title }).text, state, commands, lines, ...paragraphs(card, words)]);
}

type Paragraph = string | false | 0 | undefined;

function join(paragraphs: Paragraph[]): string {
  return paragraphs.filter(Boolean).join('\n\n');
}
