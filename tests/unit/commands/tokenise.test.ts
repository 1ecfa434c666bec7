import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenise } from '../../../src/commands/grammar/tokenise.ts';

const values = (text: string) => tokenise(text).map(({ value }) => value);

describe('tokenise', () => {
  it.each([
    ["it's broken", ["it's", 'broken']],
    ["'twas fine", ["'twas", 'fine']],
    ['a　b\tc\nd', ['a', 'b', 'c', 'd']],
    ['“物流 延迟” 1042', ['物流 延迟', '1042']],
    ['「物流 延迟」', ['物流 延迟']],
    ['‘it’s here’ now', ['it’s here', 'now']],
    ['"退款","Geld zurück"，“refund”', ['退款', 'Geld zurück', 'refund']],
    ['原因＝"平台 维护"', ['原因=', '平台 维护']],
    ['原因＝维护', ['原因=维护']],
    ['＃１０４２', ['#1042']],
    ['5" screen', ['5"', 'screen']],
    ['„Geld zurück“', ['Geld zurück']],
    ['   ', []],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('leaves nothing out but separators, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let last = 0;
        for (const { start, end } of tokenise(text)) {
          expect(text.slice(last, start)).toMatch(/^[\s,，、;；]*$/u);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(text.slice(last)).toMatch(/^[\s,，、;；]*$/u);
      }),
    );
  });
});
