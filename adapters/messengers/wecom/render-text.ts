import { markdownBytes } from './limits.ts';
import { head } from './shorten.ts';

/**
 * Everything of markdown that could mention, link or restyle, as a look-alike that cannot. The platform documents no
 * escape character (facts/messengers §4.2, §4.7 name only what renders), so nothing relies on one.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll('<', '＜')
    .replaceAll('>', '＞')
    .replaceAll('[', '［')
    .replaceAll(']', '］')
    .replaceAll('*', '＊')
    .replaceAll('`', '｀')
    .replaceAll('~~', '～～')
    .replace(/^(\s*)(#{1,6})(?=\s)/gm, (_, blank: string, marks: string) => `${blank}${'＃'.repeat(marks.length)}`);
}

/** An id as the platform makes it; anything else would open a way out of the mention. */
const plainId = /^[^<>\s]{1,128}$/;

export function mentionOf(person: string): string {
  return plainId.test(person) ? `<@${person}>` : '';
}

/**
 * Literal words as one or more markdown messages, none longer than `maxBytes`, cut where a line or a word ends. Mentions
 * stand in front of the first.
 */
export function renderText(text: string, mention: string[] = [], maxBytes = markdownBytes): string[] {
  const mentions = mention.map(mentionOf).filter(Boolean).join(' ');
  const parts: string[] = [];
  let rest = `${mentions}${mentions ? ' ' : ''}${escapeMarkdown(text)}`;
  while (Buffer.byteLength(rest) > maxBytes) {
    const fits = head(rest, Infinity, maxBytes);
    // One character longer than a message: cut it rather than stand still.
    const piece = fits === '' ? rest.slice(0, Math.floor(maxBytes / 3)) : fits;
    const end = Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf(' '));
    const cut = end > piece.length / 2 ? end + 1 : piece.length;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...parts, rest].filter((part) => part.trim() !== '');
}
