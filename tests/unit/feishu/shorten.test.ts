import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteLength, shorten } from '../../../adapters/messengers/feishu/shorten.ts';
import { words } from '../../../adapters/messengers/feishu/words.ts';

const note = /…\(余下 (\d+) 字见详情\)$/;

test('a text that fits is left alone', () => {
  expect(shorten('很抱歉', 9, words.zh)).toBe('很抱歉');
});

test.each([
  ['很抱歉', 8, '很抱…(余下 1 字见详情)'],
  ['a👩‍👩‍👧‍👦b', 20, 'a…(余下 12 字见详情)'],
  ['🇩🇪🇩🇪', 12, '🇩🇪…(余下 4 字见详情)'],
  ['ปิ้', 6, '…(余下 3 字见详情)'],
])('%s in %i bytes', (text, bytes, shortened) => {
  expect(shorten(text, bytes, words.zh)).toBe(shortened);
});

test('what stays is a beginning within the bytes, and the rest is counted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(100), (text, bytes) => {
      const shortened = shorten(text, bytes, words.zh);
      if (byteLength(text) <= bytes) return shortened === text;
      const kept = shortened.replace(note, '');
      return text.startsWith(kept) && byteLength(kept) <= bytes && Number(note.exec(shortened)?.[1]) >= 0;
    }),
  );
});
