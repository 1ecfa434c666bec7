import { expect, test } from 'vitest';
import { maskContacts } from '../../../adapters/messengers/feishu/mask.ts';

test.each([
  ['+49 171 2345678', '+49•••78'],
  ['(030) 1234567', '03•••67'],
  ['ruf an: 0171/2345678!', 'ruf an: 01•••78!'],
  ['(415) 555-2671', '41•••71'],
  ['手机13812345678谢谢', '手机13•••78谢谢'],
  ['138 1234 5678', '13•••78'],
  ['0049 171 2345678', '00•••78'],
  ['Katrin.Vogel+shop@mail.example.co.uk', 'K•••＠•••.uk'],
])('masks %s', (text, masked) => {
  expect(maskContacts(text)).toBe(masked);
});

test.each([
  '302-1112223-4445556',
  '12-34567-89012',
  '02-34567-89012',
  '#1042',
  '2026-11-21 14:32',
  '21.11.2026',
  '05.11.2026 14:32',
  '0.99 1.99 2.99',
  '24.90 EUR',
  '00340434161094042557',
  'LX123456789DE',
  '1Z999AA10123456784',
  '1000 ml 500 g',
])('leaves %s', (text) => {
  expect(maskContacts(text)).toBe(text);
});

test('stays fast on long runs of digits and at signs', () => {
  const start = performance.now();
  maskContacts('1 '.repeat(25_000));
  maskContacts(`${'1'.repeat(50_000)}a`);
  maskContacts('a'.repeat(50_000));
  maskContacts(`${'a.'.repeat(20_000)}@`);
  maskContacts(`a@${'b-'.repeat(20_000)}`);
  expect(performance.now() - start).toBeLessThan(2_000);
});
