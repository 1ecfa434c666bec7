import { expect, test } from 'vitest';
import * as z from 'zod';
import { describeFault } from '../../../src/inbox/describe-fault.ts';
import { textsIn } from '../../../src/texts/texts.ts';

const texts = textsIn('zh', 'UTC');

const faultOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return describeFault(error, texts);
  }
  throw new Error('nothing was thrown');
};

test('names the field, never what stood in it', () => {
  expect(faultOf(() => z.object({ data: z.object({ text: z.string() }) }).parse({ data: { text: 42 } }))).toBe(
    'data.text 的类型不对',
  );
  expect(faultOf(() => z.object({ data: z.object({ text: z.string() }) }).parse({ data: {} }))).toBe('缺少 data.text');
  expect(faultOf(() => z.object({ rating: z.number().max(5) }).parse({ rating: 7 }))).toBe('rating 的值超出范围');
  expect(faultOf(() => z.object({ type: z.enum(['a', 'b']) }).parse({ type: 'Quetzal' }))).toBe('不认识 type 的值');
  const kinds = z.discriminatedUnion('type', [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b') })]);
  expect(faultOf(() => kinds.parse({ type: 'Quetzal' }))).toBe('不认识 type 的值');
  expect(faultOf(() => z.object({}).parse('Quetzal'))).toBe('body 的类型不对');
  expect(
    faultOf(() => JSON.parse('{"Quetzal')),
    'parsers quote their input',
  ).toBe('内容不是约定的格式,读不出来');
  expect(
    faultOf(() => {
      throw new Error('first line\nQuetzal');
    }),
  ).toBe('Error: first line');
  expect(describeFault('Quetzal', texts)).not.toContain('Quetzal');
  expect(describeFault(new Error('x'.repeat(1_000)), texts).length).toBeLessThanOrEqual(200);
});
