import { expect, test } from 'vitest';
import { requireRole, roles } from '../../../src/people/actor.ts';
import { createBindCode } from '../../../src/people/bind-code.ts';

test('the code is six digits, works once, and not after ten wrong tries', () => {
  expect(createBindCode().code).toMatch(/^\d{6}$/);
  const once = createBindCode('123456');
  expect(once.redeem('123457')).toBe(false);
  expect(once.redeem('123456')).toBe(true);
  expect(once.redeem('123456')).toBe(false);

  const guessed = createBindCode('123456');
  for (let guess = 0; guess < 10; guess += 1) expect(guessed.redeem(String(guess))).toBe(false);
  expect(guessed.redeem('123456'), 'too late even when it is right').toBe(false);
});

test('every role may what the roles below it may', () => {
  for (const [rank, role] of roles.entries()) {
    for (const [needed, least] of roles.entries()) {
      const check = (): void => requireRole({ id: 'p', name: 'P', role }, least);
      if (rank >= needed) expect(check).not.toThrow();
      else expect(check).toThrow(expect.objectContaining({ code: 'role_required' }) as Error);
    }
  }
});
