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
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  // `stream` leaves out a character whose last bytes are missing instead of replacing it.
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, maxBytes), { stream: true });
  const end = graphemes.segment(text).containing(whole.length)?.index ?? whole.length;
  return `${text.slice(0, end).trimEnd()}${words.shortened(text.length - end)}`;
}
