import { expect, test } from 'vitest';
import * as z from 'zod';
import { describeFault } from '../../../src/inbox/describe-fault.ts';

const faultOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return describeFault(error);
  }
  throw new Error('nothing was thrown');
};

test('names the field, never what stood in it', () => {
  expect(faultOf(() => z.object({ data: z.object({ text: z.string() }) }).parse({ data: { text: 42 } }))).toMatch(
    /^data\.text: /,
  );
  expect(faultOf(() => z.object({}).parse('Quetzal'))).toMatch(/^body: /);
  expect(
    faultOf(() => JSON.parse('{"Quetzal')),
    'parsers quote their input',
  ).toBe('SyntaxError');
  expect(
    faultOf(() => {
      throw new Error('first line\nQuetzal');
    }),
  ).toBe('Error: first line');
  expect(describeFault('Quetzal')).not.toContain('Quetzal');
  expect(describeFault(new Error('x'.repeat(1_000))).length).toBeLessThanOrEqual(200);
});
