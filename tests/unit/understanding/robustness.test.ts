import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { topics } from '../../../src/understanding/topic/topics.ts';
import { createUnderstander, type Understander } from '../../../src/understanding/understand.ts';

let understander: Understander;
beforeAll(async () => {
  understander = await createUnderstander();
});

/** Any UTF-16, lone surrogates and control characters included. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 }).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: fc.constantFrom('1', '-', '.', ',', ' ', '€', 'order', '#', '月', 'B0', '!'), maxLength: 300 }),
);

test('any string is understood as something', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const understood = understander.understand(text);
      expect(understood.dissatisfaction).toBeGreaterThanOrEqual(0);
      expect(understood.dissatisfaction).toBeLessThanOrEqual(1);
      expect(topics).toContain(understood.topic);
    }),
    { numRuns: 500 },
  );
});

test('the same text gives the same answer whatever came before', () => {
  fc.assert(
    fc.property(anyText, anyText, (text, other) => {
      const before = understander.understand(text);
      understander.understand(other);
      expect(understander.understand(text)).toEqual(before);
    }),
    { numRuns: 200 },
  );
});

test('what stands after the analysed length changes nothing', () => {
  const message = 'Where is my parcel? '.repeat(200);
  expect(understander.understand(message + 'You are scammers. '.repeat(60_000))).toEqual(understander.understand(message));
});

test.each([
  ['digits', '1'.repeat(1_000_000)],
  ['digits and separators', '1,'.repeat(500_000)],
  ['one letter', 'a'.repeat(1_000_000)],
  ['blanks', ' '.repeat(1_000_000)],
  ['order words', 'order no: '.repeat(100_000)],
  ['emoji', '😡'.repeat(500_000)],
  ['half an emoji', '\ud83d'.repeat(1_000_000)],
])('a megabyte of %s is cut, not worked through', (_, text) => {
  const started = performance.now();
  understander.understand(text);
  // Takes 5 to 20 ms; the bound only tells linear from quadratic on a busy machine.
  expect(performance.now() - started).toBeLessThan(2_000);
});
