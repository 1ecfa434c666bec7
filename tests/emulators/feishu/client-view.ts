import type { EmulatedMessage } from './world.ts';

/** What a person would see of a message: words, who is mentioned, what can be clicked through. */
export interface Seen {
  text: string;
  mentions: string[];
  links: string[];
}

type Node = Record<string, unknown>;

export function see(message: EmulatedMessage): Seen {
  const content = JSON.parse(message.content) as Node;
  const seen: Seen = { text: '', mentions: [], links: [] };
  if (message.type === 'text') readMarkup(String(content.text), seen);
  // Outgoing posts have a language level, inbound ones do not (§2.2.5).
  else if (message.type === 'post') readPost('content' in content ? { post: content } : content, seen);
  else readCard(content, seen);
  seen.text = seen.text.trim();
  return seen;
}

function readPost(content: Node, seen: Seen): void {
  for (const locale of Object.values(content) as { title?: string; content: Node[][] }[]) {
    if (locale.title) seen.text += `${locale.title}\n`;
    for (const paragraph of locale.content) {
      for (const node of paragraph) {
        if (node.tag === 'at') seen.mentions.push(String(node.user_id));
        else if (node.tag === 'md') readMarkup(String(node.text), seen);
        else if (typeof node.text === 'string') seen.text += node.text;
        if (node.tag === 'a') seen.links.push(String(node.href));
      }
      seen.text += '\n';
    }
  }
}

/** Texts in document order; only markdown and lark_md are interpreted. Values of buttons are not seen by anybody. */
function readCard(value: unknown, seen: Seen): void {
  if (Array.isArray(value)) for (const entry of value) readCard(entry, seen);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const node = value as Node;
  if (typeof node.content === 'string' && node.tag === 'plain_text') seen.text += `${node.content}\n`;
  else if (typeof node.content === 'string' && (node.tag === 'markdown' || node.tag === 'lark_md'))
    readMarkup(node.content, seen);
  else if (typeof node.default_value === 'string') seen.text += `${node.default_value}\n`;
  for (const [key, child] of Object.entries(node)) {
    if (key === 'behaviors')
      for (const { type, default_url } of child as Node[]) if (type === 'open_url') seen.links.push(String(default_url));
    if (key !== 'behaviors' && key !== 'config') readCard(child, seen);
  }
}

function readMarkup(markup: string, seen: Seen): void {
  for (const [, id] of markup.matchAll(/<at\s+(?:user_id|id)\s*=\s*["']?([^"'>\s]+)["']?\s*\/?>/gi))
    if (id) seen.mentions.push(id);
  for (const [, url] of markup.matchAll(/\[[^\]]*\]\(([^)]+)\)/g)) if (url) seen.links.push(url);
  for (const [, url] of markup.matchAll(/<a\s+href=["']?([^"'>\s]+)/gi)) if (url) seen.links.push(url);
  seen.text += `${markup}\n`;
}
