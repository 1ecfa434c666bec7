import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lostPlaceholders, maskText, unmaskText } from '../../../src/translation/placeholders.ts';

describe('maskText', () => {
  it.each([
    ['Bestellung 302-1112223-3334445 fehlt', ['302-1112223-3334445']],
    ['eBay 12-34567-89012', ['12-34567-89012']],
    ['ASIN B0CXYZ1234, SKU TD-500-BLK.', ['B0CXYZ1234', 'TD-500-BLK']],
    ['UPS 1Z999AA10123456784 und RR123456785DE', ['1Z999AA10123456784', 'RR123456785DE']],
    ['DHL 00340434161094042557', ['00340434161094042557']],
    ['pesanan 261115P4F7TD8H?', ['261115P4F7TD8H']],
    ['siehe https://example.com/a?b=1&c=2.', ['https://example.com/a?b=1&c=2']],
    ['链接https://example.com/路径，谢谢', ['https://example.com/路径']],
    ['mail an katrin.v+amz@example.co.uk!', ['katrin.v+amz@example.co.uk']],
    ['kostet 24,90 € oder €24.90', ['24,90 €', '€24.90']],
    ['RM 39.90 / NT$1,290 / 100 USD', ['RM 39.90', 'NT$1,290', '100 USD']],
    ['Ruf +49 170 1234567 an', ['+49 170 1234567']],
    ['schon ⟦1⟧ da', ['⟦1⟧']],
    ['zweimal B0CXYZ1234 und B0CXYZ1234', ['B0CXYZ1234']],
    ['T-Shirt am 20-11-2026 um 18:00, 500 ml, 3-teilig', []],
    ['RMB', []],
  ])('%s', (text, values) => {
    const masked = maskText(text);
    expect(masked.values).toEqual(values);
    for (const value of values.filter((value) => !value.startsWith('⟦'))) expect(masked.text).not.toContain(value);
    expect(unmaskText(masked)).toBe(text);
  });

  it.each(['a', '1 ', '1.', 'A1-', '⟦1⟧', 'a@', 'http://', 'a.', '....', '+1', 'B0'])(
    'is not slowed down by 64 KB of %j',
    (piece) => {
      const began = performance.now();
      maskText(piece.repeat(65_536 / piece.length));
      expect(performance.now() - began).toBeLessThan(1_000);
    },
  );

  it('gives every text back', () => {
    const pieces = ['302-1112223-3334445', '⟦1⟧', '⟦ 2 ⟧', '24,90 €', 'RM', ' ', 'a', '.', 'http://x.y', '@', 'b.co', '7', '-'];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...pieces)).map((words) => words.join('')),
    );
    fc.assert(fc.property(text, (words) => unmaskText(maskText(words)) === words));
  });
});

describe('lostPlaceholders', () => {
  it('reports what is gone and forgives spaces and repetition', () => {
    expect(lostPlaceholders('⟦1⟧ und ⟦2⟧', '⟦ 2 ⟧，⟦2⟧')).toEqual([1]);
    expect(lostPlaceholders('⟦1⟧', '⟦1⟧')).toEqual([]);
  });
});
