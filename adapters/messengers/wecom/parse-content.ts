import { z } from 'zod';

const text = z.object({ content: z.string() });
/** An address that is good for five minutes to encrypted bytes; the key comes over the long connection only (SDK typing). */
const media = z.looseObject({ url: z.url(), aeskey: z.string().optional() });
const item = z.looseObject({ msgtype: z.string(), text: text.optional(), image: media.optional() });

/** What a person sent along. */
export interface WecomFile {
  name: string;
  url: string;
  aesKey?: string;
}

/** The part of a message, or of a quoted one, that its type names (facts/messengers §4.2). */
export const content = z.looseObject({
  msgtype: z.string(),
  text: text.optional(),
  voice: text.optional(),
  image: media.optional(),
  file: media.optional(),
  video: media.optional(),
  mixed: z.object({ msg_item: z.array(item) }).optional(),
});

/** The words of a message; null when it has none. A voice message comes with its transcript. */
export function wordsOf(message: z.infer<typeof content>): string | null {
  switch (message.msgtype) {
    case 'text':
      return message.text?.content ?? null;
    case 'voice':
      return message.voice?.content ?? null;
    case 'mixed': {
      const words = (message.mixed?.msg_item ?? []).flatMap((part) => (part.text ? [part.text.content] : []));
      return words.length > 0 ? words.join('\n') : null;
    }
    default:
      return null;
  }
}

/** Pictures and files of a message, in order; their names are not told. */
export function filesOf(message: z.infer<typeof content>): WecomFile[] {
  const named = (name: string, found: z.infer<typeof media> | undefined): WecomFile[] =>
    found ? [{ name, url: found.url, ...(found.aeskey ? { aesKey: found.aeskey } : {}) }] : [];
  switch (message.msgtype) {
    case 'image':
      return named('picture.jpg', message.image);
    case 'file':
      return named('file', message.file);
    case 'video':
      return named('video.mp4', message.video);
    case 'mixed':
      return (message.mixed?.msg_item ?? []).flatMap(({ image }) => named('picture.jpg', image));
    default:
      return [];
  }
}

const leadingBlanks = /^[\s\u200b-\u200d\ufeff]*/u;

/**
 * The words without the bot's mention. A mention arrives as `@` and the name, which may hold blanks, so a configured name
 * decides.
 * @param place in a group the bot was mentioned for sure: without its name, whatever stands before the first slash is
 * taken for the mention, or else the first word
 */
export function stripMention(words: string, botName: string | undefined, place: 'group' | 'direct'): string {
  if (botName) {
    const at = words.search(new RegExp(`[@＠]${escapeRegExp(botName)}(?![\\p{L}\\p{N}])`, 'u'));
    if (at >= 0) return tidy(`${words.slice(0, at)}${words.slice(at + 1 + botName.length)}`);
  }
  const trimmed = words.replace(leadingBlanks, '');
  if (place === 'direct' || !/^[@＠]/.test(trimmed)) return tidy(words);
  const [line = ''] = trimmed.split('\n', 1);
  const slash = /^[@＠][^/／]{1,64}(?=[/／])/u.exec(line);
  return tidy(slash ? trimmed.slice(slash[0].length) : trimmed.replace(/^[@＠]\S+/u, ''));
}

/** Names that stand in the words behind an `@`, in order; `names` longest first, so that `@Chen Wei` is not `@Chen`. */
export function mentionsIn(
  words: string,
  names: string[],
  idOf: (name: string) => string | undefined,
): { id: string; name: string }[] {
  const found: { id: string; name: string }[] = [];
  for (const { index } of words.matchAll(/[@＠]/g)) {
    const name = names.find((candidate) => words.startsWith(candidate, index + 1));
    const id = name === undefined ? undefined : idOf(name);
    if (name !== undefined && id !== undefined) found.push({ id, name });
  }
  return found;
}

function escapeRegExp(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A removed mention leaves blanks at the ends and in the middle of a line; line breaks are the person's own. */
function tidy(words: string): string {
  return words
    .replace(/[ \t\u00a0\u2005]{2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
