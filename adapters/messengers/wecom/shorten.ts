const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A text that fits, and whether something had to go. */
export interface Shortened {
  text: string;
  cut: boolean;
}

/** Code points: what the platform's character figures are taken to count (facts/messengers §4.4). */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * Cuts to at most `chars` code points and `bytes` of UTF-8, `mark` included, never inside what people see as one
 * character: Thai vowels and joined emoji are several code points.
 */
export function shorten(text: string, limit: { chars?: number; bytes?: number; mark?: string }): Shortened {
  const { chars = Infinity, bytes = Infinity, mark = '…' } = limit;
  // No code point is longer than two units or shorter than one byte a unit: most texts need no counting.
  if (text.length <= chars && text.length * 3 <= bytes) return { text, cut: false };
  if (characters(text) <= chars && Buffer.byteLength(text) <= bytes) return { text, cut: false };
  return { text: `${head(text, chars - characters(mark), bytes - Buffer.byteLength(mark)).trimEnd()}${mark}`, cut: true };
}

/** As many whole characters from the start as fit. */
export function head(text: string, chars: number, bytes: number): string {
  let end = 0;
  let usedChars = 0;
  let usedBytes = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    usedChars += characters(segment);
    usedBytes += Buffer.byteLength(segment);
    if (usedChars > chars || usedBytes > bytes) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
