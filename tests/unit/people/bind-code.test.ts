import path from 'node:path';
import { expect, test } from 'vitest';
import { requireRole, roles } from '../../../src/people/actor.ts';
import { openBindCode } from '../../../src/people/bind-code.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { dataFolder } from '../../timeline/data-folder.ts';

test('the code is six digits, works once, is the same for every process, and not after ten wrong tries', async () => {
  const db = await openDatabase({ file: path.join(dataFolder(), 'gengfu.db'), key: Buffer.alloc(32, 1) });
  const once = await openBindCode(db);
  expect(once.code).toMatch(/^\d{6}$/);
  const other = await openBindCode(db);
  expect(other.code).toBe(once.code);
  expect(await once.redeem('12345')).toBe(false);
  expect(await once.redeem(once.code)).toBe(true);
  expect(await other.redeem(once.code), 'spent, whoever took it').toBe(false);

  const guessed = await openBindCode(db);
  for (let guess = 0; guess < 10; guess += 1) expect(await guessed.redeem(String(guess))).toBe(false);
  expect(await guessed.redeem(guessed.code), 'too late even when it is right').toBe(false);
  await db.close();
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
