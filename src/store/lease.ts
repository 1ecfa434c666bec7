import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Lease } from '../ports/messenger.ts';
import type { Database } from './database.ts';
import { newId } from './ids.ts';
import { changeRows } from './rows.ts';

// By the database's clock: those of the processes may differ.
const later = 'instant(ms(wall()) + ?)';
const take = `INSERT INTO "Lease" ("name", "holder", "until") VALUES (?, ?, ${later})
  ON CONFLICT ("name") DO UPDATE SET "holder" = excluded."holder", "until" = excluded."until" WHERE "Lease"."until" <= wall() OR "Lease"."holder" = excluded."holder"`;
const renew = `UPDATE "Lease" SET "until" = ${later} WHERE "name" = ? AND "holder" = ?`;
const giveUp = `DELETE FROM "Lease" WHERE "name" = ? AND "holder" = ?`;

/**
 * Frees everything that is held. Only for whoever is known to be alone with the database, such as a service that has the
 * lock of its data folder: the holders are dead, and need not be waited for.
 */
export const freeLeases = (db: Database): Promise<number> => db.writeRows((tx) => changeRows(tx, `DELETE FROM "Lease"`));

/**
 * A lease as a row that its holder renews; the affected-row count decides who has it.
 * @param parts.holdMs how long a silent holder keeps it. With the default a dead one is followed after 23 s at the latest.
 */
export function createLease(parts: { db: Database; clock: Clock; name: string; holdMs?: number }): Lease {
  const { db, clock, name, holdMs = 20_000 } = parts;
  const renewMs = holdMs / 4;
  const lookMs = Math.ceil(holdMs / 7);
  const holder = newId();

  const change = (sql: string, ...values: (string | number)[]): Promise<boolean> =>
    db.writeRows(async (tx) => (await changeRows(tx, sql, ...values)) === 1);

  return {
    async acquire(signal) {
      let heldUntil: number;
      for (;;) {
        signal.throwIfAborted();
        heldUntil = clock.wall() + holdMs;
        if (await change(take, name, holder, holdMs)) break;
        await sleep(lookMs, undefined, { signal });
      }
      const lost = new AbortController();
      const timer = setInterval(() => void keep(), renewMs);
      timer.unref();

      async function keep(): Promise<void> {
        const until = clock.wall() + holdMs;
        const kept = await change(renew, holdMs, name, holder).catch(() => null);
        if (kept) heldUntil = until;
        // While the database does not answer the hold lasts as long as was written; others wait that long, too.
        else if (kept === false || clock.wall() >= heldUntil) end();
      }

      function end(): void {
        clearInterval(timer);
        lost.abort();
      }

      return {
        lost: lost.signal,
        async release() {
          clearInterval(timer);
          await change(giveUp, name, holder).catch(() => false);
        },
      };
    },
  };
}
