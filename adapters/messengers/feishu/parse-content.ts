import { z } from 'zod';

/** What a person sent along; to be had by its key and the message's id. */
export interface Resource {
  key: string;
  kind: 'image' | 'file';
  name: string;
}

export interface Mention {
  /** `@_user_1`: what stands in the text. */
  key: string;
  id: { open_id?: string };
  name: string;
}

const textContent = z.object({ text: z.string() });
const imageContent = z.object({ image_key: z.string() });
const fileContent = z.object({ file_key: z.string(), file_name: z.string().default('') });

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
        image_key: z.string().optional(),
        file_key: z.string().optional(),
        file_name: z.string().optional(),
      }),
    ),
  ),
});

/**
 * Words and mentions of a message. The bot's own mention disappears, others become `@Name`, `@_all` goes as well: it has
 * no entry in `mentions` (facts/messengers §2.2.5). Null for messages that say nothing: stickers, locations, voice.
 */
export function parseContent(message: { type: string; content: string; mentions: Mention[]; bot: string }): {
  text: string;
  mentions: { id: string; name: string }[];
  resources: Resource[];
} | null {
  const content: unknown = JSON.parse(message.content);
  const resources = resourcesOf(message.type, content);
  const raw = wordsOf(message.type, content) ?? (resources.length > 0 ? '' : null);
  if (raw === null) return null;
  // Longest key first, so that @_user_1 does not eat the beginning of @_user_10.
  const byLength = [...message.mentions].sort((a, b) => b.key.length - a.key.length);
  let text = raw.replaceAll('@_all', '');
  for (const { key, id, name } of byLength) text = text.replaceAll(key, id.open_id === message.bot ? '' : `@${name}`);
  const others = message.mentions.filter(({ id }) => id.open_id && id.open_id !== message.bot);
  return { text: tidy(text), mentions: others.map(({ id, name }) => ({ id: id.open_id ?? '', name })), resources };
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

/** Pictures and files in order (facts/messengers §2.2.5); a picture has no name of its own. */
function resourcesOf(type: string, content: unknown): Resource[] {
  const image = (key: string): Resource => ({ key, kind: 'image', name: 'picture.jpg' });
  const file = (key: string, name = ''): Resource => ({ key, kind: 'file', name: name || 'file' });
  switch (type) {
    case 'image':
      return [image(imageContent.parse(content).image_key)];
    case 'file':
    case 'media': {
      const { file_key, file_name } = fileContent.parse(content);
      return [file(file_key, file_name)];
    }
    case 'post':
      return postContent
        .parse(content)
        .content.flat()
        .flatMap(({ image_key, file_key, file_name }) => {
          // A film has a picture of its own beside it.
          if (file_key) return [file(file_key, file_name)];
          return image_key ? [image(image_key)] : [];
        });
    default:
      return [];
  }
}

/** A removed mention leaves blanks at the ends and in the middle of a line; line breaks are the person's own. */
function tidy(text: string): string {
  return text
    .replace(/[ \t\u00a0]{2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
