import { describe, expect, test } from 'vitest';
import { createPatternIndex, firstFind, patternFault } from '../../../src/rules/pattern-index.ts';

function found(sources: string[], text: string): string[] {
  let next = 100;
  const index = createPatternIndex(() => next++);
  const triggers = sources.map((source) => index.add(source));
  const fired = new Set<number>();
  index.scan(text, (trigger) => fired.add(trigger));
  return sources.filter((_, position) => fired.has(triggers[position]!));
}

const cases = [
  'refund',
  '^hello',
  'bye$',
  '\\bsue\\b',
  '退.{0,3}款',
  '(?i)X+y',
  'a{2,3}b',
  '[äöü]+',
  '\\d{3}-\\d{7}',
  '(a|ab)(c|bcd)',
  '\\p{Han}{2}',
  '.',
  'é',
];
const texts = [
  '',
  'REFUND',
  'hello refund bye',
  'say hello',
  'bye bye',
  'issue',
  'I sue',
  '退还我款',
  'xxy',
  'aab',
  'ÄÖÜ',
  '302-1234567',
  'abcd',
  '\n',
  'É',
  '😡',
];

const inV8 = (source: string) => source.replace('(?i)', '').replace('Han', 'Script=Han');

describe('all patterns at once say what each says alone', () => {
  test.each(texts)('"%s"', (text) => {
    const alone = cases.filter((source) => found([source], text).length > 0);
    expect(found(cases, text)).toEqual(alone);
    expect(alone).toEqual(cases.filter((source) => new RegExp(inV8(source), 'iu').test(text)));
  });
});

test('a pattern that would hang V8 does not hang the bot', () => {
  const begin = performance.now();
  expect(found(['(a+)+$', '(x*)*y'], `${'a'.repeat(7_000)}!`)).toEqual([]);
  expect(performance.now() - begin).toBeLessThan(2000);
});

test.each([
  ['(?=a)b', 'look_around'],
  ['(?<!a)b', 'look_around'],
  ['(a)\\1', 'back_reference'],
  ['(.{0,300}a){3}', 'too_large'],
  ['(a', 'syntax'],
  ['a{5000}', 'syntax'],
  ['refund', undefined],
])('%s: %s', (source, reason) => {
  expect(patternFault(source)?.reason).toBe(reason);
});

test('fifteen hundred patterns are all asked', () => {
  const many = Array.from({ length: 1500 }, (_, index) => `word${index}[a-z]{10,60}end`);
  expect(found(many, `xx word7${'q'.repeat(20)}end word1499${'q'.repeat(50)}end`)).toEqual([many[7], many[1499]]);
});

test('what was found is one short line', () => {
  expect(firstFind('refund.*', `my refund\nplease`, 40)).toBe('refund');
  expect(firstFind('(?s)refund.*', `my refund\n\n please ${'x'.repeat(99)}`, 20)).toBe('refund please xxxxxx');
});
