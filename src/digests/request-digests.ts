import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';

export const digestPayload = z.object({ digestId: z.string() });

/** Asks for the cards of these digests to be brought up to date; many requests become one. */
export async function requestDigests(desk: Desk, tx: RowWrite, digestIds: Iterable<string>): Promise<void> {
  const dueAt = desk.clock.now();
  await desk.queue.enqueue(
    tx,
    [...digestIds].map((digestId) => ({ kind: 'digest', key: `digest:${digestId}`, payload: { digestId }, dueAt })),
  );
}

/** The same for every digest that tells of these tickets. @param ticketIds a JSON list */
export async function requestDigestsOf(desk: Desk, tx: RowWrite, ticketIds: string): Promise<void> {
  const digests = await selectRows<{ digestId: string }>(
    tx,
    `SELECT DISTINCT "digestId" FROM "Card" WHERE "digestId" IS NOT NULL AND "ticketId" IN (SELECT value FROM json_each(?))`,
    ticketIds,
  );
  await requestDigests(
    desk,
    tx,
    digests.map(({ digestId }) => digestId),
  );
}
