import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { changeRows, selectRows } from '../store/rows.ts';
import { sixDigits } from './bind-code.ts';

/** Time to walk over to the other messenger. */
const validMs = 10 * 60_000;
/** Six digits are a million guesses: after this many wrong ones nothing is redeemed for as long as a code is valid. */
const mostTries = 10;

/** Codes with which a person proves that an account in another messenger is theirs, too. */
export interface LinkCodes {
  issue(personId: string): Promise<string>;
  /** Spends a code. @returns whose it is; null when it is nobody's, or too many wrong ones were tried */
  redeem(typed: string): Promise<string | null>;
}

export function createLinkCodes({ db, clock }: { db: Database; clock: Clock }): LinkCodes {
  let tries: number[] = [];
  const idOf = (code: string): string => `link ${db.seal.blindIndex('link', code)}`;

  return {
    issue(personId) {
      return db.writeRows(async (tx) => {
        await changeRows(tx, 'DELETE FROM "OneTimeCode" WHERE "personId" = ? OR "until" <= instant(?)', personId, clock.now());
        for (;;) {
          const code = sixDigits();
          const fresh = await changeRows(
            tx,
            'INSERT INTO "OneTimeCode" ("id", "codeSealed", "personId", "until") VALUES (?, ?, ?, instant(?)) ON CONFLICT DO NOTHING',
            idOf(code),
            '',
            personId,
            clock.now() + validMs,
          );
          if (fresh === 1) return code;
        }
      });
    },
    async redeem(typed) {
      const now = clock.now();
      tries = [...tries.filter((at) => at > now - validMs), now];
      if (tries.length > mostTries) return null;
      const [spent] = await db.writeRows((tx) =>
        selectRows<{ personId: string }>(
          tx,
          'DELETE FROM "OneTimeCode" WHERE "id" = ? AND "until" > instant(?) RETURNING "personId"',
          idOf(typed),
          now,
        ),
      );
      return spent?.personId ?? null;
    },
  };
}
