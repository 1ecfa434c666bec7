import { cardOf, drawn } from './card-controls.ts';
import { cutCard } from './card-cuts.ts';
import type { Cut } from './card-cuts.ts';
import { isNode } from './frames.ts';
import type { Node } from './frames.ts';
import type { EmulatedMessage } from './world.ts';

/** What a person would see of a message: words, who is mentioned, what can be clicked through. */
export interface Seen {
  text: string;
  mentions: string[];
  links: string[];
  /** Texts of a card that do not fit, already cut in `text`. */
  cuts: Cut[];
  /** Fields of a card that its type does not draw. */
  ignored: string[];
}

/** @param person whose view of the card, when an update was limited to some people; absent = the others' */
export function see(message: EmulatedMessage, person?: string): Seen {
  const seen: Seen = { text: '', mentions: [], links: [], cuts: [], ignored: [] };
  const { body } = message;
  const part = (field: string): Node => (isNode(body[field]) ? body[field] : {});
  const card = cardOf(message, person);
  if (isNode(body.stream)) readMarkdown(asText(part('stream').content), seen);
  if (message.type === 'markdown') readMarkdown(asText(part('markdown').content), seen);
  else if (message.type === 'markdown_v2') readMarkdown(asText(part('markdown_v2').content), { ...seen, mentions: [] }, seen);
  else if (message.type === 'text') readText(part('text'), seen);
  else if (message.type === 'news') for (const article of nodes(part('news').articles)) readParts(article, seen);
  else if (message.type === 'mixed')
    for (const item of nodes(part('mixed').msg_item)) if (isNode(item.text)) readText(item.text, seen);
  if (message.type === 'voice') seen.text += asText(part('voice').content);
  if (card) readCard(card, seen);
  seen.text = seen.text.trim();
  return seen;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

function readText(text: Node, seen: Seen): void {
  seen.text += `${asText(text.content)}\n`;
  for (const field of [text.mentioned_list, text.mentioned_mobile_list])
    if (Array.isArray(field)) seen.mentions.push(...field.map(String));
}

/**
 * Markdown is the only place where `<@userid>` mentions. Nothing is known about escaping, so a pattern counts wherever it
 * stands, also behind a backslash or in a code span.
 */
function readMarkdown(markdown: string, seen: Seen, into: Seen = seen): void {
  for (const [, id] of markdown.matchAll(/<@([^<>\s]+)>/g)) if (id) seen.mentions.push(id);
  for (const [, url] of markdown.matchAll(/\[[^\]]*\]\(([^)]+)\)/g)) if (url) seen.links.push(url);
  for (const [, url] of markdown.matchAll(/<a\s+href=["']?([^"'>\s]+)/gi)) if (url) seen.links.push(url);
  into.text += `${markdown}\n`;
}

/** Fields in the order in which cards show them; everything in a card is plain text. */
const order = [
  'source',
  'main_title',
  'emphasis_content',
  'quote_area',
  'image_text_area',
  'sub_title_text',
  'vertical_content_list',
  'horizontal_content_list',
  'checkbox',
  'select_list',
  'button_selection',
  'button_list',
  'submit_button',
  'jump_list',
  'action_menu',
  'card_action',
];
const words = ['keyname', 'title', 'desc', 'quote_text', 'value', 'text'];

function readCard(card: Node, seen: Seen): void {
  const { card: visible, ignored } = drawn(card);
  const { card: fitting, cuts } = cutCard(visible);
  seen.cuts.push(...cuts);
  seen.ignored.push(...ignored);
  for (const field of order) {
    const value = fitting[field];
    if (typeof value === 'string') seen.text += `${value}\n`;
    for (const part of isNode(value) ? [value] : nodes(value)) readParts(part, seen);
  }
}

/** The words of one part on one line, its link, and the options or actions in it. */
function readParts(part: Node, seen: Seen): void {
  const line = words
    .map((field) => asText(part[field]))
    .filter(Boolean)
    .join(' ');
  if (line) seen.text += `${line}\n`;
  if (part.url && (part.type === undefined || part.type === 1)) seen.links.push(asText(part.url));
  for (const inner of [...nodes(part.option_list), ...nodes(part.action_list)]) readParts(inner, seen);
}
