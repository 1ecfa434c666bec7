import { z } from 'zod';

export interface Mention {
  /** `@_user_1`: what stands in the text. */
  key: string;
  id: { open_id?: string };
  name: string;
}

const textContent = z.object({ text: z.string() });

/** Inbound posts have no language level, outgoing ones do (facts/messengers §2.2.5). */
const postContent = z.object({
  title: z.string().optional(),
  content: z.array(
    z.array(
      z.looseObject({
        tag: z.string(),
        text: z.string().optional(),
        user_id: z.string().optional(),
        href: z.string().optional(),
      }),
    ),
  ),
});

/**
 * Words and mentions of a message. The bot's own mention disappears, others become `@Name`, `@_all` goes as well: it has
 * no entry in `mentions` (facts/messengers §2.2.5). Null for messages without words.
 */
export function parseContent(message: { type: string; content: string; mentions: Mention[]; bot: string }): {
  text: string;
  mentions: { id: string; name: string }[];
} | null {
  const raw = wordsOf(message.type, JSON.parse(message.content));
  if (raw === null) return null;
  // Longest key first, so that @_user_1 does not eat the beginning of @_user_10.
  const byLength = [...message.mentions].sort((a, b) => b.key.length - a.key.length);
  let text = raw.replaceAll('@_all', '');
  for (const { key, id, name } of byLength) text = text.replaceAll(key, id.open_id === message.bot ? '' : `@${name}`);
  const others = message.mentions.filter(({ id }) => id.open_id && id.open_id !== message.bot);
  return { text: tidy(text), mentions: others.map(({ id, name }) => ({ id: id.open_id ?? '', name })) };
}

/** Addresses that were typed arrive as `[address](address)` (documentation page 接收消息内容结构). */
const typedLink = /\[([^\]\n]{1,2000})\]\((?:mailto:|https?:\/\/)?\1\)/g;

function wordsOf(type: string, content: unknown): string | null {
  if (type === 'text') return textContent.parse(content).text.replace(typedLink, '$1');
  if (type !== 'post') return null;
  const post = postContent.parse(content);
  const paragraphs = post.content.map((nodes) =>
    nodes.map((node) => (node.tag === 'at' ? (node.user_id ?? '') : (node.text ?? ''))).join(''),
  );
  return [post.title ?? '', ...paragraphs].filter((line, at) => at > 0 || line).join('\n');
}

/** A removed mention leaves blanks at the ends and in the middle of a line; line breaks are the person's own. */
function tidy(text: string): string {
  return text
    .replace(/[ \t\u00a0]{2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
