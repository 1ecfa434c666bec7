import type { Words } from './words.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * Cuts to at most `maxBytes` of UTF-8 plus a note of how many characters are missing. Never cuts inside what people
 * see as one character: Thai vowels and joined emoji are several code points.
 */
export function shorten(text: string, maxBytes: number, words: Words): string {
  if (byteLength(text) <= maxBytes) return text;
  let bytes = 0;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    bytes += byteLength(segment);
    if (bytes > maxBytes) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}${words.shortened(text.length - end)}`;
}
