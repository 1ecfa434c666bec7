import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildAutomaton } from '../../src/keyword-automaton.ts';

type Found = [keyword: string, end: number];

function find(keywords: readonly string[], text: string): Found[] {
  const found: Found[] = [];
  const units = Uint16Array.from({ length: text.length + 3 }, (_, index) =>
    index < text.length ? text.charCodeAt(index) : 0x61,
  );
  buildAutomaton(keywords).scan(units, text.length, (keyword, end) => found.push([keywords[keyword]!, end]));
  return sorted(found);
}

function findOneByOne(keywords: readonly string[], text: string): Found[] {
  return sorted(
    keywords.flatMap((keyword) =>
      Array.from({ length: text.length }, (_, at) => at)
        .filter((at) => text.startsWith(keyword, at))
        .map((at): Found => [keyword, at + keyword.length]),
    ),
  );
}

const sorted = (found: Found[]): Found[] => found.sort((a, b) => a[1] - b[1] || a[0].length - b[0].length);

test('finds what lies inside, beside and across', () => {
  expect(find(['he', 'she', 'his', 'hers'], 'ushers')).toEqual([
    ['he', 4],
    ['she', 4],
    ['hers', 6],
  ]);
  expect(find(['退款', '我要退款', '款'], '我要退款')).toHaveLength(3);
  expect(find(['a'], '')).toEqual([]);
});

test('a combining mark makes the last character another', () => {
  expect(find(['กา', 'กาน'], 'กาน้ำ')).toEqual([['กา', 2]]);
});

test('finds exactly what looking for each keyword at each place finds', () => {
  const letters = fc.constantFrom(...'ab退款\u0000\uffff');
  const word = fc.array(letters, { minLength: 1, maxLength: 6 }).map((units) => units.join(''));
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 40 }), fc.array(letters), (keywords, units) => {
      const text = units.join('');
      expect(find(keywords, text)).toEqual(findOneByOne(keywords, text));
    }),
    { numRuns: 2_000 },
  );
});

test('ten thousand keywords of thousands of characters are all found', () => {
  const keywords = [
    ...new Set(
      Array.from({ length: 10_000 }, (_, index) =>
        String.fromCodePoint(
          ...Array.from({ length: 2 + (index % 4) }, (_, place) => 0x4e00 + ((index * (place + 7) * 31) % 8_000)),
        ),
      ),
    ),
  ];
  const found = new Set(find(keywords, keywords.join('x')).map(([keyword]) => keyword));
  expect(found.size).toBe(keywords.length);
});
