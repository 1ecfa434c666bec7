import type { Card } from '../../../cards/card.ts';
import { paragraph, plain } from './card-json.ts';
import type { CollapsiblePanel, ColumnSet, Div, Element, Person } from './card-json.ts';
import { renderAttachments } from './render-attachments.ts';
import type { Words } from './words.ts';

/** Everything between the header and the buttons. The buyer's words are only ever `plain_text`: no mentions, links or styles arise from them. */
export function renderBody(card: Card, words: Words): Element[] {
  const parts: (Element | null)[] = [
    card.notice ? paragraph(card.notice) : null,
    renderFields(card.fields),
    ...(card.kind === 'compact' ? [] : [renderConversation(card, words), ...renderAttachments(card), renderReasons(card, words)]),
    renderOwner(card, words),
    card.kind === 'compact' ? null : renderHistory(card, words),
  ];
  return parts.filter((part) => part !== null);
}

function renderFields(fields: Card['fields']): Div | null {
  if (fields.length === 0) return null;
  return {
    tag: 'div',
    fields: fields.map(({ label, value, short }) => ({ is_short: short ?? false, text: plain(`${label} ${value}`) })),
  };
}

/** Original beside translation; one below the other where the client is narrow. */
function renderConversation(card: Card, words: Words): Element | null {
  const original = card.original
    ? block(card.languageLabel ? `${words.original} (${card.languageLabel})` : words.original, card.original)
    : null;
  const note = card.translationNote ? paragraph(card.translationNote, { text_size: 'notation', text_color: 'grey' }) : null;
  const translation = [...(card.translation ? block(words.translation, card.translation) : []), ...(note ? [note] : [])];
  if (!original) return translation.length > 0 ? columns([translation]) : null;
  return columns(translation.length > 0 ? [original, translation] : [original]);
}

function block(label: string, text: string): Div[] {
  return [paragraph(label, { text_size: 'notation', text_color: 'grey' }), paragraph(text)];
}

function columns(contents: Div[][]): ColumnSet {
  return {
    tag: 'column_set',
    flex_mode: 'stretch',
    horizontal_spacing: '12px',
    columns: contents.map((elements) => ({ tag: 'column', width: 'weighted', weight: 1, elements })),
  };
}

function renderReasons(card: Card, words: Words): Div | null {
  if (!card.reasons?.length) return null;
  return paragraph(`${words.why}: ${card.reasons.join(' · ')}`, { text_size: 'notation', text_color: 'grey' });
}

/** The state itself is a tag of the header; this line says whose it is. */
function renderOwner(card: Card, words: Words): Div | ColumnSet | null {
  if (!card.owner) return null;
  const line = paragraph(`${words.state}: ${[card.owner, card.stateLabel].filter(Boolean).join(' ')}`);
  const id = card.ownerIds?.feishu;
  if (id === undefined) return line;
  const picture: Person = { tag: 'person', user_id: id, size: 'extra_small' };
  return {
    tag: 'column_set',
    flex_mode: 'none',
    horizontal_spacing: '8px',
    columns: [
      { tag: 'column', width: 'auto', elements: [picture] },
      { tag: 'column', width: 'weighted', weight: 1, elements: [line] },
    ],
  };
}

/** One element however long the history: a card holds 200 (facts/messengers §2.4). */
function renderHistory(card: Card, words: Words): CollapsiblePanel | null {
  if (!card.history?.length) return null;
  const lines = card.history.map(({ at, text }) => `${at} ${text}`).join('\n');
  return {
    tag: 'collapsible_panel',
    expanded: false,
    header: { title: plain(`${words.history} (${card.history.length})`) },
    elements: [paragraph(lines, { text_size: 'notation' })],
  };
}
