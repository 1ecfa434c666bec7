import type * as z from 'zod';
import { DAY_MS, MINUTE_MS } from '../clocks/local-day.ts';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { requestCards } from '../notify/request-cards.ts';
import { changeRows, selectRows } from '../store/rows.ts';
import { outagePayload } from './held-jobs.ts';
import { readOutages } from './read-outages.ts';
import { heldColumns, ringHeld } from './ring-held.ts';
import type { HeldAlert } from './ring-held.ts';

/** What is older is no news any more. */
const rememberedMs = 7 * DAY_MS;
export const outageEveryMs = 5 * MINUTE_MS;
/** The cards of what follows from an outage are kept for no longer than this. */
export const longestOutageMs = DAY_MS;

/** What tickets of a store's figures wait for. */
export const outageKey = (storeId: string): string => `outage ${storeId}`;

/** Once a store is heard and read again, what was held back meanwhile and still stands rings; the cards of the rest come quietly. */
export function outageOver(desk: Desk): JobDefinition<z.infer<typeof outagePayload>> {
  return {
    kind: 'outage-over',
    payload: outagePayload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const { storeId } = job!.payload;
      const isOver = await desk.db.write(async (tx) => {
        if ((await readOutages(desk, tx)).has(storeId)) return false;
        const held = await selectRows<HeldAlert>(
          tx,
          `SELECT ${heldColumns} FROM "Alert"
           WHERE "storeId" = ? AND "at" > instant(?) AND "state" = 'muted' AND "muting" ->> 'by' = 'outage' ORDER BY "at", "id"`,
          storeId,
          desk.clock.now() - rememberedMs,
        );
        // Of what held several times meanwhile the last is told.
        const last = new Map(held.map((alert) => [`${alert.ruleId} ${alert.ticketId}`, alert]));
        await ringHeld(desk, tx, [...last.values()]);
        const rest = await selectRows<{ id: string }>(
          tx,
          `SELECT "id" FROM "Ticket" WHERE "heldFor" = ? AND "heldUntil" IS NOT NULL AND "state" <> 'closed'`,
          outageKey(storeId),
        );
        const ids = rest.map(({ id }) => id);
        await changeRows(
          tx,
          'UPDATE "Ticket" SET "heldUntil" = NULL, "version" = "version" + 1 WHERE "id" IN (SELECT value FROM json_each(?))',
          JSON.stringify(ids),
        );
        await requestCards(desk, tx, ids);
        return true;
      });
      return isOver ? {} : { again: new Map([[job!.id, outageEveryMs]]) };
    },
  };
}
