import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Database } from '../store/database.ts';
import { changeRows, selectRows } from '../store/rows.ts';

/** The one-time code that makes its first bearer admin. Printed at start while nobody is admin; the same for all processes. */
export interface BindCode {
  readonly code: string;
  /** Spends the code. @returns whether it was right; never again once it is spent, or after too many wrong tries */
  redeem(typed: string): Promise<boolean>;
}

/** Six digits are a million guesses: after this many wrong ones only a restart helps. */
const mostTries = 10;
const find = `SELECT "codeSealed" FROM "OneTimeCode" WHERE "id" = 'bind'`;

/** Takes up the code that waits, or makes one. */
export async function openBindCode(db: Database): Promise<BindCode> {
  const [row] = await db.writeRows(async (tx) => {
    const fresh = db.seal.seal(sixDigits());
    await changeRows(tx, `INSERT INTO "OneTimeCode" ("id", "codeSealed") VALUES ('bind', ?) ON CONFLICT DO NOTHING`, fresh);
    return selectRows<{ codeSealed: string }>(tx, find);
  });
  const { codeSealed } = row!;
  const code = db.seal.open(codeSealed);
  let tries = 0;
  return {
    code,
    async redeem(typed) {
      tries += 1;
      const [given, right] = [Buffer.from(typed), Buffer.from(code)];
      if (tries > mostTries || given.length !== right.length || !timingSafeEqual(given, right)) return false;
      return db.writeRows(
        async (tx) =>
          (await changeRows(tx, `DELETE FROM "OneTimeCode" WHERE "id" = 'bind' AND "codeSealed" = ?`, codeSealed)) === 1,
      );
    },
  };
}

export const sixDigits = (): string => String(randomInt(1_000_000)).padStart(6, '0');
