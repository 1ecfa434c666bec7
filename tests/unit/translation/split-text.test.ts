import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../../src/translation/split-text.ts';

describe('splitText', () => {
  it('cuts between paragraphs first, then sentences', () => {
    expect(splitText('Erster Absatz.\n\nZweiter Absatz.', 20)).toEqual(['Erster Absatz.\n\n', 'Zweiter Absatz.']);
    expect(splitText('Ein Satz. Noch einer. Der dritte.', 22)).toEqual(['Ein Satz. Noch einer. ', 'Der dritte.']);
    expect(splitText('第一句。第二句！第三句', 8)).toEqual(['第一句。第二句！', '第三句']);
    expect(splitText('kurz', 100)).toEqual(['kurz']);
  });

  it('loses nothing, stays within the limit and tears no character apart', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ß', '好', '。', '.', ' ', '\n', '\n\n', '👩‍🚀') });
    fc.assert(
      fc.property(text, fc.integer({ min: 5, max: 60 }), (words, limit) => {
        const pieces = splitText(words, limit);
        expect(pieces.join('')).toBe(words);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
