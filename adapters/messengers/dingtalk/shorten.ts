import type { Words } from './words.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

/** Cuts to at most `maxBytes` of UTF-8, the note of how many characters are missing included. Never cuts inside what people see as one character. */
export function shorten(text: string, maxBytes: number, words: Words): string {
  if (byteLength(text) <= maxBytes) return text;
  const end = cutAt(text, Math.max(0, maxBytes - byteLength(words.shortened(text.length))));
  return `${text.slice(0, end).trimEnd()}${words.shortened(text.length - end)}`;
}

/**
 * Spreads a text over up to `parts` values of at most `maxBytes` each (facts/messengers §3.5), broken at line ends or blanks
 * where one is near; what does not fit is said to be missing. Always `parts` entries, the last ones empty.
 */
export function spread(text: string, room: { parts: number; maxBytes: number; words: Words }): string[] {
  const { parts, maxBytes, words } = room;
  const values: string[] = [];
  let rest = text.trim();
  while (rest !== '' && values.length < parts - 1 && byteLength(rest) > maxBytes) {
    // A heap of combining marks can be longer than any value: then it is cut inside.
    const end = nearBreak(rest, cutAt(rest, maxBytes) || fitting(rest, maxBytes));
    values.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  values.push(shorten(rest, maxBytes, words));
  return Array.from({ length: parts }, (_, i) => values[i] ?? '');
}

/** Index up to which `text` takes at most `maxBytes`, between two of what people see as characters. */
function cutAt(text: string, maxBytes: number): number {
  const end = fitting(text, maxBytes);
  return graphemes.segment(text.slice(0, end + 64)).containing(end)?.index ?? end;
}

/** The same between two code points. */
function fitting(text: string, maxBytes: number): number {
  // No character takes less than one byte, so what lies beyond cannot fit; encoding all of a long text for each cut would take its square.
  const bytes = Buffer.from(text.slice(0, maxBytes + 1));
  // `stream` leaves out a character whose last bytes are missing instead of replacing it.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, maxBytes), { stream: true }).length;
}

/** The last blank in the final quarter, else the cut itself: Chinese goes without blanks. */
function nearBreak(text: string, end: number): number {
  const from = Math.floor(end * 0.75);
  const line = text.lastIndexOf('\n', end - 1);
  if (line >= from) return line + 1;
  const blank = text.lastIndexOf(' ', end - 1);
  return blank >= from ? blank + 1 : end;
}
