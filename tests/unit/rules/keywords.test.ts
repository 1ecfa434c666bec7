import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeywordIndex } from '../../../src/rules/keyword-index.ts';

function found(terms: string[], text: string): string[] {
  let next = 0;
  const index = createKeywordIndex(() => next++);
  const triggers = new Map(terms.map((term) => [term, index.add(term)]));
  const fired = new Set<number>();
  index.scan(text, (trigger) => fired.add(trigger));
  return terms.filter((term) => fired.has(triggers.get(term)!));
}

describe('a keyword', () => {
  test.each([
    ['STRASSE', 'In der Straße steht ein Haus', true],
    ['straße', 'HAUPT STRASSE 5', true],
    ['sue', 'There is an issue', false],
    ['sue', 'I will SUE you!', true],
    ['sue', "Sue's parcel", true],
    ['sue', 'pursue', false],
    ['退款', '我要退款了', true],
    ['退款', '我要ｒｅｆｕｎｄ退款', true],
    ['refund', '我要refund了', true],
    ['refund', 'ＲＥＦＵＮＤ please', true],
    ['refund', 'refunds', false],
    ['refund*', 'refunds, now', true],
    ['*erstattung', 'Kaufpreiserstattung', true],
    ['*erstattung', 'Rückerstattungen', false],
    ['Geld zurück', 'mein Geld\n  zurück', true],
    ['Geld zurück', 'mein Geld zuru\u0308ck', true],
    ['Geld zurück', 'mein Geld zurücklegen', false],
    ["don't", 'I don’t know', true],
    ['refund', 're\u00ADfu\u200Bnd', true],
    ['ไฟไหม้', 'เครื่องไฟไหม้แล้ว', true],
    ['환불', '환불을 원해요', true],
    ['返金', '返金してください', true],
    ['استرداد', 'أريد الاسترداد', true],
    ['возврат', 'возврата', false],
    ['возврат*', 'прошу ВОЗВРАТА', true],
    ['iade', 'PARA İADE', true],
    ['été', 'ete', false],
    ['A-to-Z', 'open an a-to-z claim', true],
    ['12315', '打12315投诉', true],
    ['12315', '订单123150', false],
    ['😡', 'so 😡😡', true],
    ['c++', 'C++ book', true],
  ])('"%s" in "%s": %s', (term, text, expected) => {
    expect(found([term], text).length === 1).toBe(expected);
  });

  test('does not hide another', () => {
    expect(found(['he', 'she', 'hers', 'she hers', '退', '退款'], 'she hers he 退款')).toEqual([
      'he',
      'she',
      'hers',
      'she hers',
      '退',
      '退款',
    ]);
  });

  test('may be added after a scan', () => {
    let next = 0;
    const index = createKeywordIndex(() => next++);
    index.add('one');
    index.scan('one', () => {});
    const two = index.add('two');
    const fired: number[] = [];
    index.scan('two', (trigger) => fired.push(trigger));
    expect(fired).toEqual([two]);
  });
});

test('no text breaks the scan', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constant('\uD800'),
    fc.constant('\uDC00a\uD83D'),
    fc.constant('a\u0301'.repeat(2000)),
  );
  fc.assert(
    fc.property(hostile, fc.string({ unit: 'grapheme', minLength: 1 }), (text, term) => void found([term, 'a', '退'], text)),
  );
});
