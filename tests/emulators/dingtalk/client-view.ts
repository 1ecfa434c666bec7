import { drawCard } from './card-view.ts';
import { readMarkdown } from './markdown.ts';
import type { EmulatedMessage, World } from './world.ts';

/** What a person would see of a message: words, who is mentioned, what can be clicked through. */
export interface Seen {
  text: string;
  mentions: string[];
  links: string[];
}

/** @param person whose private data is drawn into a card; null = somebody without any */
export function see(world: World, message: EmulatedMessage, person: string | null): Seen {
  const card = world.cards.get(message.messageId);
  const seen = message.type === 'card' && card ? drawn(drawCard(card, person)) : read(message);
  return { ...seen, mentions: [...new Set([...message.mentions, ...seen.mentions])] };
}

const drawn = ({ lines, mentions, links }: { lines: string[]; mentions: string[]; links: string[] }): Seen => ({
  text: lines.join('\n').trim(),
  mentions,
  links,
});

type Body = Record<string, unknown>;

/** Robot messages by msgKey and webhook messages by msgtype, facts/messengers §3.6. */
function read(message: EmulatedMessage): Seen {
  const content = JSON.parse(message.content) as Body;
  const text = (key: string) => (typeof content[key] === 'string' ? content[key] : '');
  const urls = Object.entries(content).filter(([key]) => /url$/i.test(key) && key !== 'picUrl' && key !== 'photoURL');
  const titles = Object.entries(content).filter(([key]) => /^(singleTitle|actionTitle\d|buttonTitle\d)$/.test(key));
  const buttons = ((content.btns ?? content.links ?? []) as Body[]).map((entry) => [
    entry.title,
    entry.actionURL ?? entry.messageURL,
  ]);
  const links = [...urls.map(([, url]) => String(url)), ...buttons.map(([, url]) => String(url))];
  const labels = [...titles.map(([, title]) => String(title)), ...buttons.map(([title]) => String(title))];
  const body = text('content') || text('text') || text('title') || text('fileName');
  const marked = /markdown|actionCard/i.test(message.type) ? readMarkdown(body) : { mentions: [], links: [] };
  return { text: [body, ...labels].join('\n').trim(), mentions: marked.mentions, links: [...marked.links, ...links] };
}
