import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from '../../../src/rules/fold-text.ts';
import { foldUnits } from '../../../src/rules/fold-units.ts';

const folded = (text: string): string => {
  const { units, length } = foldUnits(text);
  return String.fromCharCode(...units.subarray(0, length));
};

test.each([
  'Straße STRASSE ẞ',
  'İstanbul ISTANBUL i\u0307 i\u0307\u0307 I\u0307 i\u200d\u0307',
  'ΌΔΟΣ όδος Σ',
  'Ｆｕｌｌ　ｗｉｄｔｈ！ ﬁne ①',
  'don’t don`t don´t donʼt',
  'zero\u200bwidth soft\u00adhyphen \ufeff',
  ' a \t\n\u00a0\u3000 b ',
  '𐐀𐐨 𞤀 𝐀𝟙 🏳️‍🌈 👍🏽',
  'ผ้ำ น้ำ กำ ่ำ',
  'e\u0301 \u1112\u1161\u11ab \u0f71\u0f72\u0f74 \u05c1\u05b0',
  '\ud83d alone \udc00',
])('folds as the plain way does: %s', (text) => expect(folded(text)).toBe(foldText(text)));

test('every unit folds as the plain way does, between letters and alone', () => {
  for (let unit = 0; unit < 0x1_0000; unit++) {
    const character = String.fromCharCode(unit);
    const text = `i${character}${character} ${character}`;
    if (folded(text) !== foldText(text)) expect.fail(unit.toString(16));
  }
});

test('any text folds as the plain way does', () => {
  const hostile = fc.constantFrom(...'iİıßẞΣςs\u0307\u0301\u200d\u00ad \u3000\t´’Ａ한\u1161า\u0e33\u0e48𐐀\ud801👍');
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(hostile).map((units) => units.join('')),
  );
  fc.assert(
    fc.property(text, (any) => void expect(folded(any)).toBe(foldText(any))),
    { numRuns: 3_000 },
  );
});
