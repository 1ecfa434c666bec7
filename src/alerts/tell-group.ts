import type * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { selectRows } from '../store/rows.ts';
import { groupPayload } from './held-jobs.ts';
import { heldColumns, ringHeld } from './ring-held.ts';
import type { HeldAlert } from './ring-held.ts';

/** Alerts told in one transaction. */
const pageSize = 500;

/** The end of a group's wait or interval: what waits rings now, its tickets in one digest where there are several. */
export function tellGroup(desk: Desk): JobDefinition<z.infer<typeof groupPayload>> {
  return {
    kind: 'tell-group',
    payload: groupPayload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      for (;;) {
        const found = await desk.db.write(async (tx) => {
          const waiting = await selectRows<HeldAlert>(
            tx,
            `SELECT ${heldColumns} FROM "Alert" WHERE "state" = 'waiting' AND "groupKey" = ? ORDER BY "at", "id" LIMIT ${pageSize}`,
            job!.payload.groupKey,
          );
          await ringHeld(desk, tx, waiting);
          return waiting.length;
        });
        if (found < pageSize) return {};
      }
    },
  };
}
